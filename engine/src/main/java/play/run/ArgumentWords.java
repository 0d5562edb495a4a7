package play.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes options apart as Ansible does: blanks, quotes and backslashes, with nothing expanded. */
final class ArgumentWords {
    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private int at;

    private ArgumentWords(String line) {
        this.line = line;
    }

    /** @return empty when a quote is never closed */
    static Optional<List<String>> of(String line) {
        ArgumentWords words = new ArgumentWords(line);
        boolean whole = true;
        while (whole && words.at < line.length()) {
            whole = words.take(line.charAt(words.at++));
        }
        words.end();
        return whole ? Optional.of(List.copyOf(words.words)) : Optional.empty();
    }

    private boolean take(char c) {
        if (Character.isWhitespace(c)) {
            end();
            return true;
        }
        begun = true;
        if (c == '\'' || c == '"') {
            return quoted(c);
        }
        word.append(c == '\\' && at < line.length() ? line.charAt(at++) : c);
        return true;
    }

    private boolean quoted(char quote) {
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == quote) {
                return true;
            }
            // Within double quotes a backslash only protects what would end or escape them.
            boolean escape = c == '\\' && quote == '"' && at < line.length() && "\"\\".indexOf(line.charAt(at)) >= 0;
            word.append(escape ? line.charAt(at++) : c);
        }
        return false;
    }

    private void end() {
        if (begun) {
            words.add(word.toString());
            word.setLength(0);
            begun = false;
        }
    }
}
