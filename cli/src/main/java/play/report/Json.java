package play.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.value.Secret;
import play.value.Unknown;

/** Values of playbooks as JSON text. */
final class Json {
  private static final ObjectMapper LINE = new ObjectMapper();
  private static final ObjectMapper PRETTY = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Json() {}

  static String text(@Nullable Object value, boolean pretty) {
    try {
      return (pretty ? PRETTY : LINE).writeValueAsString(plain(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain data could not be written as JSON", e);
    }
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, item) -> copy.put(String.valueOf(key), plain(item)));
        yield copy;
      }
      case List<?> list -> list.stream().map(Json::plain).toList();
      case Optional<?> optional -> optional.<@Nullable Object>map(Json::plain).orElse(null);
      case Secret secret -> "***";
      case Unknown unknown -> Map.of("unknown", unknown.reason());
      case null -> null;
      case String text -> text;
      case Number number -> number;
      case Boolean flag -> flag;
      default -> value.toString();
    };
  }
}
