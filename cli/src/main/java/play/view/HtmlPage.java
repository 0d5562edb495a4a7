package play.view;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import play.event.StateChange;
import play.report.ReportJson;
import play.report.UnifiedDiff;

/**
 * A run as one HTML file that asks for nothing else: its data as JSON, which a script in it shows. The data are never
 * markup: whatever a host has said stays text.
 */
final class HtmlPage {
    private static final String STYLE = "/* style */";
    private static final String DATA = "{\"data\":0}";
    private static final String SCRIPT = "/* script */";

    /** Hosts that a sentence names. */
    private static final int NAMED = 5;

    private final RunView view;
    private final Map<String, Integer> hosts = new LinkedHashMap<>();
    private final Map<Object, Integer> details = new LinkedHashMap<>();

    private HtmlPage(RunView view) {
        this.view = view;
    }

    static String of(RunView view) {
        String data = ReportJson.text(new HtmlPage(view).data(), false);
        return resource("report.html")
                .replace(STYLE, resource("report.css"))
                .replace(SCRIPT, resource("report.js"))
                .replace(DATA, inElement(data));
    }

    /** No text of the data ends the element that holds them, or begins another. */
    private static String inElement(String json) {
        return json.replace("<", "\\u003c");
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(HtmlPage.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("a part of play itself cannot be read: " + name, e);
        }
    }

    private Map<String, @Nullable Object> data() {
        List<Object> plays = view.plays().stream().map(this::play).toList();
        List<Object> results = view.results().stream().map(this::result).toList();
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("version", view.version());
        data.put("check", view.isDryRun());
        data.put("playbooks", view.playbooks());
        data.put("began", view.began());
        data.put("ended", view.end().map(RunView.End::at).orElse(view.lasted()));
        data.put("end", end());
        data.put("statuses", Arrays.stream(Status.values()).map(Status::word).toList());
        data.put("plays", plays);
        data.put("tasks", view.tasks().stream().map(this::task).toList());
        data.put("hosts", List.copyOf(hosts.keySet()));
        data.put("results", results);
        data.put("details", List.copyOf(details.keySet()));
        data.put("warnings", view.warnings());
        return data;
    }

    private String end() {
        if (view.end().isEmpty()) {
            return "This run did not come to its end, or it still goes on" + unfinished() + ".";
        }
        RunView.End end = view.end().get();
        return end.broken()
                .map(error -> "An internal error in play ended this run: " + error)
                .orElse(end.interrupted() ? "This run was interrupted" + unfinished() + "." : "");
    }

    /** What was under way when it ended; nothing where nothing was. */
    private String unfinished() {
        List<String> tasks = new ArrayList<>();
        view.unfinished().forEach((title, at) -> tasks.add("'" + title + "' ran on " + named(at)));
        return tasks.isEmpty() ? "" : " while " + String.join(", ", tasks);
    }

    private static String named(List<String> hosts) {
        int more = hosts.size() - NAMED;
        return String.join(", ", hosts.subList(0, Math.min(NAMED, hosts.size())))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private int host(String name) {
        return hosts.computeIfAbsent(name, key -> hosts.size());
    }

    private Object play(RunView.Play play) {
        return new TreeMap<>(Map.of(
                "name",
                play.name(),
                "hosts",
                play.hosts().stream().map(this::host).toList(),
                "began",
                play.began() - view.began(),
                "ended",
                play.ended().orElse(view.lasted()) - view.began()));
    }

    private Object task(RunView.Task task) {
        return new TreeMap<>(Map.of(
                "play", (long) task.play(),
                "title", task.ref().title(),
                "module", task.ref().module(),
                "handler", task.ref().handler(),
                "place", task.ref().place().map(Object::toString).orElse("")));
    }

    /** As numbers, since there may be a hundred thousand: task, host, status, end, duration, detail or -1. */
    private Object result(RunView.Result result) {
        return List.of(
                (long) result.task(),
                (long) host(result.host()),
                (long) result.status().ordinal(),
                result.ended() - view.began(),
                result.millis(),
                (long) detail(result.detail()));
    }

    /** Hosts that say the same share it. */
    private int detail(RunView.Detail detail) {
        Map<String, Object> fields = new LinkedHashMap<>();
        detail.delegate().ifPresent(host -> fields.put("delegate", host));
        told(fields, detail.words(), detail.changes(), detail.result());
        if (!detail.items().isEmpty()) {
            fields.put("items", detail.items().stream().map(HtmlPage::item).toList());
        }
        return fields.isEmpty() ? -1 : details.computeIfAbsent(fields, key -> details.size());
    }

    private static Object item(RunView.Item item) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("label", item.label());
        fields.put("status", (long) item.status().ordinal());
        told(fields, item.words(), item.changes(), item.result());
        return fields;
    }

    private static void told(Map<String, Object> fields, String words, List<StateChange> changes, String result) {
        if (!words.isEmpty()) {
            fields.put("words", words);
        }
        if (!changes.isEmpty()) {
            fields.put("changes", changes.stream().map(HtmlPage::change).toList());
        }
        if (!result.isEmpty()) {
            fields.put("result", result);
        }
    }

    private static Object change(StateChange change) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("what", change.family() + " " + change.id());
        fields.put(
                "fields",
                change.fields().stream()
                        .map(field -> List.of(field.name(), field.before(), field.after()))
                        .toList());
        change.text().ifPresent(text -> {
            List<String> lines = new ArrayList<>(UnifiedDiff.of(change.id(), text.before(), text.after()));
            if (!text.note().isEmpty()) {
                lines.addFirst("# " + text.note());
            }
            fields.put("diff", lines);
        });
        return fields;
    }
}
