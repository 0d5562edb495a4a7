package play.expression;

import java.util.ArrayList;
import java.util.List;
import play.expression.syntax.Node;

/** The nodes of a text by number, as compiled code names them. Filled while the text is parsed, then only read. */
final class NodeTable {
    private final List<Node> nodes = new ArrayList<>();
    private int slots;

    int add(Node node) {
        nodes.add(node);
        return nodes.size() - 1;
    }

    Node get(int id) {
        return nodes.get(id);
    }

    /** A place for an intermediate value of an evaluation. */
    int newSlot() {
        return slots++;
    }

    int slots() {
        return slots;
    }
}
