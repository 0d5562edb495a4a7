package play.host;

import java.util.List;
import java.util.Optional;
import play.value.Foreseen;

/** Shell that succeeds only while what stands at a path is as {@link PathStats} read it. */
public final class PathChecks {
    private PathChecks() {}

    /**
     * That nothing is there, and not only that the host may not look.
     *
     * @param follow whether symbolic links are followed
     */
    public static String absent(String path, boolean follow) {
        return "case $(" + stat(path, follow, "x") + " 2>&1) in\n"
                + "*': No such file or directory' | *': Not a directory') ;;\n*) false ;;\nesac";
    }

    /**
     * That {@code stat} prints this of it.
     *
     * @param format for {@code stat -c}
     * @param printed without a new line at its end
     */
    public static String prints(String path, String format, String printed) {
        return "[ \"$(" + stat(path, false, format) + " 2>/dev/null)\" = " + ShellWords.quote(printed) + " ]";
    }

    private static String stat(String path, boolean follow, String format) {
        return "LC_ALL=C stat " + (follow ? "-L " : "") + "-c '" + format + "' -- " + ShellWords.quote(path);
    }

    /** That it is a regular file, by way of links or not, of this content. */
    static String holds(String path, String sha256) {
        String word = ShellWords.quote(path);
        return "[ -f " + word + " ] && s=$(sha256sum <" + word + ") && [ \"${s%% *}\" = " + sha256 + " ]";
    }

    /** That it is no regular file, by way of links or not: nothing, or something else. */
    static String noFile(String path) {
        String word = ShellWords.quote(path);
        return "if [ -e " + word + " ]; then [ ! -f " + word + " ]; else " + absent(path, true) + "\nfi";
    }

    /** That it is a link to this. */
    static String links(String path, String target) {
        String word = ShellWords.quote(path);
        return "[ -h " + word + " ] && t=$(readlink -- " + word + " && echo .) && [ \"${t%??}\" = "
                + ShellWords.quote(target) + " ]";
    }

    /**
     * That what is there is of this kind, and has these attributes; nothing where not all of them are known, or where
     * it cannot be told whether a number is one or a name.
     *
     * @param kind bits as in stat(2)
     * @param format what {@code stat} is to print beside them, and what that is
     */
    static Optional<String> attributes(String path, int kind, FileState.Attributes attributes, List<String> format) {
        if (attributes.owner() instanceof Foreseen.Exactly<String>(String owner)
                && attributes.group() instanceof Foreseen.Exactly<String>(String group)
                && attributes.mode() instanceof Foreseen.Exactly<Mode>(Mode mode)
                && isName(owner)
                && isName(group)) {
            String printed = Integer.toHexString(kind | mode.bits()) + " " + owner + " " + group + format.getLast();
            return Optional.of(prints(path, "%f %U %G" + format.getFirst(), printed));
        }
        return Optional.empty();
    }

    static boolean isName(String account) {
        return !account.chars().allMatch(sign -> sign >= '0' && sign <= '9');
    }
}
