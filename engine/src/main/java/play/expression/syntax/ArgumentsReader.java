package play.expression.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.expression.syntax.Node.Arguments;
import play.expression.syntax.Node.Word;

/** Reads what stands between the parentheses of one call. */
final class ArgumentsReader {
    private final TokenStream tokens;
    private final ExpressionParser parser;
    private final List<Node> values = new ArrayList<>();
    private final List<Word> names = new ArrayList<>();
    private Optional<Node> rest = Optional.empty();
    private Optional<Node> others = Optional.empty();

    ArgumentsReader(TokenStream tokens, ExpressionParser parser) {
        this.tokens = tokens;
        this.parser = parser;
    }

    Arguments read() throws SyntaxException {
        tokens.expect("(");
        boolean first = true;
        while (!tokens.skip(")")) {
            if (!first) {
                comma();
                if (tokens.skip(")")) {
                    break;
                }
            }
            first = false;
            argument();
        }
        return new Arguments(values, names, rest, others);
    }

    private void comma() throws SyntaxException {
        if (!tokens.skip(",")) {
            throw tokens.fault(
                    "',' or ')' is expected here, not " + tokens.peek().shown() + ".");
        }
    }

    private void argument() throws SyntaxException {
        Token token = tokens.peek();
        if (others.isPresent()) {
            throw tokens.fault("No argument can follow one that '**' unpacks.");
        }
        if (tokens.skip("**")) {
            others = Optional.of(parser.expression());
        } else if (tokens.skip("*")) {
            unpacked();
        } else if (token.kind() == Token.Kind.NAME && tokens.peekAfter().is("=")) {
            tokens.next();
            tokens.next();
            names.add(new Word(token.text(), token.start(), token.end()));
            values.add(parser.expression());
        } else if (!names.isEmpty()) {
            throw tokens.fault("An argument without a name cannot follow one with a name.");
        } else if (rest.isPresent()) {
            throw tokens.fault("An argument without a name cannot follow one that '*' unpacks.");
        } else {
            values.add(parser.expression());
        }
    }

    private void unpacked() throws SyntaxException {
        if (rest.isPresent()) {
            throw tokens.fault("'*' unpacks one list in a call.");
        }
        rest = Optional.of(parser.expression());
    }
}
