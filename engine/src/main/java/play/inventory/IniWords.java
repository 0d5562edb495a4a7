package play.inventory;

import java.util.ArrayList;
import java.util.List;
import play.source.SourceFile;
import play.source.Span;

/**
 * Splits a line of an INI inventory at blanks, as a shell would: quotes hold words together, {@code #} ends the line.
 */
final class IniWords {
    /** A word without its quotes. */
    record Word(String text, Span span) {
        /** The place of what stands after an equals sign at {@code index}. */
        Span value(int index) {
            return span.file().span(Math.min(span.end(), span.start() + index + 1), span.end());
        }
    }

    private IniWords() {}

    static List<Word> split(String line, int start, SourceFile file) {
        List<Word> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int from = -1;
        char quote = 0;
        for (int i = 0; i <= line.length(); i++) {
            char c = i < line.length() ? line.charAt(i) : ' ';
            if (quote != 0 && i < line.length()) {
                quote = c == quote ? 0 : quote;
                if (quote != 0) {
                    word.append(c == '\\' && quote == '"' && i + 1 < line.length() ? line.charAt(++i) : c);
                }
            } else if (c == ' ' || c == '\t') {
                if (from >= 0) {
                    words.add(new Word(word.toString(), file.span(start + from, start + i)));
                }
                word.setLength(0);
                from = -1;
            } else if (c == '#' && from < 0) {
                return words;
            } else {
                from = from < 0 ? i : from;
                if (c == '\'' || c == '"') {
                    quote = c;
                } else {
                    word.append(c == '\\' && i + 1 < line.length() ? line.charAt(++i) : c);
                }
            }
        }
        return words;
    }
}
