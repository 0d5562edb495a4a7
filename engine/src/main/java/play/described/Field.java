package play.described;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.argspec.ArgumentType;
import play.expression.data.Failure;
import play.expression.data.Json;
import play.result.ResultType;
import play.value.Flag;
import play.value.Foreseen;
import play.value.Secret;

/**
 * One thing that the script of a module tells of what it looks at.
 *
 * @param doc what it means; empty for what is only compared
 * @param elements of a list
 * @param when in which case it is there; always, if nothing
 * @param secret whether its value must not be shown
 */
public record Field(
        String name, String doc, ArgumentType type, ArgumentType elements, Optional<String> when, boolean secret) {
    /** A value is none of the type. */
    static final class Misfit extends Exception {
        private static final long serialVersionUID = 1L;

        Misfit(String message) {
            super(message);
        }
    }

    /** The same, whose value must not be shown. */
    public Field hidden() {
        return new Field(name, doc, type, elements, when, true);
    }

    /** What a result has of it. */
    ResultType resultType() {
        return type == ArgumentType.LIST ? new ResultType.Items(resultType(elements)) : resultType(type);
    }

    private static ResultType resultType(ArgumentType type) {
        return switch (type) {
            case INT, BYTES, BITS -> ResultType.Scalar.INTEGER;
            case FLOAT -> ResultType.Scalar.NUMBER;
            case BOOL -> ResultType.Scalar.BOOLEAN;
            case STR, PATH -> ResultType.Scalar.STRING;
            case LIST, DICT, RAW, JSON, JSONARG -> new ResultType.Any();
        };
    }

    /**
     * A value, printed or wanted, as one of this type: what is the same is equal then.
     *
     * @throws Misfit its message completes "expected …"
     */
    @Nullable
    Object read(@Nullable Object value) throws Misfit {
        if (value == null || value instanceof Foreseen.Later<?>) {
            return value;
        }
        @Nullable Object read = of(type, value instanceof Secret hidden ? hidden.value() : value);
        return read != null && (secret || value instanceof Secret) ? new Secret(read) : read;
    }

    private @Nullable Object of(ArgumentType wanted, @Nullable Object value) throws Misfit {
        return switch (wanted) {
            case INT, BYTES, BITS -> whole(value);
            case FLOAT -> number(value);
            case BOOL -> Optional.ofNullable(value).flatMap(Flag::parse).orElseThrow(() -> misfit(ArgumentType.BOOL));
            case LIST -> items(value);
            case DICT -> {
                if (!(mapping(value) instanceof Map<?, ?> map)) {
                    throw misfit(ArgumentType.DICT);
                }
                yield plain(map);
            }
            case RAW, JSON, JSONARG -> plain(value);
            case STR, PATH -> text(value);
        };
    }

    /** A script is given a mapping as JSON, and may tell it so. */
    private @Nullable Object mapping(@Nullable Object value) throws Misfit {
        try {
            return value instanceof String text ? Json.read(text) : value;
        } catch (Failure e) {
            throw misfit(ArgumentType.DICT);
        }
    }

    private Misfit misfit(ArgumentType wanted) {
        return new Misfit(wanted.shown() + " as '" + name + "'");
    }

    private Long whole(@Nullable Object value) throws Misfit {
        String text = text(value).strip();
        if (!text.matches("[+-]?[0-9]{1,18}")) {
            throw misfit(ArgumentType.INT);
        }
        return Long.valueOf(text);
    }

    private Double number(@Nullable Object value) throws Misfit {
        try {
            return Double.valueOf(text(value).strip());
        } catch (NumberFormatException e) {
            throw misfit(ArgumentType.FLOAT);
        }
    }

    private List<@Nullable Object> items(@Nullable Object value) throws Misfit {
        List<@Nullable Object> items = new ArrayList<>();
        for (Object item : value instanceof List<?> list ? list : Collections.singletonList(value)) {
            items.add(of(elements, item));
        }
        return Collections.unmodifiableList(items);
    }

    private String text(@Nullable Object value) throws Misfit {
        return switch (value) {
            case String text -> text;
            case Boolean flag -> flag.toString();
            case Number number -> number.toString();
            case null, default -> throw misfit(ArgumentType.STR);
        };
    }

    /** Numbers and flags of JSON stay what they are; a mapping is the same in any order. */
    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, item) -> copy.put(String.valueOf(key), plain(item)));
                yield Collections.unmodifiableMap(copy);
            }
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>();
                list.forEach(item -> copy.add(plain(item)));
                yield Collections.unmodifiableList(copy);
            }
            case null, default -> value;
        };
    }
}
