package play.modules.storage;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;

/** What all modules of LVM tell its programs. */
final class Lvm {
    static final String LACKING = "the host has no programs of LVM; install lvm2";

    /** Words for lists that programs read; the descriptors of the shell that calls are none of LVM's business. */
    static final String PRELUDE = """
        export LC_ALL=C LVM_SUPPRESS_FD_WARNINGS=1
        words='--noheadings --nosuffix --units b'
        err=$(mktemp) || exit
        trap 'rm -f "$err"' EXIT
        """;

    /** In 1024s, as LVM counts by small letters and, for extents, by capital ones too. */
    private static final Map<String, Long> UNITS =
            Map.of("b", 1L, "s", 512L, "k", 1L << 10, "m", 1L << 20, "g", 1L << 30, "t", 1L << 40);

    private Lvm() {}

    /** @param size with a unit behind, or in mebibytes: {@code 4}, {@code 16k} */
    static long bytes(String size) {
        String unit = size.replaceFirst("^[0-9.]+", "").toLowerCase(Locale.ROOT);
        BigDecimal count = new BigDecimal(size.replaceFirst("[A-Za-z]$", ""));
        return count.multiply(BigDecimal.valueOf(UNITS.getOrDefault(unit.isEmpty() ? "m" : unit, 1L)))
                .longValue();
    }
}
