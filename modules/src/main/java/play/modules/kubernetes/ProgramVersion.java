package play.modules.kubernetes;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a program of Kubernetes or etcd.
 *
 * @param rest what follows the number of the patch, such as {@code -rc.1}; a version with one comes before the same
 *     without
 */
record ProgramVersion(int major, int minor, int patch, String rest) implements Comparable<ProgramVersion> {
    static final String PATTERN = "[0-9]{1,4}\\.[0-9]{1,4}\\.[0-9]{1,4}(-[0-9A-Za-z.]+)?";

    static final String EXPECTED = "a version such as 1.37.2";

    private static final Pattern PARTS =
            Pattern.compile("v?([0-9]{1,4})\\.([0-9]{1,4})\\.([0-9]{1,4})(-[0-9A-Za-z.]+)?");
    private static final Comparator<ProgramVersion> ORDER = Comparator.comparingInt(ProgramVersion::major)
            .thenComparingInt(ProgramVersion::minor)
            .thenComparingInt(ProgramVersion::patch)
            .thenComparing(version -> version.rest().isEmpty())
            .thenComparing(ProgramVersion::rest);

    /** Nothing where the text is none. */
    static Optional<ProgramVersion> of(String text) {
        Matcher parts = PARTS.matcher(text);
        return parts.matches()
                ? Optional.of(new ProgramVersion(
                        Integer.parseInt(parts.group(1)),
                        Integer.parseInt(parts.group(2)),
                        Integer.parseInt(parts.group(3)),
                        Optional.ofNullable(parts.group(4)).orElse("")))
                : Optional.empty();
    }

    /** How many minor versions this is newer than another; a next major version is far away. */
    int minorsAfter(ProgramVersion other) {
        return (major - other.major) * 1_000_000 + minor - other.minor;
    }

    String series() {
        return major + "." + minor;
    }

    @Override
    public int compareTo(ProgramVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch + rest;
    }
}
