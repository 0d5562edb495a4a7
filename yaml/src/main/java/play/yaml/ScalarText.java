package play.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import play.source.Span;

/**
 * Undoes quotes, escapes and folding a second time, to learn where each char of a scalar came from. The parser's own
 * text is the judge: what does not come to the same is aligned char by char instead.
 */
final class ScalarText {
    private ScalarText() {}

    /** For each char of {@code value} and one past its end, the offset in {@code source} it came from. */
    static int[] offsets(String source, Span span, ScalarStyle style, String value) {
        int end = Math.min(span.end(), source.length());
        return exact(source, span, style, value).orElseGet(() -> aligned(source, span.start(), end, value));
    }

    /** The offsets, where reading the scalar again gives {@code value}. */
    static Optional<int[]> exact(String source, Span span, ScalarStyle style, String value) {
        int start = span.start();
        int end = Math.min(span.end(), source.length());
        Optional<Emitted> found = switch (style) {
            case PLAIN, JSON_SCALAR_STYLE -> agreed(new FlowText(source, start, end).plain(), value);
            case SINGLE_QUOTED -> agreed(new FlowText(source, start + 1, end - 1).singleQuoted(), value);
            case DOUBLE_QUOTED -> agreed(new FlowText(source, start + 1, end - 1).doubleQuoted(), value);
            case LITERAL -> block(source, start, end, false, value);
            case FOLDED -> block(source, start, end, true, value);
        };
        return found.map(Emitted::offsets);
    }

    private static Optional<Emitted> agreed(Emitted text, String value) {
        return text.text().equals(value) ? Optional.of(text) : Optional.empty();
    }

    /** The indentation of a block scalar depends on what it stands in; the one that gives the right text is the one. */
    private static Optional<Emitted> block(String source, int start, int end, boolean folded, String value) {
        BlockText block = new BlockText(source, start, end, folded);
        int likely = block.likelyIndent();
        Emitted text = block.read(likely);
        for (int indent = 1; indent <= likely && !text.text().equals(value); indent++) {
            text = block.read(indent);
        }
        return agreed(text, value);
    }

    static int[] aligned(String source, int start, int end, String value) {
        int[] offsets = new int[value.length() + 1];
        int at = start;
        for (int i = 0; i < value.length(); i++) {
            int next = source.indexOf(value.charAt(i), at);
            boolean there = next >= 0 && next < end;
            offsets[i] = there ? next : Math.min(at, end);
            at = there ? next + 1 : at;
        }
        offsets[value.length()] = Math.min(at, end);
        return offsets;
    }
}
