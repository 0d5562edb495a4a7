package play.modules.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.host.HostState;
import play.host.Parts;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Foreseen;

/** The containers of a project and their images, as compose lists them. */
record ComposeProject(
        Foreseen<List<Map<String, @Nullable Object>>> containers, Foreseen<List<Map<String, @Nullable Object>>> images)
        implements HostState {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static final ComposeProject COMING = new ComposeProject(
            new Foreseen.Later<>("compose tells after the run"), new Foreseen.Later<>("compose tells after the run"));

    @Override
    public boolean present() {
        return true;
    }

    static StateKey<ComposeProject> at(ComposeCall call) {
        return new Family(call).key("project " + call.source().described());
    }

    /** Reads it. */
    record Family(ComposeCall call) implements StateFamily<ComposeProject> {
        private static final String READ = """
            containers=$(compose ps --all --no-trunc --format json 2>/dev/null) &&
              images=$(compose images --format json 2>/dev/null) || refuse 'docker compose lists no containers'
            printf 'told\\0%s\\0%s\\0' "$containers" "$images"
            """;

        /** Texts that are lists, with commas between. */
        private static final Set<String> LISTS = Set.of("Names", "Networks");

        @Override
        public String name() {
            return "docker compose project";
        }

        @Override
        public Class<ComposeProject> type() {
            return ComposeProject.class;
        }

        /** What is done is told by {@link ComposeWork}. */
        @Override
        public boolean isTold() {
            return false;
        }

        @Override
        public boolean secret() {
            return true;
        }

        @Override
        public Script read(List<StateKey<ComposeProject>> keys) {
            return call.asking(READ);
        }

        @Override
        public Told<ComposeProject> told(List<StateKey<ComposeProject>> keys, ScriptResult result)
                throws UnknownStateException {
            Parts parts = Parts.of(result);
            ComposeProject project = switch (ComposeCall.answer(parts, "told")) {
                case "told" ->
                    new ComposeProject(
                            new Foreseen.Exactly<>(objects(parts.next("containers"))),
                            new Foreseen.Exactly<>(objects(parts.next("images"))));
                case String other -> throw UnknownStateException.expected("told", other);
            };
            return (index, id) -> project;
        }

        /** A list, or one object after the other, as versions of compose write them. */
        private static List<Map<String, @Nullable Object>> objects(String json) throws UnknownStateException {
            List<Map<String, @Nullable Object>> objects = new ArrayList<>();
            try (MappingIterator<JsonNode> values =
                    MAPPER.readerFor(JsonNode.class).readValues(json)) {
                while (values.hasNext()) {
                    JsonNode value = values.next();
                    (value.isArray() ? value : List.of(value)).forEach(one -> {
                        if (one.isObject()) {
                            objects.add(plain(one));
                        }
                    });
                }
                return objects;
            } catch (IOException | RuntimeException e) {
                throw UnknownStateException.expected("objects as JSON", json);
            }
        }

        private static Map<String, @Nullable Object> plain(JsonNode object) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>(DockerThings.plain(object));
            LISTS.forEach(name ->
                    plain.computeIfPresent(name, (key, text) -> text instanceof String names ? split(names) : text));
            plain.computeIfPresent("Labels", (key, text) -> text instanceof String labels ? labels(labels) : text);
            return plain;
        }

        private static List<String> split(String names) {
            return names.isEmpty() ? List.of() : Arrays.asList(names.split(","));
        }

        private static Map<String, String> labels(String text) {
            Map<String, String> labels = new LinkedHashMap<>();
            split(text).forEach(label -> {
                int end = label.indexOf('=');
                labels.put(end < 0 ? label : label.substring(0, end), end < 0 ? "" : label.substring(end + 1));
            });
            return labels;
        }
    }
}
