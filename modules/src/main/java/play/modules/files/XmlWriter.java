package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Writes a tree of XML as text, attributes in the order in which they were set, which trees do not keep. */
final class XmlWriter {
    private static final String ORDER = "order";

    private XmlWriter() {}

    /** Sets an attribute; one that is new comes behind the others. */
    static void set(Element element, @Nullable String namespace, String name, String value) {
        element.setAttributeNS(namespace == null || namespace.isEmpty() ? null : namespace, name, value);
        List<String> names = order(element);
        if (!names.contains(name)) {
            names.add(name);
        }
        element.setUserData(ORDER, names, XmlWriter::keepOrder);
    }

    /** Of an element that is brought into another tree. */
    private static void keepOrder(
            short operation, String key, Object order, @Nullable Node source, @Nullable Node copy) {
        if (copy != null) {
            copy.setUserData(key, order, XmlWriter::keepOrder);
        }
    }

    private static List<String> order(Element element) {
        List<String> names = new ArrayList<>();
        if (element.getUserData(ORDER) instanceof List<?> known) {
            known.forEach(name -> names.add(String.valueOf(name)));
        }
        return names;
    }

    static String text(Node node) {
        StringBuilder out = new StringBuilder();
        write(node, out);
        return out.toString();
    }

    private static void write(Node node, StringBuilder out) {
        switch (node.getNodeType()) {
            case Node.ELEMENT_NODE -> element((Element) node, out);
            case Node.CDATA_SECTION_NODE ->
                out.append("<![CDATA[").append(node.getNodeValue()).append("]]>");
            case Node.COMMENT_NODE ->
                out.append("<!--").append(node.getNodeValue()).append("-->");
            case Node.PROCESSING_INSTRUCTION_NODE -> {
                out.append("<?").append(node.getNodeName());
                out.append(node.getNodeValue().isEmpty() ? "" : " " + node.getNodeValue())
                        .append("?>");
            }
            default -> out.append(escaped(node.getNodeValue()));
        }
    }

    private static void element(Element element, StringBuilder out) {
        out.append('<').append(element.getTagName());
        for (String name : names(element)) {
            out.append(' ')
                    .append(name)
                    .append("=\"")
                    .append(quoted(element.getAttribute(name)))
                    .append('"');
        }
        NodeList children = element.getChildNodes();
        if (children.getLength() == 0) {
            out.append("/>");
            return;
        }
        out.append('>');
        for (int i = 0; i < children.getLength(); i++) {
            write(children.item(i), out);
        }
        out.append("</").append(element.getTagName()).append('>');
    }

    private static List<String> names(Element element) {
        NamedNodeMap attributes = element.getAttributes();
        List<String> names = order(element);
        names.removeIf(name -> attributes.getNamedItem(name) == null);
        for (int i = 0; i < attributes.getLength(); i++) {
            String name = attributes.item(i).getNodeName();
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\r", "&#13;");
    }

    private static String quoted(String text) {
        return escaped(text).replace("\"", "&quot;").replace("\n", "&#10;").replace("\t", "&#9;");
    }
}
