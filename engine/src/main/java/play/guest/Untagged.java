package play.guest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values as modules print them, without the marks that say what they are in Python: a warning becomes its text, a
 * deprecation a mapping, as what {@code register} gets from Ansible has them.
 */
final class Untagged {
    private static final String MARK = "__ansible_type";

    private Untagged() {}

    static @Nullable Object of(@Nullable Object value) {
        return switch (value) {
            case List<?> list ->
                list.stream().<@Nullable Object>map(Untagged::of).toList();
            case Map<?, ?> map when map.get(MARK) instanceof String type -> of(type, map);
            case Map<?, ?> map -> fields(map);
            case null, default -> value;
        };
    }

    private static @Nullable Object of(String type, Map<?, ?> map) {
        return switch (type) {
            case "WarningSummary", "ErrorSummary" -> words(map);
            case "DeprecationSummary" -> deprecation(map);
            default -> map.containsKey("value") ? of(map.get("value")) : fields(map);
        };
    }

    private static Map<String, @Nullable Object> fields(Map<?, ?> map) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (!name.equals(MARK)) {
                fields.put(String.valueOf(name), of(value));
            }
        });
        return fields;
    }

    private static @Nullable Object words(Map<?, ?> summary) {
        return summary.get("event") instanceof Map<?, ?> event ? event.get("msg") : null;
    }

    private static Map<String, @Nullable Object> deprecation(Map<?, ?> summary) {
        Map<String, @Nullable Object> fields = fields(summary);
        fields.remove("event");
        fields.put("msg", words(summary));
        if (fields.get("deprecator") instanceof Map<?, ?> deprecator) {
            fields.put("collection_name", deprecator.get("resolved_name"));
        }
        return fields;
    }
}
