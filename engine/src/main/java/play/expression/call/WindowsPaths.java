package play.expression.call;

import play.expression.data.FreshList;
import play.expression.data.Text;

/** Filters on paths of Windows as texts, for variables that name some. */
final class WindowsPaths {
    private WindowsPaths() {}

    static void add(Registry.Builder to) {
        to.filter("win_basename", "", MarkerHandling.CONTENT, (input, given) -> {
            String path = rest(Text.decoded(input));
            return path.substring(name(path));
        });
        to.filter("win_dirname", "", MarkerHandling.CONTENT, (input, given) -> folder(Text.decoded(input)));
        to.filter("win_splitdrive", "", MarkerHandling.CONTENT, (input, given) -> {
            String path = Text.decoded(input);
            return FreshList.tuple(path.substring(0, drive(path)), path.substring(drive(path)));
        });
    }

    private static boolean isSeparator(char c) {
        return c == '/' || c == '\\';
    }

    /** Where a drive ({@code C:}) or a share ({@code \\server\share}) at the start ends. */
    private static int drive(String path) {
        String text = path.replace('/', '\\');
        if (!text.startsWith("\\\\")) {
            return text.length() > 1 && text.charAt(1) == ':' ? 2 : 0;
        }
        boolean longer = text.regionMatches(true, 0, "\\\\?\\UNC\\", 0, 8);
        int server = text.indexOf('\\', longer ? 8 : 2);
        int share = server < 0 ? -1 : text.indexOf('\\', server + 1);
        return share < 0 ? text.length() : share;
    }

    /** Behind the drive and the separator that follows it. */
    private static String rest(String path) {
        int drive = drive(path);
        return path.substring(drive < path.length() && isSeparator(path.charAt(drive)) ? drive + 1 : drive);
    }

    /** Where the last name begins. */
    private static int name(String rest) {
        int at = rest.length();
        while (at > 0 && !isSeparator(rest.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static String folder(String path) {
        String rest = rest(path);
        int end = name(rest);
        while (end > 0 && isSeparator(rest.charAt(end - 1))) {
            end--;
        }
        return path.substring(0, path.length() - rest.length()) + rest.substring(0, end);
    }
}
