package play.playbook;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A keyword that takes a number, and which: the same whether it is written or a template comes to it. */
public enum NumberKeyword {
    RETRIES("a whole number from 0 on", NumberKeyword::isCount),
    DELAY("a number of seconds, 0 or more", NumberKeyword::isTime),
    PAUSE("a number of seconds, 0 or more", NumberKeyword::isTime),
    TIMEOUT("a whole number from 0 on", NumberKeyword::isCount),
    THROTTLE("a whole number of hosts, or 0 for as many as there are forks", NumberKeyword::isCount),
    ASYNC("a whole number of seconds, or 0 to wait as for any task", NumberKeyword::isCount),
    POLL("a whole number of seconds, or 0 to leave the task running", NumberKeyword::isCount),
    PORT("a whole number from 1 to 65535", amount -> amount.isWhole() && amount.isFrom(1, 65_535)),
    SERIAL(
            "a number of hosts such as 2, or a percentage such as 30%",
            amount -> amount.percent() ? amount.number() >= 0 : amount.isWhole()),
    MAX_FAIL_PERCENTAGE("a percentage from 0 to 100", amount -> amount.isFrom(0, 100));

    private static final int MOST = 999_999_999;

    private final String expected;
    private final Predicate<Amount> allowed;

    NumberKeyword(String expected, Predicate<Amount> allowed) {
        this.expected = expected;
        this.allowed = allowed;
    }

    private static boolean isTime(Amount amount) {
        return !amount.percent() && amount.isFrom(0, MOST);
    }

    private static boolean isCount(Amount amount) {
        return amount.isWhole() && amount.isFrom(0, MOST);
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
