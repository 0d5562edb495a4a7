package play.argspec;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.param.BindContext;
import play.param.BindException;
import play.param.ParameterType;
import play.param.Scalars;

/**
 * A number of bytes or bits, which may have a unit: each is 1024 times the one before, as in Ansible.
 *
 * @param bits whether it is bits, whose unit ends with a small letter
 */
record AmountType(boolean bits) implements ParameterType<Long> {
    private static final String UNITS = "KMGTPEZY";
    private static final Pattern AMOUNT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([KMGTPEZYkmgtpezy]?)([Bb]?)");

    @Override
    public String shown() {
        return bits ? "number of bits" : "number of bytes";
    }

    @Override
    public Long read(@Nullable Object value, BindContext context) throws BindException {
        String text = Scalars.text(value).strip();
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.matches() || amount.group(3).equals(bits ? "B" : "b")) {
            throw wrong(value);
        }
        String unit = amount.group(2).toUpperCase(Locale.ROOT);
        int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
        BigDecimal all = new BigDecimal(amount.group(1))
                .multiply(BigDecimal.valueOf(1024).pow(power));
        if (all.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw wrong(value);
        }
        return all.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    private BindException wrong(@Nullable Object value) {
        return new BindException("must be " + (bits ? ArgumentType.BITS : ArgumentType.BYTES).shown() + ", not "
                + (value instanceof String text ? "'" + text + "'" : "that"));
    }
}
