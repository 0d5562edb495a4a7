package play.modules.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a script of a shell apart where its statements end; text that it hands to a command is left out. */
final class ScriptStatements {
    /** What comes after a statement. */
    enum End {
        PLAIN(";"),
        AND(" && "),
        OR(" || "),
        /** Of a pattern in {@code case}. */
        PATTERN(""),
        NEXT_PATTERN(""),
        /** What debhelper has put in begins or ends. */
        ADDED(""),
        ADDED_END("");

        private final String text;

        End(String text) {
            this.text = text;
        }

        /** What a condition has after it, where more follows. */
        String text() {
            return text;
        }
    }

    record Statement(String text, End end) {}

    private static final Pattern HANDED = Pattern.compile("<<-?\\s*\\\\?['\"]?(\\w+)['\"]?");

    private final String script;
    private final List<Statement> all = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int at;
    private int depth;
    private char quote;
    private Optional<String> handed = Optional.empty();

    ScriptStatements(String script) {
        this.script = script.replace("\\\n", " ") + "\n";
    }

    List<Statement> all() {
        while (at < script.length()) {
            step();
        }
        return all;
    }

    private void step() {
        char c = script.charAt(at);
        if (quote != 0 || c == '\'' || c == '"' || c == '`') {
            quoted(c);
        } else if (c == '\\') {
            take(2);
        } else if (c == '#' && beginsWord()) {
            comment();
        } else if (script.startsWith("<<", at) && depth == 0) {
            handed();
        } else if (c == '(') {
            depth++;
            take(1);
        } else if (c == ')' && depth > 0) {
            depth--;
            take(1);
        } else if (depth > 0) {
            take(1);
        } else {
            end(c);
        }
    }

    private void quoted(char c) {
        if (c == '\\' && quote != '\'') {
            take(2);
            return;
        }
        quote = quote == 0 ? c : c == quote ? 0 : quote;
        take(1);
    }

    private void end(char c) {
        switch (c) {
            case ')' -> end(End.PATTERN, 1);
            case ';' ->
                end(script.startsWith(";;", at) ? End.NEXT_PATTERN : End.PLAIN, script.startsWith(";;", at) ? 2 : 1);
            case '\n' -> {
                end(End.PLAIN, 1);
                skipHanded();
            }
            case '&' -> {
                if (script.startsWith("&&", at)) {
                    end(End.AND, 2);
                } else {
                    take(1);
                }
            }
            case '|' -> {
                if (script.startsWith("||", at)) {
                    end(End.OR, 2);
                } else {
                    take(1);
                }
            }
            default -> take(1);
        }
    }

    /** A line goes on after {@code &&} and {@code ||}, so that an empty one ends nothing. */
    private void end(End end, int length) {
        String statement = text.toString().strip();
        text.setLength(0);
        at += length;
        if (!statement.isEmpty() || end == End.NEXT_PATTERN) {
            all.add(new Statement(statement, end));
        }
    }

    private void take(int length) {
        int next = Math.min(at + length, script.length());
        text.append(script, at, next);
        at = next;
    }

    private boolean beginsWord() {
        return at == 0 || " \t\n;&|(".indexOf(script.charAt(at - 1)) >= 0;
    }

    private void comment() {
        int newline = script.indexOf('\n', at);
        String comment = script.substring(at, newline);
        if (comment.startsWith("# Automatically added by dh")) {
            all.add(new Statement("", End.ADDED));
        } else if (comment.startsWith("# End automatically added section")) {
            all.add(new Statement("", End.ADDED_END));
        }
        at = newline;
    }

    private void handed() {
        Matcher word = HANDED.matcher(script).region(at, script.length());
        if (word.lookingAt()) {
            handed = Optional.of(word.group(1));
            take(word.end() - at);
        } else {
            take(2);
        }
    }

    private void skipHanded() {
        if (handed.isPresent()) {
            Matcher last = Pattern.compile("(?m)^\t*" + Pattern.quote(handed.get()) + "$")
                    .matcher(script);
            at = last.find(at) ? Math.min(last.end() + 1, script.length()) : script.length();
            handed = Optional.empty();
        }
    }
}
