package play.param;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import play.diag.Suggestions;
import play.value.Secret;

/** An enum: the lower-case names of its constants; {@code -} and {@code _} are taken for each other. */
record EnumType(Class<?> type) implements ParameterType<Object> {
    @Override
    public String shown() {
        return "string";
    }

    @Override
    public List<String> choices() {
        return List.of(type.getEnumConstants()).stream().map(this::spelled).toList();
    }

    @Override
    public Object read(@Nullable Object value, BindContext context) throws BindException {
        String text = spelled(Scalars.text(value));
        for (Object constant : type.getEnumConstants()) {
            if (spelled(constant).equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw new BindException("must be one of " + String.join(", ", choices()) + ", not " + Scalars.quoted(value)
                + "." + (value instanceof Secret ? "" : Suggestions.hint(text, choices())));
    }

    private String spelled(Object constant) {
        return spelled(((Enum<?>) constant).name().toLowerCase(Locale.ROOT));
    }

    private String spelled(String text) {
        return type.isAnnotationPresent(Hyphenated.class) ? text.replace('_', '-') : text.replace('-', '_');
    }
}
