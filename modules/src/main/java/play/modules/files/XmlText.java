package play.modules.files;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * An XML text as a tree. What stands before and after its root is kept as it is written, a document type among it;
 * nothing that a document type declares is read or fetched.
 *
 * @param before up to the root
 * @param after behind it
 */
record XmlText(String before, Document document, String after) {
    /** Why a text is no XML that can be edited, as the end of a sentence. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String why) {
            super(why);
        }
    }

    private static final Pattern PROLOG =
            Pattern.compile("\\uFEFF?(?:\\s|<\\?(?s:.*?)\\?>|<!--(?s:.*?)-->|<!DOCTYPE\\s[^\\[>]*>)*+(?=<[^?!])");

    /** @param keepCdata whether sections of character data stay such */
    static XmlText of(String text, boolean keepCdata) throws Unreadable {
        if (text.matches("(?s).*<!DOCTYPE\\s[^>]*\\[.*") || text.contains("<!ENTITY")) {
            throw new Unreadable("has a document type with declarations of its own, which are not followed");
        }
        Matcher prolog = PROLOG.matcher(text);
        if (!prolog.lookingAt()) {
            throw new Unreadable("is not XML: no root element was found");
        }
        String rest = text.substring(prolog.end());
        int end = rest.lastIndexOf('>', lastTag(rest)) + 1;
        return new XmlText(prolog.group(), tree(rest.substring(0, end), keepCdata), rest.substring(end));
    }

    /** Where the last tag ends, but for comments behind it. */
    private static int lastTag(String text) {
        int end = text.length();
        while (text.substring(0, end).stripTrailing().endsWith("-->")) {
            int comment = text.lastIndexOf("<!--", end);
            if (comment <= 0) {
                break;
            }
            end = comment;
        }
        return end;
    }

    private static Document tree(String root, boolean keepCdata) throws Unreadable {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty("http://java.sun.com/xml/stream/properties/report-cdata-event", true);
        try {
            Document document = DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder()
                    .newDocument();
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(root));
            read(reader, document, keepCdata);
            return document;
        } catch (XMLStreamException e) {
            String[] lines = String.valueOf(e.getMessage()).split("\n");
            throw new Unreadable("is not XML: " + lines[lines.length - 1].replaceFirst("^Message: ", ""));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void read(XMLStreamReader reader, Document document, boolean keepCdata) throws XMLStreamException {
        Deque<Node> open = new ArrayDeque<>();
        open.push(document);
        while (reader.hasNext()) {
            Node parent = open.getFirst();
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    Element element = element(reader, document);
                    parent.appendChild(element);
                    open.push(element);
                }
                case XMLStreamConstants.END_ELEMENT -> open.pop();
                case XMLStreamConstants.CDATA ->
                    parent.appendChild(
                            keepCdata
                                    ? document.createCDATASection(reader.getText())
                                    : document.createTextNode(reader.getText()));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.SPACE -> {
                    if (!(parent instanceof Document)) {
                        parent.appendChild(document.createTextNode(reader.getText()));
                    }
                }
                case XMLStreamConstants.COMMENT -> parent.appendChild(document.createComment(reader.getText()));
                case XMLStreamConstants.PROCESSING_INSTRUCTION ->
                    parent.appendChild(document.createProcessingInstruction(
                            reader.getPITarget(), reader.getPIData() == null ? "" : reader.getPIData()));
                default -> {}
            }
        }
    }

    private static Element element(XMLStreamReader reader, Document document) {
        String name = qualified(reader.getPrefix(), reader.getLocalName());
        Element element = document.createElementNS(reader.getNamespaceURI(), name);
        for (int i = 0; i < reader.getNamespaceCount(); i++) {
            String prefix = reader.getNamespacePrefix(i);
            XmlWriter.set(
                    element,
                    XMLConstants.XMLNS_ATTRIBUTE_NS_URI,
                    prefix == null ? "xmlns" : "xmlns:" + prefix,
                    reader.getNamespaceURI(i) == null ? "" : reader.getNamespaceURI(i));
        }
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            XmlWriter.set(
                    element,
                    reader.getAttributeNamespace(i),
                    qualified(reader.getAttributePrefix(i), reader.getAttributeLocalName(i)),
                    reader.getAttributeValue(i));
        }
        return element;
    }

    private static String qualified(String prefix, String name) {
        return prefix == null || prefix.isEmpty() ? name : prefix + ":" + name;
    }

    @Override
    public String toString() {
        return before + XmlWriter.text(document.getDocumentElement()) + after;
    }
}
