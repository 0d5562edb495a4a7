package play.expression.syntax;

import java.util.List;
import java.util.Optional;
import play.value.TemplateStyle;

/** Reads expressions and templates. Never throws for what a user wrote. */
public final class Syntax {
    private Syntax() {}

    /**
     * One expression, or the fault that it does not parse for.
     *
     * @param delimited whether it stands in <code>{{ }}</code>, which it needs not
     */
    public record ParsedExpression(Optional<Node> root, boolean delimited, List<Fault> faults) {}

    /**
     * A template as far as it parses.
     *
     * @param newlines how many line breaks stand at its end; the result is to have as many, though the last is in no
     *     piece
     */
    public record ParsedTemplate(List<Piece> pieces, int newlines, List<Fault> faults) {}

    /**
     * How a template is read.
     *
     * @param verbatim whether a backslash in a string inside {@code {{ }}} stands for itself, as in strings of a
     *     playbook
     * @param from where it begins: what stands before is no part of it
     * @param style what is a block, a variable or a comment
     */
    public record Reading(boolean verbatim, int from, TemplateStyle style) {}

    /** An expression; one that stands in <code>{{ }}</code> as a whole is read all the same. */
    public static ParsedExpression expression(String text) {
        int start = text.indexOf(text.strip());
        boolean delimited = text.startsWith("{{", start);
        try {
            if (text.startsWith("{%", start)) {
                throw notATemplate(start, "{%");
            }
            Lexer lexer = delimited
                    ? new Lexer(text, afterOpening(text, start), Lexer.Close.of("}}"), true)
                    : new Lexer(text, 0, Lexer.Close.NONE, false);
            TokenStream tokens = new TokenStream(lexer.tokens());
            if (delimited && !text.substring(lexer.closeAt()).strip().matches("-?}}")) {
                throw notATemplate(start, "{{");
            }
            Node node = new ExpressionParser(tokens).expression();
            tokens.expectEnd();
            return new ParsedExpression(Optional.of(node), delimited, List.of());
        } catch (SyntaxException e) {
            return new ParsedExpression(Optional.empty(), delimited, List.of(e.fault()));
        }
    }

    /** Behind the delimiter, and the sign that strips what stands before it. */
    private static int afterOpening(String text, int start) {
        return text.startsWith("-", start + 2) ? start + 3 : start + 2;
    }

    private static SyntaxException notATemplate(int at, String delimiter) {
        return new SyntaxException(
                at, at + 2, "This is an expression already; leave out '" + delimiter + "' and what closes it.");
    }

    public static ParsedTemplate template(String text, Reading reading) {
        return new TemplateParser(text, reading).parse();
    }

    /** With every line break written as one line feed. */
    public static String normalized(String text) {
        return text.replace("\r\n", "\n");
    }

    /** How many line breaks stand at the end of a text. */
    public static int newlinesAtEnd(String text) {
        String whole = normalized(text);
        int end = whole.length();
        while (end > 0 && whole.charAt(end - 1) == '\n') {
            end--;
        }
        return whole.length() - end;
    }

    /** Whether a text has nothing in it that a template evaluates. */
    public static boolean isPlain(String text, TemplateStyle style) {
        return !text.contains(style.variable().start())
                && !text.contains(style.block().start())
                && !text.contains(style.comment().start());
    }
}
