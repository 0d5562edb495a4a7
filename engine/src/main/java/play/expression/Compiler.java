package play.expression;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import play.expression.CompiledPiece.Blamed;
import play.expression.CompiledPiece.MacroCode;
import play.expression.syntax.Node;
import play.expression.syntax.Piece;

/** Makes programs of the expressions of one template. */
final class Compiler {
    private final NodeTable nodes;
    private final Map<String, CompiledPiece.Block> blocks = new LinkedHashMap<>();

    Compiler(NodeTable nodes) {
        this.nodes = nodes;
    }

    /** The blocks met so far, by their names. */
    Map<String, CompiledPiece.Block> blocks() {
        return Map.copyOf(blocks);
    }

    List<CompiledPiece> all(List<Piece> pieces) {
        return pieces.stream().map(this::one).toList();
    }

    private CompiledPiece one(Piece piece) {
        return switch (piece) {
            case Piece.Text(String text) -> new CompiledPiece.Text(text);
            case Piece.Output(Node value) -> new CompiledPiece.Output(blamed(value));
            case Piece.If fork -> fork(fork);
            case Piece.For loop -> new CompiledPiece.For(loop(loop), all(loop.body()), all(loop.otherwise()));
            case Piece.Set set -> set(set);
            case Piece.Capture capture ->
                new CompiledPiece.Capture(capture.target(), blamed(capture.value()), all(capture.body()));
            case Piece.Filtered(Node value, List<Piece> body) -> new CompiledPiece.Filtered(blamed(value), all(body));
            case Piece.With with ->
                new CompiledPiece.With(with.bindings().stream().map(this::set).toList(), all(with.body()));
            case Piece.Macro(Node.Name name, Piece.Signature signature, List<Piece> body) ->
                new CompiledPiece.Macro(macro(name.name(), signature, body));
            case Piece.CallBlock call ->
                new CompiledPiece.CallBlock(macro("caller", call.signature(), call.body()), blamed(call.passing()));
            case Piece.Block block -> block(block);
            case Piece.Extends(Node file) -> new CompiledPiece.Extends(blamed(file));
            case Piece.Include include ->
                new CompiledPiece.Include(blamed(include.file()), include.optional(), include.context());
            case Piece.Import imported ->
                new CompiledPiece.Import(
                        blamed(imported.file()), imported.name().name(), imported.context());
            case Piece.From from -> new CompiledPiece.From(blamed(from.file()), from.names(), from.context());
        };
    }

    private Blamed blamed(Node node) {
        return new Blamed(new Program(node, nodes), nodes.add(node));
    }

    private CompiledPiece fork(Piece.If fork) {
        List<CompiledPiece.Arm> arms = fork.arms().stream()
                .map(arm -> new CompiledPiece.Arm(blamed(arm.test()), all(arm.body())))
                .toList();
        return new CompiledPiece.If(arms, all(fork.otherwise()), Bindings.ofRoot(List.of(fork)));
    }

    private CompiledPiece.Loop loop(Piece.For loop) {
        return new CompiledPiece.Loop(
                loop.target(),
                blamed(loop.source()),
                loop.filter().map(node -> new Program(node, nodes)),
                loop.recursive(),
                loop.recursive() || Mentions.of(loop.body()).contains("loop"));
    }

    private CompiledPiece.Set set(Piece.Set set) {
        return new CompiledPiece.Set(set.target(), blamed(set.value()));
    }

    private MacroCode macro(String name, Piece.Signature signature, List<Piece> body) {
        return new MacroCode(
                name,
                signature.parameters().stream().map(Node.Name::name).toList(),
                signature.defaults().stream()
                        .map(node -> new Program(node, nodes))
                        .toList(),
                Mentions.of(body),
                all(body));
    }

    private CompiledPiece block(Piece.Block block) {
        Node.Name name = block.name();
        CompiledPiece.Block compiled = new CompiledPiece.Block(
                name.name(), block.scoped(), block.required(), nodes.add(name), all(block.body()));
        blocks.put(name.name(), compiled);
        return compiled;
    }
}
