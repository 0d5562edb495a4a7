package play.modules.databases;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import play.host.UnknownStateException;

/** What the client of MySQL and MariaDB prints as XML: sets of rows, each of fields. */
final class ResultSets {
    private static final String HEAD = "<?xml version=\"1.0\"?>";

    /** Stands for a value that is none; XML cannot have it. */
    private static final String NONE = "\u0001";

    private static final XMLInputFactory FACTORY = factory();

    private ResultSets() {}

    private static XMLInputFactory factory() {
        XMLInputFactory made = XMLInputFactory.newDefaultFactory();
        made.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        made.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        made.setProperty(XMLInputFactory.IS_COALESCING, true);
        return made;
    }

    /** The sets, with fields by their names, in their order. */
    static List<List<Map<String, String>>> of(String printed) throws UnknownStateException {
        List<List<Map<String, String>>> sets = new ArrayList<>();
        try {
            XMLStreamReader reader =
                    FACTORY.createXMLStreamReader(new StringReader("<all>" + printed.replace(HEAD, "") + "</all>"));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                    read(reader, sets);
                }
            }
        } catch (XMLStreamException e) {
            throw UnknownStateException.expected("rows as XML, without control characters", printed);
        }
        return sets;
    }

    private static void read(XMLStreamReader reader, List<List<Map<String, String>>> sets) throws XMLStreamException {
        switch (reader.getLocalName()) {
            case "resultset" -> sets.add(new ArrayList<>());
            case "row" -> sets.getLast().add(new LinkedHashMap<>());
            case "field" -> {
                String name = String.valueOf(reader.getAttributeValue(null, "name"));
                boolean none =
                        "true".equals(reader.getAttributeValue("http://www.w3.org/2001/XMLSchema-instance", "nil"));
                String text = reader.getElementText();
                sets.getLast().getLast().put(name, none ? NONE : text);
            }
            default -> {}
        }
    }

    /** A value by the type of its column; a text where it has none. */
    static @Nullable Object value(String text, String type) {
        if (text.equals(NONE)) {
            return null;
        }
        return switch (type) {
            case "TINY", "SHORT", "INT24", "LONG", "LONGLONG", "YEAR" ->
                text.matches("-?[0-9]{1,18}") ? Long.valueOf(text) : text;
            case "FLOAT", "DOUBLE", "DECIMAL", "NEWDECIMAL" ->
                text.matches("-?[0-9.]+(e[+-]?[0-9]+)?") ? Double.valueOf(text) : text;
            default -> text;
        };
    }
}
