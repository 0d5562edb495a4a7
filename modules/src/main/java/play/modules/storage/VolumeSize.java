package play.modules.storage;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A size of a volume as tasks give it.
 *
 * @param sign {@code +} where the volume grows by it, {@code -} where it shrinks, else empty
 * @param number of what is counted
 * @param unit as LVM writes it, or {@code %} and what the number is a percentage of: {@code g}, {@code %FREE}
 */
record VolumeSize(String sign, BigDecimal number, String unit) {
    static final String FORM = "[+-]?([0-9]{1,3}%(VG|PVS|FREE|ORIGIN)|[0-9]{1,15}(\\.[0-9]{1,9})?[bBsSkKmMgGtTpPeE]?)";
    static final String EXPECTED = "a size, such as 10g, +512m or 80%FREE";

    private static final Pattern PARTS = Pattern.compile("([+-]?)([0-9.]+)(.*)");
    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    /** @param text of the form {@link #FORM} */
    static VolumeSize of(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(text);
        }
        String unit =
                parts.group(3).startsWith("%") ? parts.group(3) : parts.group(3).toLowerCase(Locale.ROOT);
        return new VolumeSize(parts.group(1), new BigDecimal(parts.group(2)), unit.isEmpty() ? "m" : unit);
    }

    boolean isShare() {
        return unit.startsWith("%");
    }

    boolean isShareOf(String whole) {
        return unit.equals("%" + whole);
    }

    boolean isBelowWhole() {
        return number.compareTo(ALL) <= 0;
    }

    /** How LVM's programs are told. */
    List<String> words(String option) {
        return List.of(isShare() ? "-l" : option, sign + number.toPlainString() + unit);
    }

    /** Of so many extents, rounded down as LVM does. */
    long shareOf(long extents) {
        return number.multiply(BigDecimal.valueOf(extents))
                .divideToIntegralValue(ALL)
                .longValue();
    }

    /** Without the sign. */
    long bytes() {
        return Lvm.bytes(number.toPlainString() + unit);
    }

    /** So many bytes in this unit; of a percentage in mebibytes. */
    double shown(long bytes) {
        return (double) bytes / Lvm.bytes("1" + (isShare() ? "m" : unit));
    }

    @Override
    public String toString() {
        return sign + number.toPlainString() + unit;
    }
}
