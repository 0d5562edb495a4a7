package play.host;

import java.util.ArrayList;
import java.util.List;

/** Takes a command line apart as a shell would, but with nothing expanded: blanks, quotes and backslashes. */
public final class CommandWords {
    /** A line that ends before its last word does; the message, a phrase, says why. */
    public static final class UnfinishedException extends Exception {
        private static final long serialVersionUID = 1L;

        private UnfinishedException(String message) {
            super(message);
        }
    }

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private int at;

    private CommandWords(String line) {
        this.line = line;
    }

    /** Words that stand together in quotes or after backslashes are one; an empty one needs quotes. */
    public static List<String> of(String line) throws UnfinishedException {
        CommandWords words = new CommandWords(line);
        while (words.at < line.length()) {
            words.take(line.charAt(words.at++));
        }
        words.end();
        return List.copyOf(words.words);
    }

    private void take(char c) throws UnfinishedException {
        switch (c) {
            case ' ', '\t', '\n', '\r' -> end();
            case '\'' -> quoted('\'');
            case '"' -> quoted('"');
            case '\\' -> {
                begun = true;
                if (at == line.length()) {
                    throw new UnfinishedException("nothing follows the backslash at its end");
                }
                word.append(line.charAt(at++));
            }
            default -> {
                begun = true;
                word.append(c);
            }
        }
    }

    private void quoted(char quote) throws UnfinishedException {
        begun = true;
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == quote) {
                return;
            }
            // Within double quotes a backslash only protects what would end or escape them.
            boolean escape = c == '\\' && quote == '"' && at < line.length() && "\"\\".indexOf(line.charAt(at)) >= 0;
            word.append(escape ? line.charAt(at++) : c);
        }
        throw new UnfinishedException("a quote " + quote + " is never closed");
    }

    private void end() {
        if (begun) {
            words.add(word.toString());
            word.setLength(0);
            begun = false;
        }
    }
}
