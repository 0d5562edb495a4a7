package play.modules.files;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.namespace.NamespaceContext;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import play.modules.files.XmlEdit.Refused;

/**
 * Names of elements and attributes as tasks write them, with a prefix or without one.
 *
 * @param namespaces by their prefixes, whatever prefixes the file has for them
 */
record XmlNames(Map<String, String> namespaces) implements NamespaceContext {
    private static final Pattern NAME = Pattern.compile("(?U)[\\p{L}_][\\w.-]*(:[\\p{L}_][\\w.-]*)?");

    @Override
    public String getNamespaceURI(String prefix) {
        return prefix.equals(XMLConstants.XML_NS_PREFIX)
                ? XMLConstants.XML_NS_URI
                : namespaces.getOrDefault(prefix, XMLConstants.NULL_NS_URI);
    }

    @Override
    public @Nullable String getPrefix(String uri) {
        return null;
    }

    @Override
    public Iterator<String> getPrefixes(String uri) {
        return List.<String>of().iterator();
    }

    /** An element that stands nowhere yet; see {@link #settle}. */
    Element element(Document document, String name) throws Refused {
        return document.createElementNS(namespace(name), name);
    }

    /** Sets an attribute of an element; one with a prefix needs {@link #settle} or {@link #declare} afterwards. */
    void set(Element element, String name, String value) throws Refused {
        XmlWriter.set(element, namespace(name), name, value);
    }

    private @Nullable String namespace(String name) throws Refused {
        if (!NAME.matcher(name).matches()) {
            throw new Refused("'" + name + "' is no name of an element or attribute");
        }
        if (name.matches("xmlns(:.*)?")) {
            throw new Refused("'" + name + "' declares a namespace, which is done where a name needs it");
        }
        if (!name.contains(":")) {
            return null;
        }
        String prefix = name.substring(0, name.indexOf(':'));
        String namespace = getNamespaceURI(prefix);
        if (namespace.isEmpty()) {
            throw new Refused("namespaces has no '" + prefix + "', which '" + name + "' begins with");
        }
        return namespace;
    }

    /** Gives names without a prefix the namespace that they have where their element is to stand. */
    static void adopt(Node node, Element parent) {
        @Nullable String namespace = parent.lookupNamespaceURI(null);
        if (namespace != null && node instanceof Element element && element.getNamespaceURI() == null) {
            element.getOwnerDocument().renameNode(element, namespace, element.getTagName());
            XmlEdit.children(element).forEach(child -> adopt(child, parent));
        }
    }

    /** Has the names of an element, where it stands now, and of all below be written so that they are read again. */
    static void settle(Node node) {
        if (node instanceof Element element) {
            if (element.getParentNode() instanceof Element parent) {
                prefix(element, parent);
            }
            declare(element);
            XmlEdit.children(element).forEach(XmlNames::settle);
        }
    }

    /** A prefix that the file has for a namespace is as good as that of the task. */
    private static void prefix(Element element, Element parent) {
        @Nullable String namespace = element.getNamespaceURI();
        boolean declares = element.hasAttribute(declaration(element.getPrefix()));
        if (namespace == null || declares || parent.isDefaultNamespace(namespace)) {
            if (!declares) {
                element.getOwnerDocument().renameNode(element, namespace, element.getLocalName());
            }
            return;
        }
        @Nullable String prefix = parent.lookupPrefix(namespace);
        if (prefix != null) {
            element.getOwnerDocument().renameNode(element, namespace, prefix + ":" + element.getLocalName());
        }
    }

    /** Declares the namespaces of an element and its attributes where nothing around it does. */
    static void declare(Element element) {
        @Nullable Element parent = element.getParentNode() instanceof Element above ? above : null;
        declare(element, element, parent);
        NamedNodeMap attributes = element.getAttributes();
        for (int i = attributes.getLength() - 1; i >= 0; i--) {
            Attr attribute = (Attr) attributes.item(i);
            if (attribute.getPrefix() != null && !isDeclaration(attribute)) {
                declare(element, attribute, element);
            }
        }
    }

    private static void declare(Element element, Node named, @Nullable Element around) {
        String declaration = declaration(named.getPrefix());
        @Nullable String known = around == null ? null : around.lookupNamespaceURI(named.getPrefix());
        boolean builtIn = XMLConstants.XML_NS_URI.equals(named.getNamespaceURI());
        if (!builtIn && !element.hasAttribute(declaration) && !Objects.equals(known, named.getNamespaceURI())) {
            XmlWriter.set(
                    element,
                    XMLConstants.XMLNS_ATTRIBUTE_NS_URI,
                    declaration,
                    Objects.requireNonNullElse(named.getNamespaceURI(), ""));
        }
    }

    private static String declaration(@Nullable String prefix) {
        return prefix == null ? XMLConstants.XMLNS_ATTRIBUTE : XMLConstants.XMLNS_ATTRIBUTE + ":" + prefix;
    }

    /** Whether an attribute says no more than what a prefix stands for. */
    static boolean isDeclaration(Node attribute) {
        return XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI());
    }
}
