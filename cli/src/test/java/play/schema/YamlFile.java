package play.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.diag.ProblemList;
import play.source.SourceFile;
import play.yaml.PlainData;
import play.yaml.YamlNode;
import play.yaml.YamlReader;

/** A file of YAML as JSON, which has texts as keys. */
final class YamlFile {
    private YamlFile() {}

    /** Nothing where it is no YAML. */
    static Optional<JsonNode> read(Path file) throws IOException {
        return read(Files.readString(file));
    }

    static Optional<JsonNode> read(String text) {
        Optional<YamlNode> node = YamlReader.document(new SourceFile("test", text), new ProblemList());
        return node.map(found -> new ObjectMapper().valueToTree(json(PlainData.of(found))));
    }

    private static @Nullable Object json(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            map.forEach((key, field) -> fields.put(String.valueOf(key), json(field)));
            return fields;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(item -> items.add(json(item)));
            return items;
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : String.valueOf(value);
    }
}
