package play.value;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which values stand for true and false, as Ansible has it for keywords, variables and parameters. */
public final class Flag {
    private static final Set<String> TRUE = Set.of("true", "yes", "on", "1", "y", "t");
    private static final Set<String> FALSE = Set.of("false", "no", "off", "0", "n", "f");

    private Flag() {}

    /** Empty for what is neither, such as an empty text; secrets are opened by those who ask. */
    public static Optional<Boolean> parse(@Nullable Object value) {
        return switch (value) {
            case Boolean flag -> Optional.of(flag);
            case Number number -> of(number.doubleValue() == 1, number.doubleValue() == 0);
            case String text -> {
                String word = text.strip().toLowerCase(Locale.ROOT);
                yield of(TRUE.contains(word), FALSE.contains(word));
            }
            case null, default -> Optional.empty();
        };
    }

    private static Optional<Boolean> of(boolean isTrue, boolean isFalse) {
        return isTrue || isFalse ? Optional.of(isTrue) : Optional.empty();
    }
}
