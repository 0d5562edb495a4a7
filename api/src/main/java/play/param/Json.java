package play.param;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.value.Values;

/**
 * Plain data as JSON text, as Ansible prints it: on one line, ASCII alone, keys in their order. What a mapping given as
 * content becomes.
 */
final class Json {
    private Json() {}

    static String text(@Nullable Object value) {
        return write(Values.revealed(value));
    }

    private static String write(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> quoted(text);
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> quoted(String.valueOf(entry.getKey())) + ": " + write(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case List<?> list -> list.stream().map(Json::write).collect(Collectors.joining(", ", "[", "]"));
            case Double number -> number(number);
            default -> String.valueOf(value);
        };
    }

    /** As Python's {@code repr}: an exponent only from 1e16 on, and below 0.0001. */
    private static String number(double number) {
        double size = Math.abs(number);
        BigDecimal exact = new BigDecimal(Double.toString(number));
        if (size == 0 || (size >= 1e-4 && size < 1e16)) {
            String plain = exact.stripTrailingZeros().toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        String digits = exact.stripTrailingZeros().unscaledValue().toString();
        int lead = digits.startsWith("-") ? 2 : 1;
        int exponent = exact.precision() - exact.scale() - 1;
        String fraction = digits.length() > lead ? "." + digits.substring(lead) : "";
        return digits.substring(0, lead)
                + fraction
                + (exponent < 0 ? "e-" : "e+")
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> json.append(escaped((char) c)));
        return json.append('"').toString();
    }

    private static String escaped(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            default -> c < ' ' || c > '~' ? "\\u%04x".formatted((int) c) : String.valueOf(c);
        };
    }
}
