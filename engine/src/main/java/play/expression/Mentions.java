package play.expression;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import play.expression.syntax.Node;
import play.expression.syntax.Piece;

/** The names that parts of a template read or call, whatever they stand for. */
final class Mentions {
    private final Set<String> names = new HashSet<>();

    private Mentions() {}

    static Set<String> of(List<Piece> pieces) {
        Mentions mentions = new Mentions();
        mentions.walk(pieces);
        return mentions.names;
    }

    static Set<String> of(Node node) {
        Mentions mentions = new Mentions();
        mentions.walk(node);
        return mentions.names;
    }

    private void walk(List<Piece> pieces) {
        for (Piece piece : pieces) {
            piece.expressions().forEach(this::walk);
            piece.bodies().forEach(this::walk);
        }
    }

    private void walk(Node node) {
        if (node instanceof Node.Name name) {
            names.add(name.name());
        } else if (node instanceof Node.Call call) {
            names.add(call.function().text());
        }
        node.children().forEach(this::walk);
    }
}
