package play.playbook;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A keyword that takes a number, and which. */
public enum NumberKeyword {
    RETRIES("a whole number", amount -> amount.isWhole() && Math.abs(amount.number()) < 1e9),
    DELAY("a number of seconds", NumberKeyword::isTime),
    PAUSE("a number of seconds", NumberKeyword::isTime),
    TIMEOUT("a number of seconds", NumberKeyword::isTime),
    PORT("a number from 1 to 65535", amount -> amount.isWhole() && amount.number() >= 1 && amount.number() <= 65535),
    SERIAL("a whole number or a percentage such as '30%'", amount -> amount.percent() || amount.isWhole()),
    MAX_FAIL_PERCENTAGE("a number, with or without '%'", amount -> true);

    private final String expected;
    private final Predicate<Amount> allowed;

    NumberKeyword(String expected, Predicate<Amount> allowed) {
        this.expected = expected;
        this.allowed = allowed;
    }

    private static boolean isTime(Amount amount) {
        return !amount.percent() && Math.abs(amount.number()) < 1e9;
    }

    /** As playbooks spell it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it takes, in words that follow "must be". */
    public String expected() {
        return expected;
    }

    /** Its number; nothing when the value is none that it takes. */
    public Optional<Amount> read(@Nullable Object value) {
        return Amount.of(value).filter(allowed);
    }
}
