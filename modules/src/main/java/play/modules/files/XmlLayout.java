package play.modules.files;

import java.util.List;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Lays a tree out with an element on each line, two spaces for each level. */
final class XmlLayout {
    private XmlLayout() {}

    static void apply(Element element, int level) {
        List<Node> children = XmlEdit.children(element);
        boolean texts = children.stream()
                .anyMatch(child -> (child.getNodeType() == Node.TEXT_NODE && !XmlEdit.isSpace(child))
                        || child.getNodeType() == Node.CDATA_SECTION_NODE);
        List<Node> kept =
                children.stream().filter(child -> !XmlEdit.isSpace(child)).toList();
        if (texts || kept.isEmpty()) {
            return;
        }
        children.stream().filter(XmlEdit::isSpace).forEach(element::removeChild);
        for (Node child : kept) {
            element.insertBefore(space(element, level + 1), child);
            if (child instanceof Element inner) {
                apply(inner, level + 1);
            }
        }
        element.appendChild(space(element, level));
    }

    private static Node space(Element element, int level) {
        return element.getOwnerDocument().createTextNode("\n" + "  ".repeat(level));
    }
}
