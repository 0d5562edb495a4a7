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
 */
record BlockEdit(String begin, String end, List<String> block, LineEdit.Place place) {
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
            at = place.in(lines, false);
        }
        for (String line : marked()) {
            lines.add(at++, ending.isEmpty() ? line : Lines.bare(line) + ending);
        }
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
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
