package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import play.files.TextLines;

/**
 * How {@code blockinfile} edits: what stands between two marker lines, both included, is replaced by the block.
 *
 * @param begin the line above the block
 * @param end the line below it
 * @param block its lines; none removes it with its markers
 * @param place where it goes when there are no markers
 * @param emptyBefore whether an empty line is to stand before it, unless it begins the file
 * @param emptyAfter whether one is to stand after it, unless it ends the file
 */
record BlockEdit(
        String begin, String end, List<String> block, LineEdit.Place place, boolean emptyBefore, boolean emptyAfter) {
    /** Without empty lines around it. */
    BlockEdit(String begin, String end, List<String> block, LineEdit.Place place) {
        this(begin, end, block, place, false, false);
    }

    String edit(String text) {
        return Lines.keepingEnds(text, this::edited);
    }

    private String edited(String text) {
        List<String> lines = TextLines.of(text);
        int first = Lines.last(lines, begin);
        int last = Lines.last(lines, end);
        String ending = "";
        int at;
        if (first >= 0 && last >= 0) {
            at = Math.min(first, last);
            ending = lines.get(at).endsWith("\r") ? "\r" : "";
            lines.subList(at, Math.max(first, last) + 1).clear();
        } else if (block.isEmpty()) {
            return text;
        } else {
            at = at(lines, text);
        }
        put(lines, at, ending);
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private int at(List<String> lines, String text) {
        return place instanceof LineEdit.Place.Beside beside && beside.isOfText()
                ? Math.min(lines.size(), beside.in(text, lines.size()))
                : place.in(lines, false);
    }

    private void put(List<String> lines, int at, String ending) {
        int next = at;
        if (emptyBefore && !block.isEmpty() && next > 0 && isFilled(lines.get(next - 1))) {
            lines.add(next++, ending);
        }
        for (String line : marked()) {
            lines.add(next++, ending.isEmpty() ? line : Lines.bare(line) + ending);
        }
        if (emptyAfter && !block.isEmpty() && next < lines.size() && isFilled(lines.get(next))) {
            lines.add(next, ending);
        }
    }

    private static boolean isFilled(String line) {
        return !Lines.bare(line).isEmpty();
    }

    private List<String> marked() {
        List<String> marked = new ArrayList<>();
        if (!block.isEmpty()) {
            marked.add(begin);
            marked.addAll(block);
            marked.add(end);
        }
        return marked;
    }
}
