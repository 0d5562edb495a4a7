package play.expression.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Pratt parser for Jinja's expressions, in which filters and tests bind tighter than operators; of MVEL it takes
 * {@code &&}, {@code ||}, {@code !}, {@code c ? a : b} and {@code contains} too.
 */
final class ExpressionParser {
    /** How deep brackets, operators and calls may be nested. */
    static final int DEEPEST = 100;

    private static final int AND = 2;
    private static final int NOT = 3;
    private static final int COMPARE = 4;
    private static final Map<String, Integer> STRENGTH = Map.ofEntries(
            Map.entry("or", 1),
            Map.entry("||", 1),
            Map.entry("and", AND),
            Map.entry("&&", AND),
            Map.entry("==", COMPARE),
            Map.entry("!=", COMPARE),
            Map.entry("<", COMPARE),
            Map.entry("<=", COMPARE),
            Map.entry(">", COMPARE),
            Map.entry(">=", COMPARE),
            Map.entry("in", COMPARE),
            Map.entry("not", COMPARE),
            Map.entry("contains", COMPARE),
            Map.entry("+", 5),
            Map.entry("-", 5),
            Map.entry("~", 6),
            Map.entry("*", 7),
            Map.entry("/", 7),
            Map.entry("//", 7),
            Map.entry("%", 7),
            Map.entry("**", 8));

    private final TokenStream tokens;
    private final Postfix postfix;

    ExpressionParser(TokenStream tokens) {
        this.tokens = tokens;
        this.postfix = new Postfix(tokens, this);
    }

    /** The whole expression; one without parentheses may be a tuple. */
    Node whole() throws SyntaxException {
        Node node = tuple();
        tokens.expectEnd();
        return node;
    }

    /** {@code a} or {@code a, b}. */
    Node tuple() throws SyntaxException {
        Node first = expression();
        if (!tokens.peek().is(",")) {
            return first;
        }
        List<Node> items = new ArrayList<>(List.of(first));
        while (tokens.skip(",") && !tokens.atEnd() && !tokens.peek().isName("if")) {
            items.add(expression());
        }
        return new Node.Items(List.copyOf(items), true, first.start(), tokens.lastEnd());
    }

    /** With {@code a if c else b} and {@code c ? a : b}, which bind weakest. */
    Node expression() throws SyntaxException {
        tokens.enter();
        Node node = operation(0);
        while (true) {
            if (tokens.skipName("if")) {
                Node test = operation(0);
                Optional<Node> otherwise = tokens.skipName("else") ? Optional.of(expression()) : Optional.empty();
                node = new Node.Conditional(test, node, otherwise, node.start(), tokens.lastEnd());
            } else if (tokens.skip("?")) {
                Node then = expression();
                tokens.expect(":");
                node = new Node.Conditional(node, then, Optional.of(expression()), node.start(), tokens.lastEnd());
            } else {
                tokens.leave();
                return node;
            }
        }
    }

    /** What a {@code for} goes through: an expression without {@code if}, or several with commas between. */
    Node source() throws SyntaxException {
        Node first = operation(0);
        if (!tokens.peek().is(",")) {
            return first;
        }
        List<Node> items = new ArrayList<>(List.of(first));
        while (tokens.skip(",") && !tokens.atEnd()) {
            items.add(operation(0));
        }
        return new Node.Items(List.copyOf(items), true, first.start(), tokens.lastEnd());
    }

    /** A chain of filters on {@code input}, without the first {@code |}. */
    Node filtersOf(Node input) throws SyntaxException {
        return postfix.filtersAndTests(postfix.filter(input));
    }

    /** Operators that bind stronger than {@code floor}. */
    private Node operation(int floor) throws SyntaxException {
        tokens.enter();
        Node left = prefix(floor);
        int chain = 0;
        while (strength() > floor) {
            if (++chain > DEEPEST) {
                throw tokens.fault("More than " + DEEPEST + " operators follow one another here.");
            }
            left = strength() == COMPARE ? comparison(left) : infix(left);
        }
        tokens.leave();
        return left;
    }

    private int strength() {
        Token token = tokens.peek();
        boolean operator = token.kind() == Token.Kind.OPERATOR || token.kind() == Token.Kind.NAME;
        boolean lonelyNot = token.isName("not") && !tokens.peekAfter().isName("in");
        return operator && !lonelyNot ? STRENGTH.getOrDefault(token.text(), 0) : 0;
    }

    private Node prefix(int floor) throws SyntaxException {
        Token token = tokens.peek();
        if (token.isName("not")) {
            if (floor > NOT) {
                throw tokens.fault("'not' has lower precedence than the operator before it; put it in parentheses.");
            }
            tokens.next();
            Node operand = operation(NOT);
            return new Node.Not(operand, token.start(), operand.end());
        }
        return unary(true);
    }

    private Node unary(boolean withFilters) throws SyntaxException {
        Token token = tokens.peek();
        Node node;
        if (token.is("-") || token.is("+")) {
            tokens.enter();
            tokens.next();
            Node operand = unary(false);
            node = new Node.Signed(token.text().charAt(0), operand, token.start(), operand.end());
            tokens.leave();
        } else if (token.is("!")) {
            tokens.enter();
            tokens.next();
            Node operand = unary(true);
            tokens.leave();
            return new Node.Not(operand, token.start(), operand.end());
        } else {
            node = postfix.onto(postfix.primary());
        }
        return withFilters ? postfix.filtersAndTests(node) : node;
    }

    private Node infix(Node left) throws SyntaxException {
        int strength = strength();
        Token operator = tokens.next();
        Node right = operation(strength);
        return switch (operator.text()) {
            case "and", "&&" -> new Node.Logic(true, left, right, left.start(), right.end());
            case "or", "||" -> new Node.Logic(false, left, right, left.start(), right.end());
            default -> new Node.Binary(operator.text(), left, right, left.start(), right.end());
        };
    }

    private Node comparison(Node first) throws SyntaxException {
        List<Node> operands = new ArrayList<>(List.of(first));
        List<String> operators = new ArrayList<>();
        while (strength() == COMPARE) {
            Token operator = tokens.next();
            if (operator.isName("not")) {
                tokens.next();
            }
            Node operand = operation(COMPARE);
            operators.add(operator.isName("not") ? "not in" : operator.text());
            operands.add(operand);
        }
        return new Node.Comparison(
                List.copyOf(operands),
                List.copyOf(operators),
                first.start(),
                operands.getLast().end());
    }
}
