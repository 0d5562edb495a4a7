package play.expression.syntax;

import java.util.List;
import java.util.Optional;

/** A part of a template. */
public sealed interface Piece {
    record Text(String text) implements Piece {}

    /** {@code {{ value }}}. */
    record Output(Node value) implements Piece {}

    /** {@code {% if %}}: the first arm whose test is true, else {@code otherwise}. */
    record If(List<Arm> arms, List<Piece> otherwise) implements Piece {}

    record Arm(Node test, List<Piece> body) {}

    /**
     * {@code {% for targets in source if filter %}}.
     *
     * @param targets names that an item is bound to; more than one unpacks it
     * @param otherwise what stands there when no item passed
     */
    record For(List<Node.Name> targets, Node source, Optional<Node> filter, List<Piece> body, List<Piece> otherwise)
            implements Piece {}

    /** {@code {% set targets = value %}}. */
    record Set(List<Target> targets, Node value) implements Piece {}

    /** {@code {% set target %}…{% endset %}}. */
    record Capture(Target target, List<Piece> body) implements Piece {}

    /** A variable, or an attribute of a namespace. */
    record Target(Node.Name name, Optional<String> attribute) {}
}
