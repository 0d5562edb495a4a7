package play.modules.packages;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import play.value.Foreseen;

/**
 * A package a task asks for.
 *
 * @param version the version it is to have, possibly with {@code *}, or {@code >=} and the least one
 */
record PackageRequest(String name, Optional<String> version) {
    /**
     * A pattern for parameters that take packages. What apt would read as a word of its own may end only a plain name,
     * which it is asked about.
     */
    static final String PATTERN = "\\*|[@/][^\\x00-\\x1f\\x7f]+|https?://\\S+"
            + "|[A-Za-z0-9*?\\[][A-Za-z0-9.+_*?!\\[\\]-]*[*?\\]][A-Za-z0-9.+_*?!\\[\\]-]*|[*?][A-Za-z0-9.+_-]+"
            + "|[A-Za-z0-9][A-Za-z0-9.+_-]*(:[a-z0-9]+(-[a-z0-9]+)*)?(=[A-Za-z0-9.+_:~*-]*[A-Za-z0-9._~*])?"
            + "|[A-Za-z0-9][A-Za-z0-9.+_-]*(:[a-z0-9]+(-[a-z0-9]+)*)?>=[A-Za-z0-9.+_:~-]*[A-Za-z0-9._~]";

    /** What to tell the user where {@link #PATTERN} does not match. */
    static final String EXPECTED =
            "the name of a package, a pattern of names such as php8.*, name=version, name>=version,"
                    + " @group, a file by its absolute path, an address, or * for all";

    /** Stands before the least version of a package. */
    private static final String LEAST = ">=";

    /** All that is installed. */
    static final String ALL = "*";

    static PackageRequest of(String text) {
        int equals = text.indexOf('=');
        int least = text.indexOf(LEAST);
        if (least > 0 && least < equals && !isSelection(text)) {
            return new PackageRequest(text.substring(0, least), Optional.of(text.substring(least)));
        }
        return equals < 0 || isSelection(text)
                ? new PackageRequest(text, Optional.empty())
                : new PackageRequest(text.substring(0, equals), Optional.of(text.substring(equals + 1)));
    }

    /** Whether it is no single package by name: what it stands for, only the package manager tells. */
    static boolean isSelection(String text) {
        return text.startsWith("@") || text.startsWith("/") || text.contains("://") || isPattern(text);
    }

    /** Whether it stands for all names that are like it; in a version, {@code *} is the rest of that. */
    static boolean isPattern(String text) {
        return text.matches("[^/=]*[*?\\[][^/=]*");
    }

    /** Whether it asks for a version or a later one; which are later, only the package manager tells. */
    boolean isLeast() {
        return version.filter(wanted -> wanted.startsWith(LEAST)).isPresent();
    }

    /** Whether what is installed surely is what is asked for. */
    boolean metBy(PackageState state) {
        return state instanceof PackageState.Installed installed
                && version.map(wanted -> installed.version() instanceof Foreseen.Exactly<String>(String exact)
                                && fits(wanted, exact))
                        .orElse(true);
    }

    /** A version may be given without its epoch and, for rpm, without its release. */
    private static boolean fits(String wanted, String installed) {
        String pattern = Stream.of(wanted.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        String withoutEpoch = installed.substring(installed.indexOf(':') + 1);
        return installed.matches(pattern) || withoutEpoch.matches(pattern);
    }
}
