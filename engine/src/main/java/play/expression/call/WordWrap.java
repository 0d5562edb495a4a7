package play.expression.call;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Failure;
import play.expression.data.Text;

/** Lines of at most a number of characters, broken between words where that can be. */
final class WordWrap {
    private final int width;
    private final boolean breaksWords;
    private final boolean breaksAtHyphens;

    private WordWrap(int width, boolean breaksWords, boolean breaksAtHyphens) {
        this.width = width;
        this.breaksWords = breaksWords;
        this.breaksAtHyphens = breaksAtHyphens;
    }

    static String wrapped(@Nullable Object input, Given given) {
        String text = Text.of(input);
        Bounds.text(text.length());
        int width = given.small("width", 79);
        if (width < 1) {
            throw Failure.arguments("'width' of the filter 'wordwrap' must be at least 1.");
        }
        WordWrap wrap = new WordWrap(width, given.flag("break_long_words", true), given.flag("break_on_hyphens", true));
        String between = given.text("wrapstring", "\n");
        List<String> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            lines.add(String.join(between, wrap.lines(line)));
        }
        long breaks = (long) text.length() * between.length();
        Bounds.text(breaks);
        return String.join(between, lines);
    }

    private List<String> lines(String text) {
        Deque<String> left = new ArrayDeque<>(parts(text));
        List<String> lines = new ArrayList<>();
        while (!left.isEmpty()) {
            if (!lines.isEmpty() && left.getFirst().isBlank()) {
                left.pop();
                continue;
            }
            String line = line(left);
            if (!line.isEmpty()) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** Takes what fits into one line; a part that fits into none is cut, or is a line of its own. */
    private String line(Deque<String> left) {
        List<String> taken = new ArrayList<>();
        int room = width;
        while (!left.isEmpty() && size(left.getFirst()) <= room) {
            room -= size(left.getFirst());
            taken.add(left.pop());
        }
        if (!left.isEmpty() && size(left.getFirst()) > width) {
            if (breaksWords) {
                String part = left.pop();
                int end = part.offsetByCodePoints(0, room);
                int hyphen = breaksAtHyphens ? part.lastIndexOf('-', end - 1) : -1;
                int cut = hyphen > 0 ? hyphen + 1 : end;
                taken.add(part.substring(0, cut));
                left.push(part.substring(cut));
            } else if (taken.isEmpty()) {
                taken.add(left.pop());
            }
        }
        if (!taken.isEmpty() && taken.getLast().isBlank()) {
            taken.removeLast();
        }
        return String.join("", taken);
    }

    private static int size(String part) {
        return part.codePointCount(0, part.length());
    }

    /** Words and the spaces between them; words end behind their hyphens, too. */
    private List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = 1; at <= text.length(); at++) {
            if (at == text.length() || isBetween(text, at)) {
                parts.add(text.substring(from, at));
                from = at;
            }
        }
        return parts;
    }

    private boolean isBetween(String text, int at) {
        boolean before = Character.isWhitespace(text.charAt(at - 1));
        boolean after = Character.isWhitespace(text.charAt(at));
        return before != after || (!before && breaksAtHyphens && isBehindHyphen(text, at));
    }

    /** Behind a hyphen that has two letters, or a letter and another part before it, and letters behind. */
    private static boolean isBehindHyphen(String text, int at) {
        return at >= 3
                && text.charAt(at - 1) == '-'
                && isLetter(text, at - 2)
                && (isLetter(text, at - 3) || (text.charAt(at - 3) == '-' && isLetter(text, at - 4)))
                && isLetter(text, at)
                && (isLetter(text, at + 1)
                        || (at + 1 < text.length() && text.charAt(at + 1) == '-' && isLetter(text, at + 2)));
    }

    private static boolean isLetter(String text, int at) {
        return at >= 0 && at < text.length() && Character.isLetter(text.charAt(at));
    }
}
