package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import play.modules.files.XmlEdit.Refused;

/**
 * Elements as tasks write them: a name, a name with its text, or a name with attributes, {@code _} for children and
 * {@code +value} for the text.
 *
 * @param document that they are made for
 * @param names as the task writes them
 */
record XmlChildren(Document document, XmlNames names) {
    /** From texts that are XML themselves. */
    static List<Node> ofXml(List<?> texts) throws Refused {
        List<Node> nodes = new ArrayList<>();
        for (Object text : texts) {
            try {
                nodes.add(XmlText.of(String.valueOf(text), true).document().getDocumentElement());
            } catch (XmlText.Unreadable e) {
                throw new Refused("a child " + e.getMessage());
            }
        }
        return nodes;
    }

    List<Node> of(List<?> written) throws Refused {
        List<Node> nodes = new ArrayList<>();
        for (Object one : written) {
            nodes.add(one(one));
        }
        return nodes;
    }

    private Element one(@Nullable Object written) throws Refused {
        if (written instanceof String name) {
            return names.element(document, name);
        }
        if (written instanceof Map<?, ?> map && map.size() == 1) {
            Map.Entry<?, ?> entry = map.entrySet().iterator().next();
            Element element = names.element(document, String.valueOf(entry.getKey()));
            fill(element, entry.getValue());
            return element;
        }
        throw new Refused("a child is a name, or a mapping of one name to its text or its attributes");
    }

    private void fill(Element element, @Nullable Object value) throws Refused {
        if (!(value instanceof Map<?, ?> parts)) {
            if (value != null) {
                element.setTextContent(String.valueOf(value));
            }
            return;
        }
        if (parts.containsKey("+value")) {
            element.setTextContent(String.valueOf(parts.get("+value")));
        }
        for (Map.Entry<?, ?> part : parts.entrySet()) {
            String name = String.valueOf(part.getKey());
            if (name.equals("_") && part.getValue() instanceof List<?> children) {
                for (Node child : of(children)) {
                    element.appendChild(child);
                }
            } else if (!name.equals("+value")) {
                names.set(element, name, String.valueOf(part.getValue()));
            }
        }
    }
}
