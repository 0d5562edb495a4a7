package play.expression.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import play.expression.syntax.TemplateLexer.Chunk;

/** Puts the chunks of a template together to a tree. */
final class TemplateParser {
    private static final Set<String> UNSUPPORTED = Set.of(
            "macro",
            "call",
            "include",
            "import",
            "from",
            "extends",
            "block",
            "filter",
            "with",
            "do",
            "autoescape",
            "trans");

    private final List<Fault> faults = new ArrayList<>();
    private final List<Chunk> chunks;
    private final int newlines;
    private int at;
    private int depth;

    /** Whether the rest is not looked at, so that nothing can be said of what it closes. */
    private boolean abandoned;

    TemplateParser(String source, Syntax.Reading reading) {
        this.newlines = Syntax.newlinesAtEnd(source);
        String body = source.endsWith("\n")
                ? source.substring(0, source.length() - (source.endsWith("\r\n") ? 2 : 1))
                : source;
        this.chunks = new TemplateLexer(body, reading, faults).chunks();
    }

    Syntax.ParsedTemplate parse() {
        List<Piece> pieces = new ArrayList<>();
        while (at < chunks.size()) {
            pieces.addAll(body());
            if (at < chunks.size()) {
                Chunk stray = chunks.get(at++);
                faults.add(new Fault(
                        stray.start(), stray.end(), "Nothing is open that '" + keyword(stray) + "' can close."));
            }
        }
        return new Syntax.ParsedTemplate(List.copyOf(pieces), newlines, List.copyOf(faults));
    }

    private static String keyword(Chunk chunk) {
        return chunk.kind() == Chunk.Kind.STATEMENT ? chunk.tokens().getFirst().text() : "";
    }

    /** Pieces up to a statement that ends or continues a block. */
    private List<Piece> body() {
        List<Piece> pieces = new ArrayList<>();
        while (at < chunks.size()) {
            Chunk chunk = chunks.get(at);
            String keyword = keyword(chunk);
            if (keyword.startsWith("end") || "else".equals(keyword) || "elif".equals(keyword)) {
                break;
            }
            at++;
            try {
                piece(chunk).ifPresent(pieces::add);
            } catch (SyntaxException e) {
                faults.add(e.fault());
            }
        }
        return List.copyOf(pieces);
    }

    private Optional<Piece> piece(Chunk chunk) throws SyntaxException {
        return switch (chunk.kind()) {
            case TEXT -> Optional.of(new Piece.Text(chunk.text()));
            case OUTPUT -> Optional.of(new Piece.Output(new ExpressionParser(new TokenStream(chunk.tokens())).whole()));
            case STATEMENT -> statement(chunk);
        };
    }

    private Optional<Piece> statement(Chunk chunk) throws SyntaxException {
        if (++depth > ExpressionParser.DEEPEST) {
            depth--;
            at = chunks.size();
            abandoned = true;
            throw new SyntaxException(
                    chunk.start(),
                    chunk.end(),
                    "Statements are nested deeper than " + ExpressionParser.DEEPEST + " levels here.");
        }
        TokenStream tokens = new TokenStream(chunk.tokens());
        Token keyword = tokens.next();
        try {
            return switch (keyword.text()) {
                case "if" -> Optional.of(ifBlock(chunk, tokens));
                case "for" -> Optional.of(forBlock(chunk, tokens));
                case "set" -> Optional.of(set(chunk, tokens));
                default ->
                    throw new SyntaxException(
                            keyword.start(), Math.max(keyword.end(), keyword.start()), unknown(keyword));
            };
        } finally {
            depth--;
        }
    }

    private static String unknown(Token keyword) {
        return UNSUPPORTED.contains(keyword.text())
                ? "The statement '" + keyword.text() + "' is not supported; 'if', 'for', 'set' and 'raw' are."
                : "There is no statement " + keyword.shown() + "; there are 'if', 'for', 'set' and 'raw'.";
    }

    /** Reads a condition; a faulty one is reported, and the block goes on so that its end is found. */
    private Optional<Node> guarded(TokenStream tokens) {
        try {
            return Optional.of(new ExpressionParser(tokens).whole());
        } catch (SyntaxException e) {
            faults.add(e.fault());
            return Optional.empty();
        }
    }

    private Piece ifBlock(Chunk open, TokenStream first) throws SyntaxException {
        List<Piece.Arm> arms = new ArrayList<>();
        arm(first, arms);
        while (at < chunks.size() && "elif".equals(keyword(chunks.get(at)))) {
            TokenStream tokens = new TokenStream(chunks.get(at++).tokens());
            tokens.next();
            arm(tokens, arms);
        }
        List<Piece> otherwise = otherwise();
        close(open, "if", "endif");
        return new Piece.If(List.copyOf(arms), otherwise);
    }

    private void arm(TokenStream tokens, List<Piece.Arm> arms) {
        Optional<Node> test = guarded(tokens);
        List<Piece> body = body();
        test.ifPresent(node -> arms.add(new Piece.Arm(node, body)));
    }

    private List<Piece> otherwise() throws SyntaxException {
        if (at < chunks.size() && "else".equals(keyword(chunks.get(at)))) {
            TokenStream tokens = new TokenStream(chunks.get(at++).tokens());
            tokens.next();
            tokens.expectEnd();
            return body();
        }
        return List.of();
    }

    private void close(Chunk open, String what, String end) throws SyntaxException {
        if (abandoned) {
            return;
        }
        if (at >= chunks.size()) {
            throw new SyntaxException(
                    open.start(), open.end(), "The '" + what + "' that begins here has no '" + end + "'.");
        }
        Chunk chunk = chunks.get(at);
        if (!keyword(chunk).equals(end)) {
            throw new SyntaxException(
                    chunk.start(),
                    chunk.end(),
                    "'" + keyword(chunk) + "' is not allowed here; '" + end + "' is still missing.");
        }
        at++;
    }

    private Piece forBlock(Chunk open, TokenStream tokens) throws SyntaxException {
        List<Node.Name> targets = new ArrayList<>();
        Optional<Node> source = Optional.empty();
        Optional<Node> filter = Optional.empty();
        try {
            boolean bracket = tokens.skip("(");
            targets.add(name(tokens));
            while (tokens.skip(",")) {
                targets.add(name(tokens));
            }
            if (bracket) {
                tokens.expect(")");
            }
            if (!tokens.skipName("in")) {
                throw tokens.fault("'in' is expected here, not " + tokens.peek().shown() + ".");
            }
            ExpressionParser parser = new ExpressionParser(tokens);
            source = Optional.of(parser.withoutCondition());
            filter = tokens.skipName("if") ? Optional.of(parser.expression()) : Optional.empty();
            tokens.expectEnd();
        } catch (SyntaxException e) {
            faults.add(e.fault());
        }
        List<Piece> body = body();
        List<Piece> otherwise = otherwise();
        close(open, "for", "endfor");
        Node items = source.orElseGet(() -> new Node.Items(List.of(), open.start(), open.end()));
        return new Piece.For(List.copyOf(targets), items, filter, body, otherwise);
    }

    private static Node.Name name(TokenStream tokens) throws SyntaxException {
        Token token = tokens.expectName("The name of a variable");
        return new Node.Name(token.text(), token.start(), token.end());
    }

    private Piece set(Chunk open, TokenStream tokens) throws SyntaxException {
        List<Piece.Target> targets = new ArrayList<>();
        do {
            Node.Name name = name(tokens);
            Optional<String> attribute = tokens.skip(".")
                    ? Optional.of(tokens.expectName("The name of an attribute").text())
                    : Optional.empty();
            targets.add(new Piece.Target(name, attribute));
        } while (tokens.skip(","));
        if (tokens.skip("=")) {
            return new Piece.Set(List.copyOf(targets), new ExpressionParser(tokens).whole());
        }
        if (targets.size() > 1 || !tokens.atEnd()) {
            throw tokens.fault("'=' is expected here, not " + tokens.peek().shown() + ".");
        }
        List<Piece> body = body();
        close(open, "set", "endset");
        return new Piece.Capture(targets.getFirst(), body);
    }
}
