package play.param;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import play.diag.Suggestions;
import play.value.Secret;

/** An enum: the lower-case names of its constants, with {@code -} for {@code _}. */
record ChoiceType(Class<?> type) implements ParameterType<Object> {
    @Override
    public String shown() {
        return "string";
    }

    @Override
    public List<String> choices() {
        return List.of(type.getEnumConstants()).stream()
                .map(ChoiceType::spelled)
                .toList();
    }

    @Override
    public Object read(@Nullable Object value, BindContext context) throws BindException {
        String text = Scalars.text(value).replace('_', '-');
        for (Object constant : type.getEnumConstants()) {
            if (spelled(constant).equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw new BindException("must be one of " + String.join(", ", choices()) + ", not " + Scalars.quoted(value)
                + "." + (value instanceof Secret ? "" : Suggestions.hint(text, choices())));
    }

    private static String spelled(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
