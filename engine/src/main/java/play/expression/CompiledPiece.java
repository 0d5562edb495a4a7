package play.expression;

import java.util.List;
import java.util.Optional;
import play.expression.syntax.Node;
import play.expression.syntax.Piece;

/** A part of a template with its expressions as programs. */
sealed interface CompiledPiece {
    record Text(String text) implements CompiledPiece {}

    /** {@code id} is the number of the node that is blamed when the value has no text. */
    record Output(Program value, int id) implements CompiledPiece {}

    record If(List<Arm> arms, List<CompiledPiece> otherwise) implements CompiledPiece {}

    record Arm(Program test, int id, List<CompiledPiece> body) {}

    record For(Loop loop, List<CompiledPiece> body, List<CompiledPiece> otherwise) implements CompiledPiece {}

    /** What a {@code for} goes through; {@code id} is the number of the source's node. */
    record Loop(List<String> targets, Program source, int id, Optional<Program> filter) {}

    record Set(List<Piece.Target> targets, Program value, int id) implements CompiledPiece {}

    record Capture(Piece.Target target, List<CompiledPiece> body) implements CompiledPiece {}

    static List<CompiledPiece> all(List<Piece> pieces, NodeTable nodes) {
        return pieces.stream().map(piece -> of(piece, nodes)).toList();
    }

    private static CompiledPiece of(Piece piece, NodeTable nodes) {
        return switch (piece) {
            case Piece.Text(String text) -> new Text(text);
            case Piece.Output(Node value) -> new Output(new Program(value, nodes), nodes.add(value));
            case Piece.If(List<Piece.Arm> arms, List<Piece> otherwise) ->
                new If(arms.stream().map(arm -> arm(arm, nodes)).toList(), all(otherwise, nodes));
            case Piece.For loop -> new For(loop(loop, nodes), all(loop.body(), nodes), all(loop.otherwise(), nodes));
            case Piece.Set(List<Piece.Target> targets, Node value) ->
                new Set(targets, new Program(value, nodes), nodes.add(value));
            case Piece.Capture(Piece.Target target, List<Piece> body) -> new Capture(target, all(body, nodes));
        };
    }

    private static Arm arm(Piece.Arm arm, NodeTable nodes) {
        return new Arm(new Program(arm.test(), nodes), nodes.add(arm.test()), all(arm.body(), nodes));
    }

    private static Loop loop(Piece.For loop, NodeTable nodes) {
        List<String> targets = loop.targets().stream().map(Node.Name::name).toList();
        Program source = new Program(loop.source(), nodes);
        return new Loop(targets, source, nodes.add(loop.source()), loop.filter().map(node -> new Program(node, nodes)));
    }

    /** The variables that are set anywhere inside. */
    static List<String> namesSet(List<CompiledPiece> pieces) {
        return pieces.stream().flatMap(piece -> namesSet(piece).stream()).toList();
    }

    private static List<String> namesSet(CompiledPiece piece) {
        return switch (piece) {
            case Text text -> List.of();
            case Output output -> List.of();
            case For loop -> List.of();
            case Set set ->
                set.targets().stream().map(target -> target.name().name()).toList();
            case Capture capture -> List.of(capture.target().name().name());
            case If branch -> {
                List<String> names = new java.util.ArrayList<>(namesSet(branch.otherwise()));
                branch.arms().forEach(arm -> names.addAll(namesSet(arm.body())));
                yield names;
            }
        };
    }
}
