package play.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.expression.syntax.Node;
import play.source.Located;

/**
 * A value and which part of it is read.
 *
 * @param root what is itself no part of anything
 * @param path keys and indices from there, up to the first that is computed
 * @param indices all that stands in brackets
 */
record ReadPart(Node root, List<Located<Object>> path, List<Node> indices) {
    static ReadPart of(Node node, Origin origin) {
        List<Optional<Located<Object>>> inwards = new ArrayList<>();
        List<Node> indices = new ArrayList<>();
        Node root = node;
        while (root instanceof Node.Attribute || root instanceof Node.Subscript) {
            if (root instanceof Node.Attribute(Node target, String name, int start, int end)) {
                inwards.add(Optional.of(new Located<>(name, origin.spanOf(end - name.length(), end))));
                root = target;
            } else if (root instanceof Node.Subscript(Node target, Node index, int start, int end)) {
                inwards.add(written(index, origin));
                indices.add(index);
                root = target;
            }
        }
        List<Located<Object>> path = inwards.reversed().stream()
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .toList();
        return new ReadPart(root, path, indices.reversed());
    }

    private static Optional<Located<Object>> written(Node index, Origin origin) {
        return index instanceof Node.Constant(Object value, int start, int end) && value != null
                ? Optional.of(new Located<>(value, origin.spanOf(start, end)))
                : Optional.empty();
    }
}
