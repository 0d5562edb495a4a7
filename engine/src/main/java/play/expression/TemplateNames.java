package play.expression;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a template names.
 *
 * @param free variables that it reads and does not bind itself
 * @param files other templates that it takes in by literal names
 * @param bound variables that it binds as a whole
 * @param blocks by the name of a block the variables among {@code free} that only it reads
 * @param own what it does with what it binds
 */
public record TemplateNames(
        Set<FreeName> free, List<TakenIn> files, Set<String> bound, Map<String, Set<FreeName>> blocks, Own own) {
    static final TemplateNames NONE = new TemplateNames(Set.of(), List.of(), Set.of(), Map.of(), Own.NONE);

    /**
     * What a template does with what it binds.
     *
     * @param exported what others can import of it; empty where it extends another, whose names are added
     * @param macros among what it exports
     * @param uses of what is bound in one place of it only
     * @param supers by the name of a block the calls of {@code super} in it
     */
    public record Own(
            Optional<Set<String>> exported,
            Map<String, MacroNames> macros,
            List<OwnUse> uses,
            Map<String, List<OwnUse>> supers) {
        static final Own NONE = new Own(Optional.of(Set.of()), Map.of(), List.of(), Map.of());
    }
}
