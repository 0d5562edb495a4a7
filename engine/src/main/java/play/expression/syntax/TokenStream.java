package play.expression.syntax;

import java.util.List;

/** The tokens of one expression, read one by one. */
final class TokenStream {
    private final List<Token> tokens;
    private int at;
    private int depth;

    /** {@code tokens} end with one of kind END. */
    TokenStream(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peekAfter() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = peek();
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    boolean atEnd() {
        return peek().kind() == Token.Kind.END;
    }

    /** Where the token read last ends. */
    int lastEnd() {
        return at == 0
                ? peek().start()
                : atEnd() ? peek().start() : tokens.get(at - 1).end();
    }

    boolean skip(String operator) {
        boolean found = peek().is(operator);
        if (found) {
            next();
        }
        return found;
    }

    boolean skipName(String name) {
        boolean found = peek().isName(name);
        if (found) {
            next();
        }
        return found;
    }

    Token expect(String operator) throws SyntaxException {
        if (!peek().is(operator)) {
            throw fault("'" + operator + "' is expected here, not " + peek().shown() + ".");
        }
        return next();
    }

    Token expectName(String what) throws SyntaxException {
        if (peek().kind() != Token.Kind.NAME) {
            throw fault(what + " is expected here, not " + peek().shown() + ".");
        }
        return next();
    }

    void expectEnd() throws SyntaxException {
        if (!atEnd()) {
            Token token = peek();
            String hint = token.is("=") ? " To compare, write '=='." : "";
            throw fault("The expression ends before " + token.shown()
                    + "; an operator is missing, or this does not belong here." + hint);
        }
    }

    /** Counts nesting, so that no input can exhaust the stack. */
    void enter() throws SyntaxException {
        if (++depth > 2 * ExpressionParser.DEEPEST) {
            throw fault("The expression is nested deeper than " + ExpressionParser.DEEPEST + " levels.");
        }
    }

    void leave() {
        depth--;
    }

    /** A fault at the token that comes next. */
    SyntaxException fault(String detail) {
        return new SyntaxException(peek().start(), peek().end(), detail);
    }
}
