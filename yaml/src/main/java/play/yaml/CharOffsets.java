package play.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import play.source.SourceFile;

/** Turns the parser's marks, which count code points after a byte order mark, into char offsets of the file. */
final class CharOffsets {
    private final String parsed;
    private final int skipped;
    private final boolean onePerChar;

    private CharOffsets(String parsed, int skipped) {
        this.parsed = parsed;
        this.skipped = skipped;
        this.onePerChar = parsed.codePointCount(0, parsed.length()) == parsed.length();
        this.known = new int[] {0, 0};
    }

    /** The last code point index that was asked for and its char offset: marks mostly grow. */
    private final int[] known;

    static CharOffsets of(SourceFile file) {
        boolean marked = file.text().startsWith("\uFEFF");
        return new CharOffsets(marked ? file.text().substring(1) : file.text(), marked ? 1 : 0);
    }

    /** What the parser is to read. */
    String parsed() {
        return parsed;
    }

    int of(Optional<Mark> mark) {
        return mark.map(place -> ofCodePoint(place.getIndex())).orElse(skipped);
    }

    int ofCodePoint(int index) {
        if (onePerChar) {
            return Math.min(index, parsed.length()) + skipped;
        }
        boolean onwards = index >= known[0];
        int from = onwards ? known[1] : 0;
        int steps = onwards ? index - known[0] : index;
        while (steps > 0 && from < parsed.length()) {
            from += Character.charCount(parsed.codePointAt(from));
            steps--;
        }
        known[0] = index - steps;
        known[1] = from;
        return from + skipped;
    }
}
