package play.module;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.value.Values;

/** Plain data as JSON text, four blanks of indent, keys in their order: what a mapping given as content becomes. */
final class Json {
  private Json() {}

  static String pretty(@Nullable Object value) {
    return write(Values.revealed(value), "");
  }

  private static String write(@Nullable Object value, String indent) {
    String inner = indent + "    ";
    return switch (value) {
      case null -> "null";
      case String text -> quoted(text);
      case Map<?, ?> map when map.isEmpty() -> "{}";
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> inner + quoted(String.valueOf(entry.getKey())) + ": " + write(entry.getValue(), inner))
              .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
      case List<?> list when list.isEmpty() -> "[]";
      case List<?> list ->
          list.stream()
              .map(item -> inner + write(item, inner))
              .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
      default -> String.valueOf(value);
    };
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                  if (c < ' ') {
                    json.append("\\u%04x".formatted(c));
                  } else {
                    json.append((char) c);
                  }
                }
              }
            });
    return json.append('"').toString();
  }
}
