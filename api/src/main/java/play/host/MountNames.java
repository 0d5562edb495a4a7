package play.host;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Paths and sources in lists of mounts, the kernel's and {@code /etc/fstab}: blanks and the like as octal numbers. The
 * kernel writes {@code #} as a number in sources, and as it is in paths.
 */
public final class MountNames {
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-3][0-7]{2})");

    private MountNames() {}

    /** As sources, and all fields of {@code /etc/fstab}, are written. */
    public static String written(String name) {
        return path(name).replace("#", "\\043");
    }

    /** As the kernel writes paths. */
    public static String path(String path) {
        return path.replace("\\", "\\134")
                .replace(" ", "\\040")
                .replace("\t", "\\011")
                .replace("\n", "\\012");
    }

    /** What is meant by a name that was written so. */
    public static String read(String written) {
        return OCTAL.matcher(written)
                .replaceAll(number ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(number.group(1), 8))));
    }
}
