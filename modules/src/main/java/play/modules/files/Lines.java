package play.modules.files;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.value.PythonRegex;

/** What edits by lines know of them, as Ansible does it. */
final class Lines {
    private static final Pattern REFERENCE = Pattern.compile("\\\\(?:([0-9]{1,2})|g<([A-Za-z_0-9]+)>|(.))");

    private Lines() {}

    /** A line without the carriage return before its end, which belongs to the end. */
    static String bare(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    /** The edited text; where every line ended in CRLF, every line does afterwards, and the edit sees none of it. */
    static String keepingEnds(String text, UnaryOperator<String> edit) {
        String plain = text.replace("\r\n", "\n");
        boolean all = text.contains("\r\n") && text.replace("\r\n", "").indexOf('\n') < 0;
        return all ? edit.apply(plain).replace("\r\n", "\n").replace("\n", "\r\n") : edit.apply(text);
    }

    /** The place of the last line that is {@code wanted}, whatever it ends in, or -1. */
    static int last(List<String> lines, String wanted) {
        return lines.stream().map(Lines::bare).toList().lastIndexOf(wanted);
    }

    /** A pattern in Python's notation, which Ansible has look at the bytes of a line. */
    static Pattern pattern(String regexp) {
        return PythonRegex.ofBytes(regexp, 0);
    }

    /** The line with {@code \1} and {@code \g<name>} replaced by what the groups of the match hold. */
    static String expanded(String line, Matcher match) {
        return REFERENCE.matcher(line).replaceAll(reference -> Matcher.quoteReplacement(group(reference, match)));
    }

    private static String group(java.util.regex.MatchResult reference, Matcher match) {
        String number = reference.group(1) == null ? reference.group(2) : reference.group(1);
        if (number == null) {
            return reference.group(3).equals("\\") ? "\\" : reference.group();
        }
        String held =
                number.matches("[0-9]+") ? match.group(Integer.parseInt(number)) : PythonRegex.group(match, number);
        return held == null ? "" : held;
    }
}
