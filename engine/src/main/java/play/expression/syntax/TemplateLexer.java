package play.expression.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

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

    private final String text;
    private final Syntax.Reading reading;
    private final TemplateMarks marks;
    private final List<Fault> faults;
    private final List<Chunk> chunks = new ArrayList<>();
    private int at;

    TemplateLexer(String text, Syntax.Reading reading, List<Fault> faults) {
        this.text = text;
        this.reading = reading;
        this.marks = new TemplateMarks(reading.style());
        this.faults = faults;
        this.at = reading.from();
    }

    List<Chunk> chunks() {
        Matcher opening = marks.opening().matcher(text);
        while (at < text.length()) {
            boolean opens = opening.find(at);
            int open = opens ? opening.start() : text.length();
            addText(at, open);
            at = open;
            if (opens) {
                delimited(open, opening.group());
            }
        }
        return chunks;
    }

    private void addText(int from, int to) {
        if (to > from) {
            chunks.add(new Chunk(Chunk.Kind.TEXT, Syntax.normalized(text.substring(from, to)), List.of(), from, to));
        }
    }

    private void delimited(int open, String mark) {
        int inside = open + mark.length();
        boolean output = marks.isOutput(mark);
        if (text.startsWith("-", inside)) {
            stripLastText();
        } else if (!text.startsWith("+", inside) && !output && inside < text.length()) {
            stripLine();
        }
        boolean signed = text.startsWith("-", inside) || (text.startsWith("+", inside) && !output);
        Matcher raw = marks.raw().matcher(text).region(open, text.length());
        if (marks.isComment(mark)) {
            comment(open, inside);
        } else if (raw.lookingAt()) {
            raw(open, raw.end());
        } else {
            code(open, signed ? inside + 1 : inside, output);
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
        if (!reading.style().lstrip() || chunks.isEmpty() || chunks.getLast().kind() != Chunk.Kind.TEXT) {
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

    private void comment(int open, int inside) {
        String end = reading.style().comment().end();
        int close = text.indexOf(end, inside);
        if (close < 0) {
            faults.add(new Fault(open, inside, "The comment that begins here is not closed by '" + end + "'."));
            at = text.length();
            return;
        }
        at = close + end.length();
        afterTag(text.charAt(close - 1), true);
    }

    private void raw(int open, int inside) {
        Matcher end = marks.endRaw().matcher(text);
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
    private void code(int open, int from, boolean output) {
        String close = (output ? reading.style().variable() : reading.style().block()).end();
        Lexer.Close ending = output ? Lexer.Close.of(close) : Lexer.Close.ofBlock(close);
        Lexer lexer = new Lexer(text, from, ending, output && reading.verbatim());
        try {
            List<Token> tokens = lexer.tokens();
            boolean signed = !text.startsWith(close, lexer.closeAt());
            at = lexer.closeAt() + close.length() + (signed ? 1 : 0);
            chunks.add(new Chunk(output ? Chunk.Kind.OUTPUT : Chunk.Kind.STATEMENT, "", tokens, open, at));
            afterTag(signed ? text.charAt(lexer.closeAt()) : ' ', !output);
        } catch (SyntaxException e) {
            boolean unclosed = e.fault().start() >= text.length();
            faults.add(unclosed ? new Fault(open, from, e.fault().detail()) : e.fault());
            int end = text.indexOf(close, from);
            at = end < 0 ? text.length() : end + close.length();
        }
    }

    private void afterTag(char sign, boolean trim) {
        if (sign == '-') {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        } else if (trim && reading.style().trim() && sign != '+') {
            at += text.startsWith("\r\n", at) ? 2 : text.startsWith("\n", at) ? 1 : 0;
        }
    }
}
