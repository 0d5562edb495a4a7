package play.modules.system;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.files.TextLines;

/** The text of a file that sysctl(8) reads. */
final class SysctlLines {
    private static final Pattern LINE = Pattern.compile("\\s*-?([^#;=\\s][^=]*?)\\s*=\\s*(.*?)\\s*");

    private SysctlLines() {}

    /**
     * With one line for the setting: where its first one stood, else at the end. A line that says so already stays as
     * it is.
     */
    static String set(String text, String name, String value) {
        List<String> lines = new ArrayList<>();
        boolean placed = false;
        for (String line : TextLines.of(text)) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || !Sysctls.path(matcher.group(1)).equals(Sysctls.path(name))) {
                lines.add(line);
            } else if (!placed) {
                lines.add(Sysctls.normal(matcher.group(2)).equals(Sysctls.normal(value)) ? line : name + " = " + value);
                placed = true;
            }
        }
        if (!placed) {
            lines.add(name + " = " + value);
        }
        return TextLines.joined(lines, text);
    }

    /** Without any line for the setting. */
    static String remove(String text, String name) {
        List<String> lines = TextLines.of(text);
        lines.removeIf(line -> {
            Matcher matcher = LINE.matcher(line);
            return matcher.matches() && Sysctls.path(matcher.group(1)).equals(Sysctls.path(name));
        });
        return TextLines.joined(lines, text);
    }
}
