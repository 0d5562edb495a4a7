package play.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds where words of a text begin and end. Used once. */
final class WordScan {
    private static final List<String> OPENING = List.of("{{", "{%", "{#");
    private static final List<String> CLOSING = List.of("}}", "%}", "#}");

    private final String text;
    private final List<Integer> starts = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private final int[] depths = new int[OPENING.size()];
    private int quoteAt = -1;

    private WordScan(String text) {
        this.text = text;
    }

    /** Chars {@code [start, end)} of a word; {@code next} is where the next one begins, or the end of the text. */
    record Range(int start, int end, int next) {}

    static WordScan of(String text) {
        WordScan scan = new WordScan(text);
        scan.run();
        return scan;
    }

    /** Where a quote begins that is never closed. */
    Optional<Integer> open() {
        return quoteAt < 0 ? Optional.empty() : Optional.of(quoteAt);
    }

    List<Range> words() {
        List<Range> words = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int next = i + 1 < starts.size() ? starts.get(i + 1) : text.length();
            Range word = new Range(starts.get(i), ends.get(i), next);
            if (word.end() - word.start() != 1 || text.charAt(word.start()) != '\\') {
                words.add(word);
            }
        }
        return words;
    }

    private void run() {
        int at = 0;
        while (at < text.length()) {
            boolean inWord = starts.size() > ends.size();
            boolean parts = (text.charAt(at) == ' ' || text.charAt(at) == '\n') && quoteAt < 0 && isOutside();
            if (parts && inWord) {
                ends.add(at);
            } else if (!parts && !inWord) {
                starts.add(at);
            }
            quote(at);
            at += template(at) ? 2 : 1;
        }
        if (starts.size() > ends.size()) {
            ends.add(text.length());
        }
    }

    private boolean isOutside() {
        for (int depth : depths) {
            if (depth > 0) {
                return false;
            }
        }
        return true;
    }

    private void quote(int at) {
        char c = text.charAt(at);
        boolean escaped = at > 0 && text.charAt(at - 1) == '\\';
        if ((c == '"' || c == '\'') && !escaped) {
            if (quoteAt < 0) {
                quoteAt = at;
            } else if (text.charAt(quoteAt) == c) {
                quoteAt = -1;
            }
        }
    }

    /** Whether two chars begin or end a template here. */
    private boolean template(int at) {
        for (int kind = 0; kind < depths.length; kind++) {
            if (text.startsWith(OPENING.get(kind), at)) {
                depths[kind]++;
                return true;
            }
            if (text.startsWith(CLOSING.get(kind), at)) {
                depths[kind] = Math.max(0, depths[kind] - 1);
                return true;
            }
        }
        return false;
    }
}
