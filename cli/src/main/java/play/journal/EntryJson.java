package play.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Lines of a journal as JSON. */
final class EntryJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FORMAT = 1;

    private EntryJson() {}

    /** One line, with its end. */
    static String line(Entry entry) {
        try {
            return JSON.writeValueAsString(node(entry)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain data could not be written as JSON", e);
        }
    }

    private static ObjectNode node(Entry entry) {
        ObjectNode node = JSON.createObjectNode();
        switch (entry) {
            case Entry.Begin begin -> begin(node.put("entry", "begin").put("format", FORMAT), begin);
            case Entry.Named named ->
                node.put("entry", "task")
                        .put("task", named.task())
                        .put("name", named.name())
                        .put("module", named.module())
                        .put("place", named.place());
            case Entry.Ended ended ->
                node.put("entry", "ended")
                        .put("task", ended.task())
                        .put("host", ended.host())
                        .put("how", ended.how())
                        .put("why", ended.why());
            case Entry.Changing changing -> instance(node.put("entry", "changing"), changing.instance());
            case Entry.Withdrawn withdrawn -> instance(node.put("entry", "withdrawn"), withdrawn.instance());
            case Entry.Done done -> {
                instance(node.put("entry", "done"), done.instance())
                        .put("print", done.print())
                        .put("changed", done.changed())
                        .put("registered", done.registered())
                        .put("facts", done.facts());
                done.sharers().forEach(node.putArray("sharers")::add);
            }
            case Entry.Undone undone ->
                node.put("entry", "undone").put("host", undone.host()).put("block", undone.block());
            case Entry.Handled handled ->
                node.put("entry", "handled").put("host", handled.host()).put("handler", handled.handler());
            case Entry.End end -> {
                node.put("entry", "end").put("at", end.at()).put("code", end.code());
                end.failed().forEach(node.putArray("failed")::add);
            }
        }
        return node;
    }

    private static void begin(ObjectNode node, Entry.Begin begin) {
        node.put("play", begin.play());
        node.put("started", begin.started());
        node.put("folder", begin.folder());
        begin.words().forEach(node.putArray("words")::add);
        node.put("variables", begin.variables());
        node.put("key", begin.key());
        ObjectNode files = node.putObject("files");
        begin.files().forEach(files::put);
        begin.before().ifPresent(before -> node.put("before", before));
    }

    private static ObjectNode instance(ObjectNode node, Entry.Instance instance) {
        node.put("host", instance.host()).put("task", instance.task());
        instance.item().ifPresent(item -> node.put("item", item));
        return node;
    }

    static Entry read(String line) throws MalformedEntryException {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new MalformedEntryException("is no JSON");
        }
        return switch (text(node, "entry")) {
            case "begin" -> begin(node);
            case "task" ->
                new Entry.Named(text(node, "task"), text(node, "name"), text(node, "module"), text(node, "place"));
            case "ended" ->
                new Entry.Ended(text(node, "task"), text(node, "host"), text(node, "how"), text(node, "why"));
            case "changing" -> new Entry.Changing(instance(node));
            case "withdrawn" -> new Entry.Withdrawn(instance(node));
            case "done" ->
                new Entry.Done(
                        instance(node),
                        texts(field(node, "sharers")),
                        text(node, "print"),
                        field(node, "changed").asBoolean(),
                        text(node, "registered"),
                        text(node, "facts"));
            case "undone" -> new Entry.Undone(text(node, "host"), text(node, "block"));
            case "handled" -> new Entry.Handled(text(node, "host"), text(node, "handler"));
            case "end" -> new Entry.End(text(node, "at"), field(node, "code").asInt(), texts(field(node, "failed")));
            default -> throw new MalformedEntryException("has an entry of an unknown kind");
        };
    }

    private static Entry.Begin begin(JsonNode node) throws MalformedEntryException {
        int format = field(node, "format").asInt();
        if (format != FORMAT) {
            throw new MalformedEntryException(
                    "is of format " + format + ", and this version of play reads format " + FORMAT + " alone");
        }
        Map<String, String> files = new LinkedHashMap<>();
        field(node, "files")
                .properties()
                .forEach(file -> files.put(file.getKey(), file.getValue().asText()));
        return new Entry.Begin(
                text(node, "play"),
                text(node, "started"),
                text(node, "folder"),
                texts(field(node, "words")),
                text(node, "variables"),
                text(node, "key"),
                files,
                Optional.ofNullable(node.get("before")).map(JsonNode::asText));
    }

    private static Entry.Instance instance(JsonNode node) throws MalformedEntryException {
        return new Entry.Instance(
                text(node, "host"),
                text(node, "task"),
                node.has("item") ? OptionalInt.of(field(node, "item").asInt()) : OptionalInt.empty());
    }

    private static JsonNode field(JsonNode node, String name) throws MalformedEntryException {
        JsonNode field = node.get(name);
        if (field == null) {
            throw new MalformedEntryException("has no '" + name + "'");
        }
        return field;
    }

    private static String text(JsonNode node, String name) throws MalformedEntryException {
        return field(node, name).asText();
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        node.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
