package play.expression.syntax;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import play.expression.syntax.Node.Word;

/** Reads what stands behind the keywords of statements. */
final class Heads {
    private Heads() {}

    /** Of {@code for}. */
    record Loop(Piece.Target target, Node source, Optional<Node> filter, boolean recursive) {}

    /** Of {@code macro}. */
    record Macro(Node.Name name, Piece.Signature signature) {
        Piece with(List<Piece> body) {
            return new Piece.Macro(name, signature, body);
        }
    }

    /** Of {@code call}. */
    record Call(Piece.Signature signature, Node call) {
        Piece with(List<Piece> body) {
            return new Piece.CallBlock(signature, call, body);
        }
    }

    static Node value(TokenStream tokens) throws SyntaxException {
        return new ExpressionParser(tokens).whole();
    }

    static Loop loop(TokenStream tokens) throws SyntaxException {
        Piece.Target target = target(tokens);
        if (!tokens.skipName("in")) {
            throw tokens.fault("'in' is expected here, not " + tokens.peek().shown() + ".");
        }
        ExpressionParser parser = new ExpressionParser(tokens);
        Node source = parser.source();
        Optional<Node> filter = tokens.skipName("if") ? Optional.of(parser.expression()) : Optional.empty();
        return new Loop(target, source, filter, tokens.skipName("recursive"));
    }

    /** {@code a}, {@code space.a} or {@code a, (b, c)}. */
    static Piece.Target target(TokenStream tokens) throws SyntaxException {
        Piece.Target first = part(tokens);
        if (!tokens.peek().is(",")) {
            return first;
        }
        List<Piece.Target> all = new ArrayList<>(List.of(first));
        while (tokens.skip(",")
                && !tokens.peek().is("=")
                && !tokens.peek().is(")")
                && !tokens.peek().isName("in")) {
            all.add(part(tokens));
        }
        return new Piece.Target.Parts(List.copyOf(all));
    }

    private static Piece.Target part(TokenStream tokens) throws SyntaxException {
        if (tokens.skip("(")) {
            tokens.enter();
            Piece.Target inside = target(tokens);
            tokens.leave();
            tokens.expect(")");
            return inside;
        }
        Node.Name name = name(tokens);
        return tokens.skip(".")
                ? new Piece.Target.Attribute(
                        name, tokens.expectName("The name of an attribute").text())
                : new Piece.Target.Variable(name);
    }

    private static Node.Name name(TokenStream tokens) throws SyntaxException {
        Token token = tokens.expectName("The name of a variable");
        return new Node.Name(token.text(), token.start(), token.end());
    }

    /** A chain of filters on what the block puts out. */
    static Node filters(TokenStream tokens) throws SyntaxException {
        int start = tokens.peek().start();
        return new ExpressionParser(tokens).filtersOf(new Node.Name(Piece.BODY, start, start));
    }

    /** The same behind {@code |}, or what the block puts out itself. */
    static Node filtersOrNone(TokenStream tokens) throws SyntaxException {
        int start = tokens.peek().start();
        return tokens.skip("|") ? filters(tokens) : new Node.Name(Piece.BODY, start, start);
    }

    static List<Piece.Set> bindings(TokenStream tokens) throws SyntaxException {
        List<Piece.Set> all = new ArrayList<>();
        while (!tokens.atEnd()) {
            if (!all.isEmpty()) {
                tokens.expect(",");
            }
            Piece.Target target = part(tokens);
            tokens.expect("=");
            all.add(new Piece.Set(target, new ExpressionParser(tokens).expression()));
        }
        return List.copyOf(all);
    }

    static Macro macro(TokenStream tokens) throws SyntaxException {
        Node.Name name = name(tokens);
        return new Macro(name, signature(tokens));
    }

    static Call call(TokenStream tokens) throws SyntaxException {
        Piece.Signature signature =
                tokens.peek().is("(") ? signature(tokens) : new Piece.Signature(List.of(), List.of());
        Token first = tokens.peek();
        Node call = new ExpressionParser(tokens).expression();
        if (call instanceof Node.Call || call instanceof Node.Method) {
            return new Call(signature, call);
        }
        throw new SyntaxException(first.start(), tokens.lastEnd(), "A call of a macro is expected here.");
    }

    private static Piece.Signature signature(TokenStream tokens) throws SyntaxException {
        List<Node.Name> parameters = new ArrayList<>();
        List<Node> defaults = new ArrayList<>();
        Set<String> names = new HashSet<>();
        tokens.expect("(");
        while (!tokens.skip(")")) {
            if (!parameters.isEmpty()) {
                tokens.expect(",");
            }
            Node.Name parameter = name(tokens);
            if (!names.add(parameter.name())) {
                throw new SyntaxException(
                        parameter.start(), parameter.end(), "There is a parameter '" + parameter.name() + "' already.");
            }
            if (tokens.skip("=")) {
                defaults.add(new ExpressionParser(tokens).expression());
            } else if (!defaults.isEmpty()) {
                throw new SyntaxException(
                        parameter.start(),
                        parameter.end(),
                        "A parameter without a default cannot follow one with a default.");
            }
            parameters.add(parameter);
        }
        return new Piece.Signature(List.copyOf(parameters), List.copyOf(defaults));
    }

    static Piece.Block block(TokenStream tokens) throws SyntaxException {
        Node.Name name = name(tokens);
        boolean scoped = tokens.skipName("scoped");
        boolean required = tokens.skipName("required");
        return new Piece.Block(name, scoped, required, List.of());
    }

    static Piece.Include include(TokenStream tokens) throws SyntaxException {
        Node file = new ExpressionParser(tokens).expression();
        boolean optional = tokens.peek().isName("ignore") && tokens.peekAfter().isName("missing");
        if (optional) {
            tokens.next();
            tokens.next();
        }
        return new Piece.Include(file, optional, context(tokens, true));
    }

    static Piece.Import imported(TokenStream tokens) throws SyntaxException {
        Node file = new ExpressionParser(tokens).expression();
        if (!tokens.skipName("as")) {
            throw tokens.fault(
                    "'as' and a name are expected here, not " + tokens.peek().shown() + ".");
        }
        Node.Name name = name(tokens);
        return new Piece.Import(file, name, context(tokens, false));
    }

    static Piece.From from(TokenStream tokens) throws SyntaxException {
        Node file = new ExpressionParser(tokens).expression();
        if (!tokens.skipName("import")) {
            throw tokens.fault("'import' is expected here, not " + tokens.peek().shown() + ".");
        }
        List<Piece.Taken> names = new ArrayList<>();
        do {
            names.add(taken(tokens));
        } while (tokens.skip(","));
        return new Piece.From(file, List.copyOf(names), context(tokens, false));
    }

    private static Piece.Taken taken(TokenStream tokens) throws SyntaxException {
        Node.Name name = name(tokens);
        if (name.name().startsWith("_")) {
            throw new SyntaxException(
                    name.start(), name.end(), "Names that begin with an underline cannot be imported.");
        }
        Node.Name alias = tokens.skipName("as") ? name(tokens) : name;
        return new Piece.Taken(new Word(name.name(), name.start(), name.end()), alias);
    }

    private static boolean context(TokenStream tokens, boolean otherwise) {
        boolean with = tokens.peek().isName("with");
        if ((with || tokens.peek().isName("without")) && tokens.peekAfter().isName("context")) {
            tokens.next();
            tokens.next();
            return with;
        }
        return otherwise;
    }
}
