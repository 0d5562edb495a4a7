package play.param;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.diag.Suggestions;
import play.value.Flag;
import play.value.Secret;

/**
 * Values of a type of which only some may be chosen.
 *
 * @param allowed spelled as in YAML
 */
record OneOfType(ParameterType<?> of, List<String> allowed) implements ParameterType<Object> {
    @Override
    public String shown() {
        return of.shown();
    }

    @Override
    public List<String> choices() {
        return allowed;
    }

    @Override
    public @Nullable Object read(@Nullable Object value, BindContext context) throws BindException {
        @Nullable Object read = of.read(flagAsChoice(value), context);
        if (read == null || allowed.contains(spelled(read))) {
            return read;
        }
        boolean hidden = value instanceof Secret || read instanceof SecretText;
        throw new BindException("must be one of " + String.join(", ", allowed) + ", not "
                + (hidden ? Secret.MASK : Scalars.quoted(value)) + "."
                + (hidden ? "" : Suggestions.hint(spelled(read), allowed)));
    }

    /** YAML reads {@code yes} as a flag; where only one choice is such a word, it is meant. */
    private @Nullable Object flagAsChoice(@Nullable Object value) {
        if (!(value instanceof Boolean flag) || allowed.contains(spelled(value))) {
            return value;
        }
        List<String> same = allowed.stream()
                .filter(choice -> Flag.parse(choice).equals(Optional.of(flag)))
                .toList();
        return same.size() == 1 ? same.getFirst() : value;
    }

    static List<String> spelled(Collection<?> choices) {
        return choices.stream().map(OneOfType::spelled).toList();
    }

    private static String spelled(Object value) {
        return value instanceof SecretText hidden ? hidden.reveal() : String.valueOf(value);
    }
}
