package play.param;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.value.Unknown;
import play.value.Values;

/**
 * How a parameter's value is read from plain data.
 *
 * @param <T> the Java type of the record component
 */
public interface ParameterType<T> {
    /** What the engine has to do with what is written before {@link #read} sees it. */
    enum Source {
        /** Render it. */
        VALUE,
        /** Render it as {@code Content}, so that secret and unknown parts stay apart. */
        CONTENT,
        /** Render it to the name of a file on the controller, read by the {@link BindContext}. */
        LOCAL_FILE,
        /** The same of a file or a folder. */
        LOCAL_PATH,
        /** Render it to the name of a template on the controller. */
        TEMPLATE_FILE,
        /** Take it as the text of a bare expression (or a list of such texts). */
        EXPRESSION
    }

    /** As the reference shows it: {@code string}, {@code list of string}. */
    String shown();

    /** The value; it holds no {@code Unknown} unless {@link #takesUnknown}. */
    @Nullable
    T read(@Nullable Object value, BindContext context) throws BindException;

    default Source source() {
        return Source.VALUE;
    }

    /** Whether values say where on the controller something is written. */
    default boolean isLocal() {
        return false;
    }

    /** Whether values are mappings, so that no text is a list of them. */
    default boolean isMapping() {
        return false;
    }

    /** The name of the file on the controller, where what is written says more than that. */
    default String fileName(String written) {
        return written;
    }

    /** What can be chosen; empty means anything. */
    default List<String> choices() {
        return List.of();
    }

    /** What the items of a list are; empty where values are no lists. */
    default Optional<ParameterType<?>> items() {
        return Optional.empty();
    }

    /** What the values of a mapping are whose fields may have any name. */
    default Optional<ParameterType<?>> values() {
        return Optional.empty();
    }

    /** The fields of a mapping, where they are known. */
    default Optional<Schema<?>> fields() {
        return Optional.empty();
    }

    /** Whether a value with {@code Unknown} in it may be handed to the module. */
    default boolean takesUnknown() {
        return false;
    }

    /** What is unknown in a value that has to be known before it can be handed to the module. */
    default Optional<Unknown> missing(@Nullable Object value) {
        return takesUnknown() ? Optional.empty() : Values.unknownIn(value);
    }
}
