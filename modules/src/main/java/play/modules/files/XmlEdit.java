package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathFactoryConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.CDATASection;
import org.w3c.dom.Comment;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.w3c.dom.ProcessingInstruction;

/**
 * Looks and changes at what an XPath selects in a tree.
 *
 * @param names as the XPath has them
 */
record XmlEdit(Document document, String xpath, XmlNames names) {
    /** What can't be done, as a sentence without its end. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final String why;

        Refused(String why) {
            super(why);
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    private static XPath path(XmlNames names) {
        try {
            XPathFactory factory = XPathFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            XPath path = factory.newXPath();
            path.setNamespaceContext(names);
            return path;
        } catch (XPathFactoryConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Why an XPath is none. */
    static List<String> fault(String xpath, XmlNames names) {
        try {
            path(names).compile(xpath);
            return List.of();
        } catch (XPathExpressionException e) {
            return List.of("xpath is not valid: " + why(e));
        }
    }

    private static String why(XPathExpressionException e) {
        String message = String.valueOf(e.getMessage());
        return message.substring(message.lastIndexOf(": ") < 0 ? 0 : message.lastIndexOf(": ") + 2);
    }

    List<Node> found() throws Refused {
        return select(document, xpath);
    }

    private List<Node> select(Node from, String path) throws Refused {
        try {
            NodeList nodes = (NodeList) path(names).evaluate(path, from, XPathConstants.NODESET);
            List<Node> found = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                found.add(nodes.item(i));
            }
            return found;
        } catch (XPathExpressionException e) {
            throw new Refused("xpath " + path + " selects nothing that can be looked at: " + why(e));
        }
    }

    List<Element> elements() throws Refused {
        List<Element> elements = new ArrayList<>();
        for (Node node : found()) {
            if (!(node instanceof Element element)) {
                throw new Refused("xpath " + xpath + " selects something else than elements");
            }
            elements.add(element);
        }
        return elements;
    }

    void remove() throws Refused {
        for (Node node : found()) {
            if (node instanceof Attr attribute) {
                attribute.getOwnerElement().removeAttributeNode(attribute);
            } else if (!(node.getParentNode() instanceof Element)) {
                throw new Refused("the root element is not removed; remove the file by `file`");
            } else {
                node.getParentNode().removeChild(node);
            }
        }
    }

    /** Has what the XPath selects be there; steps that are missing are made. */
    void make() throws Refused {
        if (!found().isEmpty()) {
            return;
        }
        String path = "";
        XmlSteps making = new XmlSteps(document, names);
        for (String step : XmlSteps.of(xpath)) {
            String next = path + "/" + step;
            if (select(document, next).isEmpty()) {
                List<Node> above = select(document, path.isEmpty() ? "/" : path);
                if (path.isEmpty() || above.isEmpty()) {
                    throw new Refused("the root element is not " + step + ", and another one is not made");
                }
                for (Node parent : above) {
                    making.make((Element) parent, step);
                }
            }
            path = next;
        }
    }

    /** Gives what is selected, or an attribute of it, a value. */
    void set(Optional<String> attribute, String value) throws Refused {
        make();
        for (Node node : found()) {
            switch (node) {
                case Attr one -> one.setValue(value);
                case Element element
                when attribute.isPresent() -> {
                    names.set(element, attribute.get(), value);
                    XmlNames.declare(element);
                }
                case Element element -> text(element, value);
                case Comment comment
                when (value + "-").contains("--") -> throw new Refused("a comment cannot hold '--' or end in '-'");
                case ProcessingInstruction instruction
                when value.contains("?>") -> throw new Refused("a processing instruction cannot hold '?>'");
                case CDATASection section
                when value.contains("]]>") ->
                    throw new Refused("a section of character data cannot hold ']]>'; strip_cdata_tags makes it text");
                default -> node.setNodeValue(value);
            }
        }
    }

    /** The text before the first child, which is what an element's text is taken to be; one that is right stays. */
    private static void text(Element element, String value) {
        StringBuilder there = new StringBuilder();
        List<Node> texts = new ArrayList<>();
        for (Node child = element.getFirstChild();
                child != null && child.getNodeType() != Node.ELEMENT_NODE;
                child = child.getNextSibling()) {
            if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
                there.append(child.getNodeValue());
                texts.add(child);
            }
        }
        if (!there.toString().equals(value)) {
            texts.forEach(element::removeChild);
            element.insertBefore(element.getOwnerDocument().createTextNode(value), element.getFirstChild());
        }
    }

    /** Children that are not there yet come behind the others. */
    void add(List<Node> children) throws Refused {
        make();
        for (Element parent : elements()) {
            insert(children, parent, null);
        }
    }

    /** The same beside what is selected: before the first, or behind the last. */
    void addBeside(List<Node> siblings, boolean before) throws Refused {
        List<Element> selected = elements();
        if (selected.isEmpty()) {
            throw new Refused("xpath " + xpath + " selects nothing to stand beside");
        }
        Element next = before ? selected.getFirst() : selected.getLast();
        if (!(next.getParentNode() instanceof Element parent)) {
            throw new Refused("nothing stands beside the root element");
        }
        @Nullable Node place = before ? next : next.getNextSibling();
        insert(siblings, parent, place);
    }

    /** Those that the parent does not hold yet; behind all others where there is no place. */
    private void insert(List<Node> nodes, Element parent, @Nullable Node place) {
        for (Node node : nodes) {
            Node own = adopted(node, parent);
            if (children(parent).stream().noneMatch(there -> isSame(there, own))) {
                parent.insertBefore(own, place);
                XmlNames.settle(own);
            }
        }
    }

    private Node adopted(Node node, Element parent) {
        Node own = document.importNode(node, true);
        XmlNames.adopt(own, parent);
        return own;
    }

    /** The children take the place of all others, unless these are the same, but for space between them. */
    void replace(List<Node> nodes) throws Refused {
        make();
        for (Element parent : elements()) {
            List<Node> children =
                    nodes.stream().map(node -> adopted(node, parent)).toList();
            List<Node> there = children(parent);
            List<Node> counting = there.stream().filter(node -> !isSpace(node)).toList();
            boolean same = counting.size() == children.size();
            for (int i = 0; same && i < children.size(); i++) {
                same = isSame(counting.get(i), children.get(i));
            }
            if (!same) {
                there.forEach(parent::removeChild);
                children.forEach(parent::appendChild);
                children.forEach(XmlNames::settle);
            }
        }
    }

    /**
     * Space between elements makes no other node, for a file may be laid out anew; nor does another prefix of the same
     * namespace.
     */
    private static boolean isSame(Node one, Node other) {
        return plain(one).isEqualNode(plain(other));
    }

    private static Node plain(Node node) {
        Node copy = node.cloneNode(true);
        copy.normalize();
        strip(copy);
        return copy;
    }

    private static void strip(Node node) {
        if (node instanceof Element element) {
            NamedNodeMap attributes = element.getAttributes();
            for (int i = attributes.getLength() - 1; i >= 0; i--) {
                if (XmlNames.isDeclaration(attributes.item(i))) {
                    element.removeAttributeNode((Attr) attributes.item(i));
                }
            }
            element.setPrefix(null);
        }
        List<Node> children = children(node);
        boolean elements = children.stream().anyMatch(Element.class::isInstance);
        for (Node child : children) {
            if (elements && isSpace(child)) {
                node.removeChild(child);
            } else {
                strip(child);
            }
        }
    }

    static List<Node> children(Node node) {
        List<Node> children = new ArrayList<>();
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            children.add(child);
        }
        return children;
    }

    static boolean isSpace(Node node) {
        return node.getNodeType() == Node.TEXT_NODE && node.getNodeValue().isBlank();
    }
}
