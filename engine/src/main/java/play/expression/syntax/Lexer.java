package play.expression.syntax;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts one expression into tokens, up to a closing delimiter outside of brackets. */
final class Lexer {
    private static final Pattern FLOAT = Pattern.compile("\\d+(_\\d+)*(\\.\\d+(_\\d+)*([eE][+-]?\\d+)?|[eE][+-]?\\d+)");
    private static final Pattern INTEGER =
            Pattern.compile("0[xX](_?[0-9a-fA-F])+|0[oO](_?[0-7])+|0[bB](_?[01])+|\\d+(_\\d+)*");
    private static final int LONGEST_WORD = 1000;
    private static final int MOST_TOKENS = 20_000;
    private static final List<String> OPERATORS = List.of(
            "**", "//", "==", "!=", "<=", ">=", "&&", "||", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}",
            "<", ">", "=", ".", ":", "|", ",", "!", "?");

    private final String text;
    private final Close close;
    private final boolean verbatim;
    private final List<Token> tokens = new ArrayList<>();
    private final Deque<Token> brackets = new ArrayDeque<>();
    private int at;
    private int closeAt;

    /**
     * The delimiter that ends an expression, empty for the end of the text.
     *
     * @param signs those that may stand before it
     */
    record Close(String mark, String signs) {
        static final Close NONE = new Close("", "");

        static Close of(String mark) {
            return new Close(mark, "-");
        }

        static Close ofBlock(String mark) {
            return new Close(mark, "-+");
        }
    }

    /** @param verbatim whether a backslash in a string stands for itself */
    Lexer(String text, int from, Close close, boolean verbatim) {
        this.text = text;
        this.at = from;
        this.close = close;
        this.verbatim = verbatim;
    }

    /** All tokens, with one of kind END last, which spans nothing. */
    List<Token> tokens() throws SyntaxException {
        skipSpace();
        while (!atClose()) {
            if (at >= text.length()) {
                throw new SyntaxException(at, at, unclosed());
            }
            one();
            skipSpace();
        }
        closeAt = at;
        int end = tokens.isEmpty() ? at : tokens.getLast().end();
        tokens.add(new Token(Token.Kind.END, "", null, end, end));
        return tokens;
    }

    /** Offset of the closing delimiter, with its sign if it has one. */
    int closeAt() {
        return closeAt;
    }

    private String unclosed() {
        Token open = brackets.peek();
        return open == null
                ? "The '" + close.mark() + "' that closes this is missing."
                : "The '" + open.text() + "' is not closed.";
    }

    private boolean atClose() {
        if (close.mark().isEmpty()) {
            return at >= text.length() && brackets.isEmpty();
        }
        return brackets.isEmpty() && (text.startsWith(close.mark(), at) || atSignedClose());
    }

    private boolean atSignedClose() {
        return text.startsWith(close.mark(), at + 1) && close.signs().indexOf(text.charAt(at)) >= 0;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private void one() throws SyntaxException {
        if (tokens.size() >= MOST_TOKENS) {
            throw new SyntaxException(
                    at,
                    at,
                    "An expression may have at most " + MOST_TOKENS + " parts; put long lists into a variable.");
        }
        char c = text.charAt(at);
        if (Character.isDigit(c)) {
            number();
        } else if (Character.isUnicodeIdentifierStart(c) || c == '_') {
            name();
        } else if (c == '\'' || c == '"') {
            string(c);
        } else {
            operator();
        }
    }

    private void add(Token.Kind kind, String shown, Object value, int end) {
        tokens.add(new Token(kind, shown, value, at, end));
        at = end;
    }

    private void number() throws SyntaxException {
        int end = at;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        checkLength("number", end);
        boolean index = !tokens.isEmpty() && tokens.getLast().is(".");
        Optional<String> decimal = index ? Optional.empty() : match(FLOAT);
        if (decimal.isPresent()) {
            add(
                    Token.Kind.NUMBER,
                    decimal.get(),
                    Double.valueOf(decimal.get().replace("_", "")),
                    at + decimal.get().length());
            return;
        }
        String digits = match(INTEGER).orElseThrow(() -> new SyntaxException(at, at + 1, "This is not a number."));
        BigInteger value = whole(digits.replace("_", ""));
        Object number = value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
        add(Token.Kind.NUMBER, digits, number, at + digits.length());
    }

    private void checkLength(String what, int end) throws SyntaxException {
        if (end - at > LONGEST_WORD) {
            throw new SyntaxException(
                    at,
                    end,
                    "This " + what + " has " + (end - at) + " characters; at most " + LONGEST_WORD + " are allowed.");
        }
    }

    private static BigInteger whole(String digits) {
        int radix = digits.length() < 2
                ? 10
                : switch (digits.charAt(1)) {
                    case 'x', 'X' -> 16;
                    case 'o', 'O' -> 8;
                    case 'b', 'B' -> 2;
                    default -> 10;
                };
        return new BigInteger(radix == 10 ? digits : digits.substring(2), radix);
    }

    private Optional<String> match(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        return matcher.lookingAt() ? Optional.of(matcher.group()) : Optional.empty();
    }

    private void name() throws SyntaxException {
        int end = at;
        while (end < text.length()
                && (Character.isUnicodeIdentifierPart(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        checkLength("name", end);
        String name = text.substring(at, end);
        add(Token.Kind.NAME, name, name, end);
    }

    private void string(char quote) throws SyntaxException {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != quote) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= text.length()) {
            throw new SyntaxException(at, at + 1, "The string that begins here is not closed.");
        }
        String inside = text.substring(at + 1, end);
        String value = verbatim ? inside.replace("\\" + quote, String.valueOf(quote)) : Escapes.undone(inside, at + 1);
        add(Token.Kind.STRING, value, value, end + 1);
    }

    private void operator() throws SyntaxException {
        String found = OPERATORS.stream()
                .filter(operator -> text.startsWith(operator, at))
                .findFirst()
                .orElseThrow(() -> new SyntaxException(at, at + 1, strange(text.charAt(at))));
        Token token = new Token(Token.Kind.OPERATOR, found, null, at, at + found.length());
        if ("([{".contains(found)) {
            brackets.push(token);
        } else if (")]}".contains(found)) {
            closeBracket(token);
        }
        tokens.add(token);
        at += found.length();
    }

    private void closeBracket(Token token) throws SyntaxException {
        Token open = brackets.poll();
        if (open == null) {
            throw new SyntaxException(
                    token.start(), token.end(), "Nothing is open that '" + token.text() + "' can close.");
        }
        if ("([{".indexOf(open.text()) != ")]}".indexOf(token.text())) {
            throw new SyntaxException(
                    token.start(),
                    token.end(),
                    "A '" + open.text() + "' is open here; '" + token.text() + "' does not close it.");
        }
    }

    private static String strange(char c) {
        return switch (c) {
            case ';' -> "An expression is one value; ';' is not allowed in it.";
            case '&' -> "'&' is not an operator; use 'and'.";
            case '^' -> "'^' is not an operator; use '**' for a power.";
            default -> "The character '" + c + "' is not allowed in an expression.";
        };
    }
}
