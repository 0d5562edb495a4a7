package play.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.expression.data.Text;
import play.value.Omit;
import play.value.Secret;
import play.value.Unknown;

/** Values as texts for people: as Ansible writes them, with a mark in place of what is secret or unknown. */
public final class ShownValue {
    private ShownValue() {}

    public static String of(@Nullable Object value) {
        return Text.of(marked(value));
    }

    private static @Nullable Object marked(@Nullable Object value) {
        return switch (value) {
            case List<?> list -> {
                List<@Nullable Object> items = new ArrayList<>();
                list.forEach(item -> items.add(marked(item)));
                yield items;
            }
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> fields = new LinkedHashMap<>();
                map.forEach((key, inner) -> fields.put(key, marked(inner)));
                yield fields;
            }
            case Secret secret -> secret.toString();
            case Unknown unknown -> unknown.toString();
            case Omit omit -> omit.toString();
            case null, default -> value;
        };
    }
}
