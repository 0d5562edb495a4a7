package play.files;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A text as its lines, without their newlines. A carriage return before a newline stays part of the line, so that lines
 * nobody edits end as they did.
 */
public final class TextLines {
    private TextLines() {}

    public static List<String> of(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        if (lines.getLast().isEmpty()) {
            lines.removeLast();
        }
        return lines;
    }

    /**
     * The lines as text, each of which ends in a newline.
     *
     * @param before the text they were; a last line that had no newline and stands where it stood gets none
     */
    public static String joined(List<String> lines, String before) {
        String joined = lines.stream().map(line -> line + "\n").collect(Collectors.joining());
        boolean open = !before.isEmpty() && !before.endsWith("\n");
        return open && joined.equals(before + "\n") ? before : joined;
    }
}
