package play.argspec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.diag.ProblemList;
import play.source.SourceFile;
import play.yaml.PlainData;
import play.yaml.YamlNode;
import play.yaml.YamlReader;

/** Mappings that are written as a text: as JSON or a Python literal, or as {@code a=1, b="two words"}. */
final class WrittenMapping {
    private static final Pattern FIELD =
            Pattern.compile("[,\\s]*+([^=,\\s\"']++)=((?:\"[^\"]*+\"|'[^']*+'|[^,\\s\"'])*+)");

    private WrittenMapping() {}

    /** Nothing where a text is none. */
    static Optional<Map<?, ?>> of(String text) {
        return text.strip().startsWith("{") ? flow(text) : fields(text);
    }

    /** Flow mappings of YAML are JSON and, but for None, Python too. */
    private static Optional<Map<?, ?>> flow(String text) {
        ProblemList problems = new ProblemList();
        Optional<YamlNode> node = YamlReader.document(new SourceFile("", text), problems);
        return node.filter(read -> problems.isEmpty() && read instanceof YamlNode.Mapping)
                .map(PlainData::of)
                .map(value -> (Map<?, ?>) value);
    }

    private static Optional<Map<?, ?>> fields(String text) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        Matcher field = FIELD.matcher(text);
        int end = 0;
        while (field.lookingAt()) {
            fields.put(field.group(1), field.group(2).replaceAll("[\"']", ""));
            end = field.end();
            field.region(end, text.length());
        }
        boolean whole = text.substring(end).matches("[,\\s]*");
        return whole && !fields.isEmpty() ? Optional.of(fields) : Optional.empty();
    }
}
