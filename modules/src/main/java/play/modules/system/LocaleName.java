package play.modules.system;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of locales, which are written in several ways: {@code en_US.UTF-8} and {@code en_US.utf8}. */
final class LocaleName {
    /** What is on, or off behind a {@code #}, in a list of what is generated. */
    private static final Pattern LINE = Pattern.compile("\\s*(#?)\\s*(\\S+)\\s+([A-Za-z0-9][A-Za-z0-9_.:-]*)\\s*");

    private static final Pattern PARTS = Pattern.compile("([^.@]*)(?:\\.([^@]*))?(@.*)?");

    private LocaleName() {}

    /** The one way in which both are written that mean the same. */
    static String plain(String name) {
        Matcher parts = PARTS.matcher(name);
        if (!parts.matches() || parts.group(2) == null) {
            return name;
        }
        String charset = parts.group(2).replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
        return parts.group(1) + "." + charset + (parts.group(3) == null ? "" : parts.group(3));
    }

    /** Those that are part of libc, and that nobody generates. */
    static boolean isBuiltIn(String name) {
        return List.of("C", "POSIX", "C.utf8").contains(plain(name));
    }

    /**
     * A line of such a list.
     *
     * @param on whether it is generated
     */
    record Entry(boolean on, String name, String charset) {
        static Optional<Entry> of(String line) {
            Matcher parts = LINE.matcher(line);
            return parts.matches()
                    ? Optional.of(new Entry(parts.group(1).isEmpty(), parts.group(2), parts.group(3)))
                    : Optional.empty();
        }

        boolean means(String wanted) {
            return plain(name).equals(plain(wanted));
        }

        String text() {
            return name + " " + charset;
        }
    }
}
