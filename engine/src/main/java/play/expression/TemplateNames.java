package play.expression;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a template names.
 *
 * @param free variables that it reads and does not bind itself
 * @param files other templates that it takes in by literal names
 * @param bound variables that it binds as a whole
 * @param blocks by the name of a block the variables among {@code free} that only it reads
 */
public record TemplateNames(
        Set<FreeName> free, List<TakenIn> files, Set<String> bound, Map<String, Set<FreeName>> blocks) {
    static final TemplateNames NONE = new TemplateNames(Set.of(), List.of(), Set.of(), Map.of());
}
