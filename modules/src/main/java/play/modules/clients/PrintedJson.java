package play.modules.clients;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import play.host.UnknownStateException;

/** Reads what programs print as JSON. */
public final class PrintedJson {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private PrintedJson() {}

    /** The JSON of a text; missing where there is none. */
    public static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /**
     * The object or list that an answer is.
     *
     * @throws UnknownStateException it is something else
     */
    public static JsonNode answer(String text) throws UnknownStateException {
        JsonNode read = read(text);
        if (!read.isContainerNode()) {
            throw UnknownStateException.expected("JSON", text);
        }
        return read;
    }

    /**
     * An answer that has a field, without which it would be taken for one that tells of nothing.
     *
     * @throws UnknownStateException it has not
     */
    public static JsonNode with(String field, JsonNode answer) throws UnknownStateException {
        if (!answer.has(field)) {
            throw UnknownStateException.expected("JSON with '" + field + "'", answer.toString());
        }
        return answer;
    }

    /** The items of a list, as text; none where there is no list. */
    public static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
