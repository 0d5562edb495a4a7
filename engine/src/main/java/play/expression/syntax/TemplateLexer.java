package play.expression.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a template into texts, outputs and statements, and applies whitespace control: {@code -} strips, the line break
 * behind a statement or comment goes ({@code trim_blocks}), {@code +} keeps it.
 */
final class TemplateLexer {
    /** A piece of the template; text has no tokens. */
    record Chunk(Kind kind, String text, List<Token> tokens, int start, int end) {
        enum Kind {
            TEXT,
            OUTPUT,
            STATEMENT
        }
    }

    private static final Pattern RAW = Pattern.compile("\\{%[-+]?\\s*raw\\s*(?:-%}\\s*|%})");
    private static final Pattern END_RAW = Pattern.compile("\\{%([-+]?)\\s*endraw\\s*(?:\\+%}|-%}\\s*|%}(?:\\r?\\n)?)");

    private final String text;
    private final Syntax.Reading reading;
    private final List<Fault> faults;
    private final List<Chunk> chunks = new ArrayList<>();
    private int at;

    TemplateLexer(String text, Syntax.Reading reading, List<Fault> faults) {
        this.text = text;
        this.reading = reading;
        this.faults = faults;
        this.at = reading.from();
    }

    List<Chunk> chunks() {
        while (at < text.length()) {
            int open = nextOpening();
            addText(at, open);
            at = open;
            if (open < text.length()) {
                delimited(open);
            }
        }
        return chunks;
    }

    private int nextOpening() {
        for (int i = at; i + 1 < text.length(); i++) {
            if (text.charAt(i) == '{' && "{%#".indexOf(text.charAt(i + 1)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    private void addText(int from, int to) {
        if (to > from) {
            chunks.add(new Chunk(Chunk.Kind.TEXT, Syntax.normalized(text.substring(from, to)), List.of(), from, to));
        }
    }

    private void delimited(int open) {
        int inside = open + 2;
        if (inside < text.length() && text.charAt(inside) == '-') {
            stripLastText();
        } else if (inside < text.length() && text.charAt(inside) != '+' && text.charAt(open + 1) != '{') {
            stripLine();
        }
        int from = inside < text.length()
                        && "-+".indexOf(text.charAt(inside)) >= 0
                        && !(text.charAt(open + 1) == '{' && text.charAt(inside) == '+')
                ? inside + 1
                : inside;
        Matcher raw = RAW.matcher(text).region(open, text.length());
        if (text.charAt(open + 1) == '#') {
            comment(open);
        } else if (raw.lookingAt()) {
            raw(open, raw.end());
        } else {
            code(open, from);
        }
    }

    private void stripLastText() {
        if (!chunks.isEmpty() && chunks.getLast().kind() == Chunk.Kind.TEXT) {
            Chunk last = chunks.removeLast();
            String stripped = last.text().stripTrailing();
            if (!stripped.isEmpty()) {
                chunks.add(new Chunk(
                        Chunk.Kind.TEXT, stripped, List.of(), last.start(), last.start() + stripped.length()));
            }
        }
    }

    /** The spaces that a line begins with. */
    private void stripLine() {
        if (!reading.blocks().lstrip() || chunks.isEmpty() || chunks.getLast().kind() != Chunk.Kind.TEXT) {
            return;
        }
        Chunk last = chunks.getLast();
        String kept = last.text().replaceFirst("[ \\t]++$", "");
        boolean begins = kept.isEmpty() ? startsLine(last.start()) : kept.endsWith("\n");
        if (begins && kept.length() < last.text().length()) {
            chunks.removeLast();
            if (!kept.isEmpty()) {
                chunks.add(new Chunk(Chunk.Kind.TEXT, kept, List.of(), last.start(), last.start() + kept.length()));
            }
        }
    }

    private boolean startsLine(int at) {
        return at == reading.from() || text.charAt(at - 1) == '\n';
    }

    private void comment(int open) {
        int close = text.indexOf("#}", open + 2);
        if (close < 0) {
            faults.add(new Fault(open, open + 2, "The comment that begins here is not closed by '#}'."));
            at = text.length();
            return;
        }
        at = close + 2;
        afterTag(text.charAt(close - 1), true);
    }

    private void raw(int open, int inside) {
        Matcher end = END_RAW.matcher(text);
        if (!end.find(inside)) {
            faults.add(new Fault(open, inside, "The 'raw' that begins here has no 'endraw'."));
            at = text.length();
            return;
        }
        addText(inside, end.start());
        if ("-".equals(end.group(1))) {
            stripLastText();
        } else if (!"+".equals(end.group(1))) {
            stripLine();
        }
        at = end.end();
    }

    /** An output or a statement; when it does not parse, reading goes on behind its end. */
    private void code(int open, int from) {
        boolean output = text.charAt(open + 1) == '{';
        String close = output ? "}}" : "%}";
        Lexer lexer = new Lexer(text, from, close, output && reading.verbatim());
        try {
            List<Token> tokens = lexer.tokens();
            char sign = text.charAt(lexer.closeAt());
            at = lexer.closeAt() + (text.startsWith(close, lexer.closeAt()) ? 2 : 3);
            chunks.add(new Chunk(output ? Chunk.Kind.OUTPUT : Chunk.Kind.STATEMENT, "", tokens, open, at));
            afterTag(sign, !output);
        } catch (SyntaxException e) {
            boolean unclosed = e.fault().start() >= text.length();
            faults.add(unclosed ? new Fault(open, open + 2, e.fault().detail()) : e.fault());
            int end = text.indexOf(close, open + 2);
            at = end < 0 ? text.length() : end + 2;
        }
    }

    private void afterTag(char sign, boolean trim) {
        if (sign == '-') {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        } else if (trim && reading.blocks().trim() && sign != '+') {
            at += text.startsWith("\r\n", at) ? 2 : text.startsWith("\n", at) ? 1 : 0;
        }
    }
}
