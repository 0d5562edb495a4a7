package play.modules.clients;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/** Reads what programs print as JSON. */
public final class JsonText {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonText() {}

    /** The JSON of a text; missing where there is none. */
    public static JsonNode read(String text) {
        try {
            return text.isBlank() ? MissingNode.getInstance() : MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /**
     * The JSON of a whole answer.
     *
     * @throws IllegalArgumentException it is something else, of which nothing can be told
     */
    static JsonNode answer(String line) {
        JsonNode read = read(line);
        if (read.isMissingNode() && !line.isBlank()) {
            throw new IllegalArgumentException("an answer that is no JSON");
        }
        return read;
    }

    /** The items of a list, as text; none where there is no list. */
    public static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
