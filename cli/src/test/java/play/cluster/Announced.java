package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import play.cli.PlayProcess;
import play.event.StateChange;

/**
 * What one run, dry or not, tells of changes: by task, host and item. What a task waited for, such as a condition of an
 * object, is nobody's announcement.
 */
final class Announced {
    /** Made once on the controller, whichever host asks first; hosts that ask at the same time may all tell of it. */
    private static final Set<String> ON_CONTROLLER = Set.of("artifact");

    private static final String ITEM = " (item=";

    private final Map<String, JsonNode> outcomes = new LinkedHashMap<>();
    private final Set<String> possible = new LinkedHashSet<>();
    private final Map<String, Set<String>> touched = new TreeMap<>();
    private final Set<String> onController = new TreeSet<>();
    private int resources;
    private final List<String> unknown = new ArrayList<>();

    Announced(List<JsonNode> events) {
        events.forEach(this::read);
    }

    /**
     * What {@code play run} tells, which must end well.
     *
     * @param words a playbook and options
     */
    static Announced by(Path folder, List<String> words) throws IOException, InterruptedException {
        return by(folder, "run", words);
    }

    /** The same of another command that runs playbooks. */
    static Announced by(Path folder, String command, List<String> words) throws IOException, InterruptedException {
        Path events = Files.createTempFile(folder, "events", ".jsonl");
        List<String> all = new ArrayList<>(List.of(command, "--events", events.toString()));
        all.addAll(words);
        PlayProcess ended = PlayProcess.run(folder, "play", all);
        assertEquals(0, ended.code(), ended.printed());
        return new Announced(ClusterLab.events(events));
    }

    private void read(JsonNode event) {
        switch (event.path("event").asText()) {
            case "task_finished" -> {
                String key = key(event);
                put(key, event);
                if (!event.path("gate").asBoolean()
                        && !kind(event.path("outcome")).equals("skipped")) {
                    resources++;
                    if (kind(event.path("outcome")).equals("cannot_tell")) {
                        unknown.add(
                                key + ": " + event.path("outcome").path("why").asText());
                    }
                }
            }
            case "item_finished" -> put(key(event) + ITEM + event.path("item").asText() + ")", event);
            case "handler_may_run" ->
                possible.add(event.path("handler").asText() + " ["
                        + event.path("host").asText() + "]");
            default -> {}
        }
    }

    private void put(String key, JsonNode event) {
        String unique = key;
        for (int again = 2; outcomes.containsKey(unique); again++) {
            unique = key + " #" + again;
        }
        outcomes.put(unique, event.path("outcome"));
        event.path("outcome").path("changes").forEach(change -> {
            if (isController(change)) {
                onController.add(name(change));
            }
        });
        event.path("outcome")
                .path("changes")
                .forEach(change -> touched.computeIfAbsent(acted(event), host -> new TreeSet<>())
                        .add(name(change)));
    }

    private static String acted(JsonNode event) {
        return event.path("delegate").isTextual()
                ? event.path("delegate").asText()
                : event.path("host").asText();
    }

    private static String key(JsonNode event) {
        JsonNode task = event.path("task");
        String role = task.path("role").asText();
        return (role.isEmpty() ? "" : role + " : ") + task.path("name").asText() + " ["
                + event.path("host").asText() + "]";
    }

    private static String kind(JsonNode outcome) {
        return outcome.path("kind").asText();
    }

    private static String name(JsonNode change) {
        return change.path("family").asText() + " " + change.path("id").asText();
    }

    /** Tasks that could not be told, gates apart, each with its reason. */
    List<String> unknown() {
        return List.copyOf(unknown);
    }

    /** Tasks of hosts that were not skipped, gates apart. */
    int resources() {
        return resources;
    }

    /** "FAMILY ID" of every state that changes, by host. */
    Set<String> touched(String host) {
        return touched.getOrDefault(host, Set.of());
    }

    /** How many tasks and items change something. */
    List<String> changed() {
        return outcomes.entrySet().stream()
                .filter(entry -> kind(entry.getValue()).equals("changed"))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Where the run made something else than was announced here; what could not be told agrees with anything. */
    List<String> differences(Announced made) {
        List<String> differences = new ArrayList<>();
        made.onController.stream()
                .filter(name -> !onController.contains(name))
                .forEach(name -> differences.add(name + " is only made"));
        onController.stream()
                .filter(name -> !made.onController.contains(name))
                .forEach(name -> differences.add(name + " is only told"));
        Set<String> keys = new LinkedHashSet<>(outcomes.keySet());
        keys.addAll(made.outcomes.keySet());
        for (String key : keys) {
            JsonNode told = outcomes.get(key);
            JsonNode done = made.outcomes.get(key);
            if (told == null) {
                if (kind(done).equals("changed")
                        && !isOfUnknownLoop(key)
                        && possible.stream().noneMatch(handler -> key.endsWith(handler))) {
                    differences.add(key + ": changed, and nothing was told of it: " + done);
                }
            } else if (done == null) {
                if (kind(told).equals("changed")) {
                    differences.add(key + ": told to change, and was not run: " + told);
                }
            } else {
                compare(key, told, done, differences);
            }
        }
        return differences;
    }

    /** Whether it is an item of a task whose items could not be told. */
    private boolean isOfUnknownLoop(String key) {
        int item = key.indexOf(ITEM);
        return item >= 0
                && Optional.ofNullable(outcomes.get(key.substring(0, item)))
                        .filter(task -> kind(task).equals("cannot_tell"))
                        .isPresent();
    }

    private static void compare(String key, JsonNode told, JsonNode done, List<String> differences) {
        if (kind(told).equals("cannot_tell") || (leavesHost(told) && leavesHost(done)) || mayBeRight(told, done)) {
            return;
        }
        if (!kind(told).equals(kind(done)) || !sameTitle(told, done)) {
            differences.add(key + ": told " + told + ", made " + done);
            return;
        }
        Map<String, JsonNode> before = byName(told.path("changes"));
        Map<String, JsonNode> after = byName(done.path("changes"));
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            if (before.containsKey(name) && !after.containsKey(name) && wasUnknown(before.get(name))) {
                continue;
            }
            if (!before.containsKey(name) || !after.containsKey(name)) {
                differences.add(key + ": " + name + " is " + (before.containsKey(name) ? "only told" : "only made"));
            } else {
                fields(
                        key + ": " + name,
                        before.get(name).path("fields"),
                        after.get(name).path("fields"),
                        differences);
            }
        }
    }

    /**
     * Whether nothing was known before of what changes, such as the kind of a unit that a package brings: it may be
     * right already.
     */
    private static boolean wasUnknown(JsonNode change) {
        for (JsonNode field : change.path("fields")) {
            if (!field.path("before").asText().contains(StateChange.LATER)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it was right already, where nothing was known before of all that was told to change. */
    private static boolean mayBeRight(JsonNode told, JsonNode done) {
        boolean all = kind(done).equals("ok") && !told.path("changes").isEmpty();
        for (JsonNode change : told.path("changes")) {
            all &= !change.path("fields").isEmpty() && wasUnknown(change);
        }
        return all;
    }

    private static boolean isController(JsonNode change) {
        return ON_CONTROLLER.contains(change.path("family").asText());
    }

    /** Whether nothing changes on the host: all it changes, if anything, is made once on the controller. */
    private static boolean leavesHost(JsonNode outcome) {
        if (!kind(outcome).equals("changed")) {
            return true;
        }
        boolean all = !outcome.path("changes").isEmpty();
        for (JsonNode change : outcome.path("changes")) {
            all &= isController(change);
        }
        return all;
    }

    /** An object that was announced to be created may have come into being by then: a kubelet registers its node. */
    private static boolean sameTitle(JsonNode told, JsonNode done) {
        String title = told.path("title").asText();
        return title.equals(done.path("title").asText())
                || title.replace("create ", "change ")
                        .equals(done.path("title").asText().replace("create ", "change "));
    }

    private static Map<String, JsonNode> byName(JsonNode changes) {
        Map<String, JsonNode> names = new TreeMap<>();
        changes.forEach(change -> {
            if (!change.path("family").asText().startsWith("condition ") && !isController(change)) {
                names.put(name(change), change);
            }
        });
        return names;
    }

    /** Whether a field is told of what was not there before. */
    private static boolean isOfNewThing(JsonNode fields, String name) {
        boolean absent = false;
        boolean has = false;
        for (JsonNode field : fields) {
            absent |= field.path("name").asText().equals("state")
                    && field.path("before").asText().equals("absent");
            has |= field.path("name").asText().equals(name);
        }
        return absent && has;
    }

    private static void fields(String key, JsonNode told, JsonNode made, List<String> differences) {
        Map<String, String> before = new TreeMap<>();
        told.forEach(field ->
                before.put(field.path("name").asText(), field.path("after").asText()));
        Map<String, String> after = new TreeMap<>();
        made.forEach(field ->
                after.put(field.path("name").asText(), field.path("after").asText()));
        Set<String> names = new HashSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            String then = before.getOrDefault(name, "(unchanged)");
            String now = after.getOrDefault(name, "(unchanged)");
            // As in sameTitle; a unit is there once its file is.
            boolean came = !after.containsKey(name) && isOfNewThing(told, name);
            boolean cameBefore = (!after.containsKey(name) && name.equals("state") && then.equals("present"))
                    || (came && (name.equals("state") || (name.equals("outdated") && then.equals("false"))));
            if (!then.contains(StateChange.LATER) && !then.equals(now) && !cameBefore) {
                differences.add(key + ": " + name + " told '" + then + "', made '" + now + "'");
            }
        }
    }
}
