package play.files;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Paths and sources in lists of mounts, the kernel's and {@code /etc/fstab}: blanks and the like as octal numbers. */
public final class MountNames {
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-3][0-7]{2})");

    private MountNames() {}

    /** As the kernel writes it. */
    public static String written(String name) {
        return name.replace("\\", "\\134")
                .replace(" ", "\\040")
                .replace("\t", "\\011")
                .replace("\n", "\\012")
                .replace("#", "\\043");
    }

    /** What is meant by a name that was written so. */
    public static String read(String written) {
        return OCTAL.matcher(written)
                .replaceAll(number ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(number.group(1), 8))));
    }
}
