package play.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import play.diag.ProblemList;
import play.param.Schema;
import play.source.Located;
import play.source.SourceFile;
import play.yaml.YamlNode;
import play.yaml.YamlReader;

/**
 * Arguments as one text mean what ansible-core 2.21 makes of them; {@code generate.py} beside the answers asks it
 * again.
 */
class FreeFormTest {
    private final ProblemList problems = new ProblemList();

    static List<JsonNode> answers() throws IOException {
        ObjectMapper json = new ObjectMapper();
        return Files.readAllLines(Path.of("src/test/resources/freeform/answers.jsonl")).stream()
                .map(line -> read(json, line))
                .toList();
    }

    private static JsonNode read(ObjectMapper json, String line) {
        try {
            return json.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema<?> schema(boolean free) {
        return TestModules.registry()
                .find(free ? "command" : "debug")
                .orElseThrow()
                .spec()
                .schema();
    }

    @Test
    void thereAreManyCases() throws IOException {
        assertTrue(answers().size() > 70);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("answers")
    void theSameAsAnsible(JsonNode answer) {
        boolean free = answer.get("kind").asText().equals("free");
        String rest = answer.path("rest").asText("").strip();
        boolean refused = answer.has("refused") || (!free && !rest.isEmpty());

        Map<String, String> found = read(new SourceFile("t", answer.get("text").asText()), free);

        assertEquals(refused, problems.hasErrors(), () -> problems.sorted().toString());
        if (!refused) {
            Map<String, String> expected = new TreeMap<>();
            answer.get("arguments")
                    .properties()
                    .forEach(entry ->
                            expected.put(entry.getKey(), entry.getValue().asText()));
            if (!rest.isEmpty()) {
                expected.put("cmd", rest);
            }
            assertEquals(expected, found);
        }
    }

    private Map<String, String> read(SourceFile file, boolean free) {
        int[] offsets = new int[file.text().length() + 1];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = i;
        }
        YamlNode.Scalar scalar =
                new YamlNode.Scalar(file.text(), file.text(), Optional.empty(), false, file.whole(), offsets);
        Map<String, String> found = new TreeMap<>();
        new FreeForm(problems)
                .read("m", schema(free), scalar)
                .forEach((name, value) -> found.put(
                        name.value(), name.value().equals("cmd") ? value.text().strip() : value.text()));
        return found;
    }

    @Test
    void placesAreThoseOfTheText() {
        SourceFile file = new SourceFile("t", "debug: 'msg=\"a\\tb {{ x }}\" other=\\\\y'\n");
        YamlNode.Mapping map =
                (YamlNode.Mapping) YamlReader.document(file, problems).orElseThrow();
        Map<String, YamlNode.Scalar> found = new LinkedHashMap<>();
        for (Map.Entry<Located<String>, YamlNode.Scalar> entry : new FreeForm(problems)
                .read("debug", schema(false), (YamlNode.Scalar)
                        map.entries().getFirst().value())
                .entrySet()) {
            found.put(entry.getKey().value() + "@" + entry.getKey().span().start(), entry.getValue());
        }

        assertEquals(List.of("msg@8", "other@27"), List.copyOf(found.keySet()));
        YamlNode.Scalar message = Objects.requireNonNull(found.get("msg@8"));
        assertEquals("a\tb {{ x }}", message.text());
        assertEquals("x", message.spanOf(7, 8).text());
        assertEquals("a\\tb {{ x }}", message.span().text());
        assertEquals("\\y", Objects.requireNonNull(found.get("other@27")).text());
    }
}
