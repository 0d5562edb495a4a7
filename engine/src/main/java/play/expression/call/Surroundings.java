package play.expression.call;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.value.TemplateStyle;

/** What filters, tests and lookups may use of the evaluation they are part of. */
public interface Surroundings {
    /** The value of a filter chosen by name; marked values are handled as everywhere. */
    @Nullable
    Object filter(
            String name, @Nullable Object input, List<@Nullable Object> arguments, Map<String, @Nullable Object> named);

    /** Whether a test chosen by name holds: a {@code Boolean}, or {@code Unknown}. */
    Object test(String name, @Nullable Object input, List<@Nullable Object> arguments);

    /** What a lookup chosen by name finds. */
    List<@Nullable Object> lookup(String name, List<@Nullable Object> terms, Map<String, @Nullable Object> options);

    /** The value of a variable, or {@link play.expression.data.Undefined}. */
    @Nullable
    Object variable(String name);

    /** The names of all variables. */
    Set<String> names();

    /** Renders another text as a template file, with the same variables and {@code extra} ones. */
    @Nullable
    Object render(LookupContext.Text text, Map<String, @Nullable Object> extra, TemplateStyle style);

    /** Where files are looked for whose kind is not told. */
    LookupContext.Folder folder();

    LookupContext context();
}
