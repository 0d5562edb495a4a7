package play.savedplan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import play.value.Bytes;
import play.value.PrivateFiles;

/** A plan as JSON in a file that its owner alone reads. */
public final class SavedPlanFile {
    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private SavedPlanFile() {}

    /** Whole, or not at all. */
    public static void write(Path file, SavedPlan plan) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("play", plan.play());
        root.put("made", plan.made());
        root.put("key", plan.key());
        ArrayNode words = root.putArray("words");
        plan.words().forEach(words::add);
        root.put("variables", plan.variables());
        root.put("shown", plan.shown());
        ArrayNode kept = root.putArray("tasks");
        plan.kept().forEach(one -> kept.add(node(one)));
        PrivateFiles.write(file.toAbsolutePath(), Bytes.of(JSON.writeValueAsString(root) + "\n"));
    }

    private static ObjectNode node(Kept one) {
        ObjectNode node = JSON.createObjectNode();
        node.put("host", one.host());
        node.put("task", one.task());
        one.item().ifPresent(item -> node.put("item", item));
        node.put("name", one.name());
        one.change().ifPresentOrElse(change -> node.set("change", node(change)), () -> node.put("unknown", one.why()));
        return node;
    }

    private static ObjectNode node(Kept.Change change) {
        ObjectNode node = JSON.createObjectNode();
        node.put("title", change.title());
        node.put("title_print", change.titlePrint());
        ArrayNode states = node.putArray("states");
        for (Kept.State state : change.states()) {
            ObjectNode one = states.addObject();
            one.put("family", state.family());
            one.put("id", state.id());
            one.put("id_print", state.idPrint());
            ArrayNode fields = one.putArray("fields");
            for (Kept.Field field : state.fields()) {
                ObjectNode told = fields.addObject().put("name", field.name());
                field.before().ifPresent(before -> told.put("before", before));
                field.after().ifPresent(after -> told.put("after", after));
            }
        }
        return node;
    }

    /** @throws IOException there is none, or the file is no plan; the message says why */
    public static SavedPlan read(Path file) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new IOException("it is no plan: " + e.getOriginalMessage(), e);
        }
        if (root.path("format").asInt() != FORMAT) {
            throw new IOException("it is no plan of this version of play");
        }
        return new SavedPlan(
                text(root, "play"),
                text(root, "made"),
                text(root, "key"),
                all(root, "words", JsonNode::asText),
                text(root, "variables"),
                text(root, "shown"),
                all(root, "tasks", SavedPlanFile::kept));
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asText("");
    }

    private static <T> List<T> all(JsonNode node, String name, Function<JsonNode, T> read) {
        List<T> all = new ArrayList<>();
        node.path(name).forEach(one -> all.add(read.apply(one)));
        return all;
    }

    private static Kept kept(JsonNode node) {
        return new Kept(
                text(node, "host"),
                text(node, "task"),
                node.has("item") ? OptionalInt.of(node.get("item").asInt()) : OptionalInt.empty(),
                text(node, "name"),
                Optional.ofNullable(node.get("change")).map(SavedPlanFile::change),
                text(node, "unknown"));
    }

    private static Kept.Change change(JsonNode node) {
        return new Kept.Change(
                text(node, "title"), text(node, "title_print"), all(node, "states", SavedPlanFile::state));
    }

    private static Kept.State state(JsonNode node) {
        return new Kept.State(
                text(node, "family"),
                text(node, "id"),
                text(node, "id_print"),
                all(node, "fields", SavedPlanFile::field));
    }

    private static Kept.Field field(JsonNode node) {
        return new Kept.Field(text(node, "name"), optional(node, "before"), optional(node, "after"));
    }

    private static Optional<String> optional(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name)).map(JsonNode::asText);
    }
}
