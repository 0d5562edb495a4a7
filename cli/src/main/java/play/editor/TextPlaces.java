package play.editor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Offsets of a text as lines and characters, as editors count them: from 0, in units of UTF-16. */
public final class TextPlaces {
    /** A place: which line, and which char in it, both from 0. */
    public record Spot(int line, int character) {}

    private final String text;
    private final int[] starts;

    /** Lines end with {@code \n}, {@code \r\n} or {@code \r}. */
    public TextPlaces(String text) {
        this.text = text;
        List<Integer> found = new ArrayList<>(List.of(0));
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if ((c == '\n' || c == '\r') && !pair) {
                found.add(i + 1);
            }
        }
        starts = found.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Offsets outside the text are taken as its ends. */
    public Spot at(int offset) {
        int inside = Math.max(0, Math.min(offset, text.length()));
        int found = Arrays.binarySearch(starts, inside);
        int line = found >= 0 ? found : -found - 2;
        return new Spot(line, inside - starts[line]);
    }

    /** The offset of a place; what is behind the end of a line or of the text is taken as that end. */
    public int offset(Spot spot) {
        if (spot.line() < 0) {
            return 0;
        }
        if (spot.line() >= starts.length) {
            return text.length();
        }
        int start = starts[spot.line()];
        return Math.max(start, Math.min(start + Math.max(0, spot.character()), end(spot.line())));
    }

    /** Where a line ends, without its line break. */
    private int end(int line) {
        int end = line + 1 < starts.length ? starts[line + 1] : text.length();
        while (end > starts[line] && line + 1 < starts.length && "\r\n".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }
}
