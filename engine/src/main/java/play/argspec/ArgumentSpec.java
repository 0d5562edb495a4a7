package play.argspec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one variable of a role, or one key of such a variable, may be.
 *
 * @param elements of a list
 * @param choices none: anything of the type
 * @param fallback the default, as its documentation says: nobody sets it from here
 * @param options of a mapping, or of each mapping in a list; none: any keys
 * @param secret whether its value must not be shown: {@code no_log}
 */
public record ArgumentSpec(
        String name,
        List<String> aliases,
        List<String> description,
        ArgumentType type,
        Optional<ArgumentType> elements,
        List<@Nullable Object> choices,
        boolean required,
        Fallback fallback,
        Options options,
        boolean secret) {
    /** A default, which may be null. */
    public record Fallback(boolean given, @Nullable Object value) {
        public static final Fallback NONE = new Fallback(false, null);
    }

    public ArgumentSpec {
        aliases = List.copyOf(aliases);
        description = List.copyOf(description);
        choices = Collections.unmodifiableList(new ArrayList<>(choices));
    }

    boolean answersTo(String given) {
        return name.equals(given) || aliases.contains(given);
    }

    /** As a reference shows it: {@code list of str}, {@code str: one of a, b}. */
    public String shownType() {
        String of = elements.map(element -> " of " + element.key()).orElse("");
        String chosen = choices.isEmpty()
                ? ""
                : ": one of "
                        + String.join(
                                ", ", choices.stream().map(String::valueOf).toList());
        return type.key() + of + chosen;
    }
}
