package play.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Nodes of YAML as plain data, nothing in them evaluated. */
public final class PlainData {
    private PlainData() {}

    public static @Nullable Object of(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar scalar -> scalar.value();
            case YamlNode.Sequence sequence -> {
                List<@Nullable Object> items = new ArrayList<>();
                sequence.items().forEach(item -> items.add(of(item)));
                yield Collections.unmodifiableList(items);
            }
            case YamlNode.Mapping mapping -> {
                Map<@Nullable Object, @Nullable Object> fields = new LinkedHashMap<>();
                mapping.entries().forEach(entry -> fields.put(entry.key().value(), of(entry.value())));
                yield Collections.unmodifiableMap(fields);
            }
        };
    }
}
