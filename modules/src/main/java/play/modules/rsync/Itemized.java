package play.modules.rsync;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What rsync printed.
 *
 * @param text without the marks before what it tells of files
 * @param changes the lines that tell of a change
 */
record Itemized(String text, List<String> changes) {
    /** A file of which nothing is changed. */
    private static final Pattern UNCHANGED = Pattern.compile("\\..\\s{9} .*", Pattern.DOTALL);

    static Itemized of(String printed) {
        List<String> changes = printed.lines()
                .filter(line -> line.startsWith(RsyncCall.MARK))
                .map(line -> line.substring(RsyncCall.MARK.length()))
                .filter(line -> !UNCHANGED.matcher(line).matches())
                .toList();
        return new Itemized(printed.replace(RsyncCall.MARK, ""), changes);
    }

    boolean tellsChange() {
        return !changes.isEmpty();
    }

    /** Those with something in them. */
    List<String> lines() {
        return text.lines().filter(line -> !line.isEmpty()).toList();
    }
}
