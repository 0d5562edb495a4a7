package play.modules.storage;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import play.host.CommandWords;
import play.host.UnknownStateException;
import play.param.Binding;

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
    private static final Map<String, Long> UNITS = Map.of(
            "b", 1L, "s", 512L, "k", 1L << 10, "m", 1L << 20, "g", 1L << 30, "t", 1L << 40, "p", 1L << 50, "e",
            1L << 60);

    private Lvm() {}

    /** @param size with a unit behind, or in mebibytes: {@code 4}, {@code 16k} */
    static long bytes(String size) {
        String unit = size.replaceFirst("^[0-9.]+", "").toLowerCase(Locale.ROOT);
        BigDecimal count = new BigDecimal(size.replaceFirst("[A-Za-z]$", ""));
        return count.multiply(BigDecimal.valueOf(UNITS.getOrDefault(unit.isEmpty() ? "m" : unit, 1L)))
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValue();
    }

    static UnknownStateException failed(String why) {
        return new UnknownStateException("LVM cannot be asked: " + why.strip());
    }

    /** Words of a parameter that {@link #fault} has nothing against. */
    static List<String> words(String text) {
        try {
            return CommandWords.of(text);
        } catch (CommandWords.UnfinishedException e) {
            return List.of(text);
        }
    }

    /** What is wrong with words for a program of LVM, if anything is. */
    static Optional<Binding.Fault> fault(String parameter, String text) {
        try {
            CommandWords.of(text);
            return Optional.empty();
        } catch (CommandWords.UnfinishedException e) {
            return Optional.of(new Binding.Fault(parameter, "'" + parameter + "': " + e.getMessage()));
        }
    }
}
