package play.expression.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import play.expression.syntax.Node.Arguments;
import play.expression.syntax.Node.Word;

/** The innermost parts of expressions: literals, names, and what is written behind them. */
final class Postfix {
    private static final Set<String> RESERVED = Set.of("and", "or", "not", "in", "is", "if", "else");
    private static final Set<String> NO_ARGUMENT = Set.of("and", "or", "not", "in", "is", "if", "else", "contains");

    private final TokenStream tokens;
    private final ExpressionParser parser;

    Postfix(TokenStream tokens, ExpressionParser parser) {
        this.tokens = tokens;
        this.parser = parser;
    }

    Node primary() throws SyntaxException {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case STRING -> strings();
            case NUMBER -> {
                tokens.next();
                yield new Node.Constant(token.value(), token.start(), token.end());
            }
            case NAME -> name();
            case OPERATOR -> bracketed();
            case END -> throw tokens.fault("The expression ends where a value is expected.");
        };
    }

    private Node strings() {
        Token first = tokens.next();
        StringBuilder text = new StringBuilder(first.text());
        int end = first.end();
        while (tokens.peek().kind() == Token.Kind.STRING) {
            Token more = tokens.next();
            text.append(more.text());
            end = more.end();
        }
        return new Node.Constant(text.toString(), first.start(), end);
    }

    private Node name() throws SyntaxException {
        Token token = tokens.peek();
        if (RESERVED.contains(token.text())) {
            throw tokens.fault("A value is expected here, not '" + token.text() + "'.");
        }
        tokens.next();
        int start = token.start();
        int end = token.end();
        return switch (token.text()) {
            case "true", "True" -> new Node.Constant(true, start, end);
            case "false", "False" -> new Node.Constant(false, start, end);
            case "none", "None" -> new Node.Constant(null, start, end);
            default -> new Node.Name(token.text(), start, end);
        };
    }

    private Node bracketed() throws SyntaxException {
        Token open = tokens.peek();
        return switch (open.text()) {
            case "(" -> parenthesized();
            case "[" -> {
                tokens.next();
                yield new Node.Items(itemsUntil("]"), false, open.start(), tokens.lastEnd());
            }
            case "{" -> mapping();
            default -> throw tokens.fault("A value is expected here, not '" + open.text() + "'.");
        };
    }

    private Node parenthesized() throws SyntaxException {
        Token open = tokens.next();
        if (tokens.skip(")")) {
            return new Node.Items(List.of(), true, open.start(), tokens.lastEnd());
        }
        Node first = parser.expression();
        if (!tokens.skip(",")) {
            tokens.expect(")");
            return first;
        }
        List<Node> items = new ArrayList<>(List.of(first));
        items.addAll(itemsUntil(")"));
        return new Node.Items(List.copyOf(items), true, open.start(), tokens.lastEnd());
    }

    private List<Node> itemsUntil(String close) throws SyntaxException {
        List<Node> items = new ArrayList<>();
        while (!tokens.skip(close)) {
            if (!items.isEmpty()) {
                expectComma(close);
                if (tokens.skip(close)) {
                    break;
                }
            }
            items.add(parser.expression());
        }
        return List.copyOf(items);
    }

    private void expectComma(String close) throws SyntaxException {
        if (!tokens.skip(",")) {
            throw tokens.fault("',' or '" + close + "' is expected here, not "
                    + tokens.peek().shown() + ".");
        }
    }

    private Node mapping() throws SyntaxException {
        Token open = tokens.next();
        List<Node> parts = new ArrayList<>();
        while (!tokens.skip("}")) {
            if (!parts.isEmpty()) {
                expectComma("}");
                if (tokens.skip("}")) {
                    break;
                }
            }
            parts.add(parser.expression());
            tokens.expect(":");
            parts.add(parser.expression());
        }
        return new Node.Pairs(List.copyOf(parts), open.start(), tokens.lastEnd());
    }

    /** {@code .name}, {@code [index]} and {@code (…)} behind a value. */
    Node onto(Node value) throws SyntaxException {
        Node node = value;
        for (int chain = 0; chain <= ExpressionParser.DEEPEST; chain++) {
            if (tokens.peek().is(".")) {
                node = attribute(node);
            } else if (tokens.peek().is("[")) {
                node = subscript(node);
            } else if (tokens.peek().is("(")) {
                node = call(node);
            } else {
                return node;
            }
        }
        throw tokens.fault("More than " + ExpressionParser.DEEPEST + " steps follow one another here.");
    }

    private Node attribute(Node target) throws SyntaxException {
        tokens.next();
        Token token = tokens.peek();
        if (token.value() instanceof Long) {
            tokens.next();
            Node index = new Node.Constant(token.value(), token.start(), token.end());
            return new Node.Subscript(target, index, target.start(), token.end());
        }
        Token name = tokens.expectName("The name of an attribute");
        return new Node.Attribute(target, name.text(), target.start(), name.end());
    }

    private Node subscript(Node target) throws SyntaxException {
        tokens.next();
        if (tokens.peek().is("]")) {
            throw tokens.fault("An index is expected here.");
        }
        List<Node> bounds = new ArrayList<>();
        bounds.add(bound());
        if (tokens.skip(",")) {
            return member(target, bounds.getFirst());
        }
        while (bounds.size() < 3 && tokens.skip(":")) {
            bounds.add(bound());
        }
        tokens.expect("]");
        int end = tokens.lastEnd();
        if (bounds.size() == 1) {
            return new Node.Subscript(target, bounds.getFirst(), target.start(), end);
        }
        while (bounds.size() < 3) {
            bounds.add(new Node.Constant(null, end, end));
        }
        return new Node.Slice(target, List.copyOf(bounds), target.start(), end);
    }

    /** {@code target[first, …]}: the index is a tuple. */
    private Node member(Node target, Node first) throws SyntaxException {
        List<Node> items = new ArrayList<>(List.of(first));
        items.addAll(itemsUntil("]"));
        Node index = new Node.Items(
                List.copyOf(items), true, first.start(), items.getLast().end());
        return new Node.Subscript(target, index, target.start(), tokens.lastEnd());
    }

    private Node bound() throws SyntaxException {
        Token token = tokens.peek();
        return token.is(":") || token.is("]")
                ? new Node.Constant(null, token.start() - 1, token.start() - 1)
                : parser.expression();
    }

    private Node call(Node target) throws SyntaxException {
        if (target instanceof Node.Name(String name, int start, int end)) {
            Arguments arguments = arguments();
            return new Node.Call(new Word(name, start, end), arguments, start, tokens.lastEnd());
        }
        if (target instanceof Node.Attribute(Node owner, String name, int start, int end)) {
            Arguments arguments = arguments();
            Word method = new Word(name, end - name.length(), end);
            return new Node.Method(owner, method, arguments, start, tokens.lastEnd());
        }
        throw tokens.fault("Only functions and methods can be called.");
    }

    Arguments arguments() throws SyntaxException {
        return new ArgumentsReader(tokens, parser).read();
    }

    /** {@code | filter} and {@code is test} behind a value. */
    Node filtersAndTests(Node value) throws SyntaxException {
        Node node = value;
        for (int chain = 0; chain <= ExpressionParser.DEEPEST; chain++) {
            if (tokens.skip("|")) {
                node = filter(node);
            } else if (tokens.skipName("is")) {
                node = test(node);
            } else {
                return node;
            }
        }
        throw tokens.fault("More than " + ExpressionParser.DEEPEST + " filters follow one another here.");
    }

    /** {@code name(…)} behind {@code |}. */
    Node filter(Node input) throws SyntaxException {
        Word filter = word("The name of a filter");
        Arguments arguments = tokens.peek().is("(") ? arguments() : Arguments.NONE;
        return new Node.Filter(input, filter, arguments, input.start(), tokens.lastEnd());
    }

    private Node test(Node input) throws SyntaxException {
        boolean negated = tokens.skipName("not");
        Word test = word("The name of a test");
        Arguments arguments = Arguments.NONE;
        if (tokens.peek().is("(")) {
            arguments = arguments();
        } else if (takesBareArgument(tokens.peek())) {
            arguments = Arguments.of(List.of(onto(primary())), List.of());
        }
        return new Node.Test(input, test, arguments, negated, input.start(), tokens.lastEnd());
    }

    private static boolean takesBareArgument(Token token) {
        return switch (token.kind()) {
            case STRING, NUMBER -> true;
            case NAME -> !NO_ARGUMENT.contains(token.text());
            case OPERATOR -> "[{".contains(token.text());
            case END -> false;
        };
    }

    private Word word(String what) throws SyntaxException {
        Token first = tokens.expectName(what);
        StringBuilder name = new StringBuilder(first.text());
        int end = first.end();
        while (tokens.peek().is(".") && tokens.peekAfter().kind() == Token.Kind.NAME) {
            tokens.next();
            Token more = tokens.next();
            name.append('.').append(more.text());
            end = more.end();
        }
        return new Word(name.toString(), first.start(), end);
    }
}
