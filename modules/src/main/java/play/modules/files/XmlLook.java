package play.modules.files;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/** What is told of what an XPath selects. */
final class XmlLook {
    private XmlLook() {}

    /** The text of each element, or its attributes, by its name. */
    static Map<String, @Nullable Object> content(Node node, boolean attributes) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put(name(node), attributes ? attributes(node) : text(node));
        return told;
    }

    private static String name(Node node) {
        String name = node.getLocalName() == null ? node.getNodeName() : node.getLocalName();
        return node.getNamespaceURI() == null ? name : "{" + node.getNamespaceURI() + "}" + name;
    }

    private static @Nullable Object text(Node node) {
        if (!(node instanceof Element)) {
            return node.getNodeValue();
        }
        StringBuilder text = new StringBuilder();
        for (Node child = node.getFirstChild(); child != null && !(child instanceof Element); ) {
            if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
                text.append(child.getNodeValue());
            }
            child = child.getNextSibling();
        }
        return text.isEmpty() ? null : text.toString();
    }

    private static Map<String, @Nullable Object> attributes(Node node) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        NamedNodeMap attributes = node.getAttributes();
        for (int i = 0; attributes != null && i < attributes.getLength(); i++) {
            if (!XmlNames.isDeclaration(attributes.item(i))) {
                told.put(name(attributes.item(i)), attributes.item(i).getNodeValue());
            }
        }
        return told;
    }

    /** Where nodes are: {@code /business/beers/beer[2]}. */
    static List<Object> places(List<Node> nodes) {
        return nodes.stream().<Object>map(XmlLook::place).toList();
    }

    private static String place(Node node) {
        if (node instanceof Attr attribute) {
            return place(attribute.getOwnerElement()) + "/@" + attribute.getName();
        }
        if (!(node instanceof Element element)) {
            return node.getParentNode() == null ? "" : place(node.getParentNode()) + "/text()";
        }
        int before = 0;
        int all = 0;
        for (Node one = node.getParentNode().getFirstChild(); one != null; one = one.getNextSibling()) {
            if (one.getNodeName().equals(element.getNodeName())) {
                all++;
                before = one.isSameNode(node) ? all : before;
            }
        }
        String parent = node.getParentNode() instanceof Element above ? place(above) : "";
        return parent + "/" + element.getTagName() + (all > 1 ? "[" + before + "]" : "");
    }
}
