package play.expression.syntax;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import play.expression.syntax.TemplateLexer.Chunk;

/** Puts the chunks of a template together to a tree. */
final class TemplateParser {
    private final List<Fault> faults = new ArrayList<>();
    private final List<Chunk> chunks;
    private final int newlines;
    private final Set<String> blocks = new HashSet<>();

    /** Ends of statements that there are not, of which enough is told. */
    private final Set<String> refused = new HashSet<>();

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
            boolean ending = keyword.startsWith("end") || "else".equals(keyword) || "elif".equals(keyword);
            if (ending && !refused.contains(keyword)) {
                break;
            }
            at++;
            try {
                Optional<Piece> piece = ending ? Optional.empty() : piece(chunk);
                piece.ifPresent(pieces::add);
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
        try {
            return statement(chunk, new TokenStream(chunk.tokens()));
        } finally {
            depth--;
        }
    }

    private Optional<Piece> statement(Chunk chunk, TokenStream tokens) throws SyntaxException {
        Token keyword = tokens.next();
        return switch (keyword.text()) {
            case "if" -> Optional.of(ifBlock(chunk, tokens));
            case "for" -> forBlock(chunk, tokens);
            case "set" -> set(chunk, tokens);
            case "filter" -> block(chunk, head(tokens, Heads::filters), Piece.Filtered::new);
            case "with" -> block(chunk, head(tokens, Heads::bindings), Piece.With::new);
            case "autoescape" ->
                block(chunk, head(tokens, Heads::value), (any, body) -> new Piece.With(List.of(), body));
            case "macro" -> block(chunk, head(tokens, Heads::macro), Heads.Macro::with);
            case "call" -> block(chunk, head(tokens, Heads::call), Heads.Call::with);
            case "block" -> block(chunk, head(tokens, Heads::block), this::named);
            case "extends" -> head(tokens, Heads::value).map(Piece.Extends::new);
            case "include" -> head(tokens, Heads::include).map(piece -> piece);
            case "import" -> head(tokens, Heads::imported).map(piece -> piece);
            case "from" -> head(tokens, Heads::from).map(piece -> piece);
            default -> throw unknown(keyword);
        };
    }

    /** What would end the statement is told of no more. */
    private SyntaxException unknown(Token keyword) {
        refused.add("end" + keyword.text());
        return new SyntaxException(
                keyword.start(),
                Math.max(keyword.end(), keyword.start()),
                Statements.unknown(keyword.text(), keyword.shown()));
    }

    /** What stands behind the keyword of a statement. */
    @FunctionalInterface
    private interface Head<T> {
        T read(TokenStream tokens) throws SyntaxException;
    }

    /** Reads a head; a faulty one is reported, and the block goes on so that its end is found. */
    private <T> Optional<T> head(TokenStream tokens, Head<T> head) {
        try {
            T read = head.read(tokens);
            tokens.expectEnd();
            return Optional.of(read);
        } catch (SyntaxException e) {
            faults.add(e.fault());
            return Optional.empty();
        }
    }

    /** A statement with one body, up to {@code end} and its keyword. */
    private <T> Optional<Piece> block(Chunk open, Optional<T> head, BiFunction<T, List<Piece>, Piece> made)
            throws SyntaxException {
        List<Piece> body = body();
        close(open, keyword(open), "end" + keyword(open));
        return head.map(read -> made.apply(read, body));
    }

    private Piece named(Piece.Block head, List<Piece> body) {
        if (!blocks.add(head.name().name())) {
            faults.add(new Fault(
                    head.name().start(),
                    head.name().end(),
                    "There is a block '" + head.name().name() + "' already."));
        }
        return new Piece.Block(head.name(), head.scoped(), head.required(), body);
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
        Optional<Node> test = head(tokens, Heads::value);
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
        TokenStream tokens = new TokenStream(chunk.tokens());
        tokens.next();
        if ("block".equals(what) && tokens.peek().kind() == Token.Kind.NAME) {
            sameName(new TokenStream(open.tokens()), tokens);
        }
        tokens.expectEnd();
    }

    /** {@code endblock} may repeat the name of its block. */
    private static void sameName(TokenStream open, TokenStream end) throws SyntaxException {
        open.next();
        if (!open.peek().isName(end.peek().text())) {
            throw end.fault("The block that ends here is " + open.peek().shown() + ".");
        }
        end.next();
    }

    private Optional<Piece> forBlock(Chunk open, TokenStream tokens) throws SyntaxException {
        Optional<Heads.Loop> head = head(tokens, Heads::loop);
        List<Piece> body = body();
        List<Piece> otherwise = otherwise();
        close(open, "for", "endfor");
        return head.map(
                loop -> new Piece.For(loop.target(), loop.source(), loop.filter(), loop.recursive(), body, otherwise));
    }

    private Optional<Piece> set(Chunk open, TokenStream tokens) throws SyntaxException {
        Piece.Target target = Heads.target(tokens);
        if (tokens.skip("=")) {
            return head(tokens, Heads::value).map(value -> new Piece.Set(target, value));
        }
        if (target instanceof Piece.Target.Parts
                || !(tokens.atEnd() || tokens.peek().is("|"))) {
            throw tokens.fault("'=' is expected here, not " + tokens.peek().shown() + ".");
        }
        return block(
                open, head(tokens, Heads::filtersOrNone), (filters, body) -> new Piece.Capture(target, filters, body));
    }
}
