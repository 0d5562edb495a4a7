package play.load;

import java.math.BigDecimal;
import java.util.Optional;
import play.playbook.Data;
import play.value.Flag;
import play.value.Secret;

/**
 * Values of keywords as they are written: what no run could make sense of is reported before it. Templates are left
 * alone.
 */
final class Literals {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Keys keys;

    Literals(Keys keys) {
        this.keys = keys;
    }

    /** A boolean, also when it is written as a text or number. */
    Data flag(String key, Data value) {
        Optional<Boolean> flag = value instanceof Data.Literal given ? Flag.parse(given.value()) : Optional.empty();
        checked(flag.isPresent(), key, "true or false", value);
        return flag.isPresent() ? new Data.Literal(flag.get(), value.span()) : value;
    }

    /** A whole number from {@code least} to {@code most}. */
    Data whole(String key, Data value, long least, long most) {
        boolean good = number(value)
                .filter(number -> number.stripTrailingZeros().scale() <= 0)
                .filter(number -> isBetween(number, BigDecimal.valueOf(least), BigDecimal.valueOf(most)))
                .isPresent();
        String range = most == Integer.MAX_VALUE ? " on" : " to " + most;
        return checked(good, key, "a whole number from " + least + range, value);
    }

    /** A text or number. */
    Data text(String key, Data value) {
        return checked(value.literalText().isPresent(), key, "a string or a number", value);
    }

    /** A number of seconds. */
    Data seconds(String key, Data value) {
        boolean good = number(value).filter(number -> number.signum() >= 0).isPresent();
        return checked(good, key, "a number of seconds, 0 or more", value);
    }

    /** A percentage, with or without its sign. */
    Data percentage(String key, Data value) {
        return checked(
                isPercentage(value.literalText().orElse("").replaceFirst("\\s*%$", "")),
                key,
                "a percentage from 0 to 100",
                value);
    }

    /** A number of hosts, or a percentage of them. */
    Data share(String key, Data value) {
        String text = value.literalText().orElse("");
        boolean good =
                text.endsWith("%") ? isPositive(text.substring(0, text.length() - 1)) : text.matches("-?[0-9]{1,9}");
        return checked(good, key, "a number of hosts such as 2, or a percentage such as 30%", value);
    }

    private static boolean isPercentage(String text) {
        return number(text)
                .filter(number -> isBetween(number, BigDecimal.ZERO, HUNDRED))
                .isPresent();
    }

    private static boolean isPositive(String text) {
        return number(text).filter(number -> number.signum() >= 0).isPresent();
    }

    private static boolean isBetween(BigDecimal number, BigDecimal least, BigDecimal most) {
        return number.compareTo(least) >= 0 && number.compareTo(most) <= 0;
    }

    private static Optional<BigDecimal> number(Data value) {
        return value.literalText().flatMap(Literals::number);
    }

    private static Optional<BigDecimal> number(String text) {
        return text.strip().matches("[+-]?[0-9]{1,15}(\\.[0-9]{1,9})?")
                ? Optional.of(new BigDecimal(text.strip()))
                : Optional.empty();
    }

    private Data checked(boolean good, String key, String expected, Data value) {
        boolean open = value instanceof Data.Text
                || isNothing(value)
                || value instanceof Data.Literal(Secret hidden, var span, var parts);
        if (!good && !open) {
            String found =
                    value.literalText().map(text -> ", not '" + text + "'").orElse("");
            keys.wrong(key, expected + found, value.span());
        }
        return value;
    }

    /** A keyword without a value is as good as none. */
    static boolean isNothing(Data value) {
        return value instanceof Data.Literal literal && literal.value() == null;
    }
}
