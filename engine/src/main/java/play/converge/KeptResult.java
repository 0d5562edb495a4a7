package play.converge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.event.Redactor;

/**
 * The result of a task as it is kept on its host: JSON without a secret, which stands as {@code ***}, also within
 * texts.
 */
record KeptResult(Redactor redactor) {
    private static final ObjectMapper JSON = new ObjectMapper();

    String json(Map<?, ?> result) {
        redactor.learn(result);
        try {
            return JSON.writeValueAsString(plain(result));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result that is no data", e);
        }
    }

    private @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                map.forEach((name, item) -> fields.put(redactor.redact(String.valueOf(name)), plain(item)));
                yield fields;
            }
            case List<?> list -> list.stream().map(this::plain).toList();
            case Number number -> number;
            case Boolean flag -> flag;
            default -> redactor.redact(String.valueOf(value));
        };
    }
}
