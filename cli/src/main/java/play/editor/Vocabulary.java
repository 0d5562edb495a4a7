package play.editor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import play.expression.call.Registry;
import play.module.TaskModule;
import play.schema.Keywords;

/**
 * The words of the language at a place.
 *
 * @param modules what they do, by every name they answer to
 * @param find a module by its name
 * @param reference the documentation of a module, in Markdown
 * @param calls filters, tests and lookups
 */
public record Vocabulary(
        Map<String, String> modules,
        Function<String, Optional<TaskModule<?>>> find,
        Function<TaskModule<?>, String> reference,
        Keywords keywords,
        Registry calls) {
    /** What may stand before a keyword that calls, such as {@code include_tasks}. */
    private static final List<String> PREFIXES = List.of("ansible.builtin.", "ansible.legacy.");

    public Vocabulary {
        modules = new TreeMap<>(modules);
    }

    /** The module that a key of a task calls. */
    public Optional<TaskModule<?>> module(String name) {
        return modules.containsKey(name) || name.contains(".") ? find.apply(name) : Optional.empty();
    }

    /** A keyword without the collection it may be qualified by. */
    static String simple(String name) {
        return PREFIXES.stream()
                .filter(name::startsWith)
                .findFirst()
                .map(prefix -> name.substring(prefix.length()))
                .orElse(name);
    }
}
