package play.expression;

import java.util.List;
import java.util.Optional;
import play.expression.syntax.Piece;

/** A part of a template with its expressions as programs. */
sealed interface CompiledPiece {
    record Text(String text) implements CompiledPiece {}

    /** A program, and the number of the node that is blamed for what it comes to. */
    record Blamed(Program program, int id) {}

    record Output(Blamed value) implements CompiledPiece {}

    /** {@code names} are the variables that are set in one of the arms. */
    record If(List<Arm> arms, List<CompiledPiece> otherwise, java.util.Set<String> names) implements CompiledPiece {}

    record Arm(Blamed test, List<CompiledPiece> body) {}

    record For(Loop loop, List<CompiledPiece> body, List<CompiledPiece> otherwise) implements CompiledPiece {}

    /**
     * What a {@code for} goes through.
     *
     * @param told whether the body asks for the state of the loop
     */
    record Loop(Piece.Target target, Blamed source, Optional<Program> filter, boolean recursive, boolean told) {}

    record Set(Piece.Target target, Blamed value) implements CompiledPiece {}

    record Capture(Piece.Target target, Blamed value, List<CompiledPiece> body) implements CompiledPiece {}

    record Filtered(Blamed value, List<CompiledPiece> body) implements CompiledPiece {}

    record With(List<Set> bindings, List<CompiledPiece> body) implements CompiledPiece {}

    record Macro(MacroCode code) implements CompiledPiece {}

    /** {@code call} passes on {@link Piece#CALLER}. */
    record CallBlock(MacroCode code, Blamed call) implements CompiledPiece {}

    /**
     * A macro.
     *
     * @param defaults those of the last parameters
     * @param mentions the names its body reads
     */
    record MacroCode(
            String name,
            List<String> parameters,
            List<Program> defaults,
            java.util.Set<String> mentions,
            List<CompiledPiece> body) {}

    record Block(String name, boolean scoped, boolean required, int id, List<CompiledPiece> body)
            implements CompiledPiece {}

    record Extends(Blamed file) implements CompiledPiece {}

    record Include(Blamed file, boolean optional, boolean context) implements CompiledPiece {}

    record Import(Blamed file, String name, boolean context) implements CompiledPiece {}

    record From(Blamed file, List<Piece.Taken> names, boolean context) implements CompiledPiece {}
}
