package play.argspec;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import play.value.Flag;

/** The types of Ansible's argument specs. */
public enum ArgumentType {
    STR("a string"),
    INT("a whole number"),
    FLOAT("a number"),
    BOOL("true or false"),
    LIST("a list"),
    DICT("a mapping"),
    PATH("a path"),
    RAW("anything"),
    JSON("JSON"),
    JSONARG("JSON"),
    BYTES("a number of bytes such as 1048576 or 1M"),
    BITS("a number of bits such as 1048576 or 1Mb");

    private static final Pattern WHOLE = Pattern.compile("\\s*[+-]?[0-9]{1,18}\\s*");
    private static final Pattern NUMBER =
            Pattern.compile("\\s*[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?\\s*");
    private static final Pattern SIZE = Pattern.compile("\\s*[0-9]+(\\.[0-9]+)?\\s*[kKmMgGtTpPeEzZyY]?[bB]?\\s*");

    private final String shown;

    ArgumentType(String shown) {
        this.shown = shown;
    }

    /** As specs write it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** With its article, for messages: {@code a whole number}. */
    public String shown() {
        return shown;
    }

    /** All of them, as specs write them. */
    public static List<String> keys() {
        return Stream.of(values()).map(ArgumentType::key).toList();
    }

    /** The type of that key. */
    public static Optional<ArgumentType> of(String key) {
        return Stream.of(values()).filter(type -> type.key().equals(key)).findFirst();
    }

    /**
     * Whether a value is of the type, or can be read as one, as Ansible reads it: a role is given it as it was written.
     *
     * @param value plain data without markers, not null
     */
    boolean takes(Object value) {
        boolean scalar = !(value instanceof List || value instanceof Map);
        return switch (this) {
            case INT ->
                isInteger(value)
                        || matches(value, WHOLE)
                        || (value instanceof Double number && number == Math.rint(number));
            case FLOAT -> isInteger(value) || value instanceof Double || matches(value, NUMBER);
            case BOOL -> Flag.parse(value).isPresent();
            case LIST -> value instanceof List || scalar;
            case DICT ->
                value instanceof Map
                        || (value instanceof String text
                                && WrittenMapping.of(text).isPresent());
            case STR, PATH, RAW -> true;
            case JSON, JSONARG -> value instanceof String || !scalar;
            case BYTES, BITS -> isInteger(value) || matches(value, SIZE);
        };
    }

    /** Whether null is a value of it, as Ansible has it: an empty text, or anything. */
    boolean takesNull() {
        return this == STR || this == PATH || this == RAW;
    }

    private static boolean isInteger(Object value) {
        return value instanceof Long || value instanceof BigInteger;
    }

    /** A value that the type takes, as the list or mapping that is meant; else the value as it is. */
    Object read(Object value) {
        return switch (value) {
            case String text when this == LIST -> List.of(text.split(",", -1));
            case String text when this == DICT -> WrittenMapping.of(text).orElse(Map.of());
            case List<?> list -> list;
            default -> this == LIST ? List.of(String.valueOf(value)) : value;
        };
    }

    private static boolean matches(Object value, Pattern pattern) {
        return value instanceof String text && pattern.matcher(text).matches();
    }

    /** Whether two values of the type mean the same: {@code "8"} and {@code 8} of an int. */
    boolean same(@Nullable Object one, @Nullable Object other) {
        if (this == BOOL && one != null && other != null) {
            return Flag.parse(one).equals(Flag.parse(other));
        }
        boolean number = one instanceof Number || other instanceof Number;
        if ((this == INT || this == FLOAT)
                && number
                && matches(String.valueOf(one), NUMBER)
                && matches(String.valueOf(other), NUMBER)) {
            return Double.parseDouble(String.valueOf(one)) == Double.parseDouble(String.valueOf(other));
        }
        return String.valueOf(one).equals(String.valueOf(other));
    }
}
