package play.modules.openssl;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.value.Foreseen;

/** A point in time as tasks write it: {@code +3650d} from now on, {@code +1w2d3h}, or {@code 20301231235959Z}. */
sealed interface Moment {
    String PATTERN = "[+-]([0-9]{1,6}w)?([0-9]{1,6}d)?([0-9]{1,7}h)?([0-9]{1,9}m)?([0-9]{1,11}s?)?|[0-9]{14}Z";
    DateTimeFormatter DIGITS = DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'").withResolverStyle(ResolverStyle.STRICT);
    String EXPECTED = "+3650d and the like (w, d, h, m, s), or a time as 20301231235959Z";

    /** Counted from the host's clock. */
    record FromNow(long seconds) implements Moment {
        @Override
        public String shell() {
            return "$(date -u -d \"@$(($(date +%s)+" + seconds + "))\" +%Y%m%d%H%M%SZ)";
        }
    }

    /** @param digits year to second, and {@code Z} */
    record At(String digits) implements Moment {
        @Override
        public String shell() {
            return digits;
        }
    }

    /** As {@link Validity} writes it, where it does not count from now on. */
    default Foreseen<String> foreseen() {
        return switch (this) {
            case At(String digits) -> new Foreseen.Exactly<>(digits);
            case FromNow counted -> new Foreseen.Later<>("it is counted from the time of the run");
        };
    }

    /** Whether there is such a point in time. */
    default boolean isReal() {
        return switch (this) {
            case FromNow counted -> true;
            case At(String digits) -> {
                try {
                    LocalDateTime.parse(digits, DIGITS);
                    yield true;
                } catch (DateTimeParseException e) {
                    yield false;
                }
            }
        };
    }

    /** A word of shell that comes to year, month, day, hour, minute, second, and {@code Z}. */
    String shell();

    /** @param written what {@link #PATTERN} matches */
    static Moment of(String written) {
        Matcher parts = Pattern.compile(PATTERN).matcher(written);
        if (!parts.matches() || written.endsWith("Z")) {
            return new At(written);
        }
        long seconds = amount(parts, 1, 604_800)
                + amount(parts, 2, 86_400)
                + amount(parts, 3, 3_600)
                + amount(parts, 4, 60)
                + amount(parts, 5, 1);
        return new FromNow(written.startsWith("-") ? -seconds : seconds);
    }

    private static long amount(Matcher parts, int group, long seconds) {
        return Optional.ofNullable(parts.group(group))
                .map(text -> Long.parseLong(text.replaceAll("[a-z]", "")) * seconds)
                .orElse(0L);
    }
}
