package play.view;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import play.diag.Printable;
import play.report.ReportJson;

/**
 * A run as a trace of OpenTelemetry, in OTLP's JSON: a span for the run, in it one for each play, in these one for each
 * task, in these one for each host. Numbers of spans follow from the events, so that a trace which is sent twice is
 * still one.
 */
final class OtlpTrace {
    /** The span of another kind of work, which OTLP calls internal. */
    private static final int INTERNAL = 1;

    private static final int ERROR = 2;

    private final RunView view;
    private final String trace;
    private final List<Map<String, @Nullable Object>> spans = new ArrayList<>();

    private OtlpTrace(RunView view) {
        this.view = view;
        this.trace = digest(signature(view), 16);
    }

    static String of(RunView view) {
        return new OtlpTrace(view).written();
    }

    private String written() {
        Span run = new Span("", "run", view.began(), view.lasted());
        add(run, "play run " + String.join(" ", view.playbooks()), Map.of("play.check", view.isDryRun()), runFault());
        IntStream.range(0, view.plays().size()).forEach(index -> play(run, index));
        Map<String, @Nullable Object> scope = Map.of("name", "play", "version", view.version());
        Map<String, @Nullable Object> resource =
                Map.of("attributes", attributes(Map.of("service.name", "play", "service.version", view.version())));
        return ReportJson.text(
                        Map.of(
                                "resourceSpans",
                                List.of(Map.of(
                                        "resource",
                                        resource,
                                        "scopeSpans",
                                        List.of(Map.of("scope", scope, "spans", spans))))),
                        false)
                + "\n";
    }

    /** @param path tells the span from all others of the run */
    private record Span(String parent, String path, long began, long ended) {
        Span within(String part, long began, long ended) {
            return new Span(path, path + "/" + part, began, ended);
        }
    }

    private void play(Span run, int index) {
        RunView.Play play = view.plays().get(index);
        Span span = run.within("play" + index, play.began(), play.ended().orElse(view.lasted()));
        add(span, play.name(), Map.of("play.hosts", play.hosts().size()), "");
        Map<Integer, List<RunView.Result>> byTask = new LinkedHashMap<>();
        view.results().stream()
                .filter(result -> view.tasks().get(result.task()).play() == index)
                .forEach(result -> byTask.computeIfAbsent(result.task(), task -> new ArrayList<>())
                        .add(result));
        byTask.forEach((task, results) -> task(span, task, results));
    }

    private void task(Span play, int index, List<RunView.Result> results) {
        RunView.Task task = view.tasks().get(index);
        long began = results.stream().mapToLong(OtlpTrace::began).min().orElse(task.began());
        long ended = results.stream().mapToLong(RunView.Result::ended).max().orElse(began);
        Span span = play.within("task" + index, Math.min(began, task.began()), ended);
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("play.module", task.ref().module());
        task.ref().place().ifPresent(place -> {
            attributes.put("code.file.path", place.file().name());
            attributes.put("code.line.number", place.from().line());
        });
        add(span, task.ref().title(), attributes, "");
        for (int i = 0; i < results.size(); i++) {
            host(span, i, results.get(i));
        }
    }

    private void host(Span task, int number, RunView.Result result) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("play.host", result.host());
        attributes.put("play.status", result.status().word());
        result.detail().delegate().ifPresent(delegate -> attributes.put("play.delegate", delegate));
        String words = result.detail().words();
        if (!words.isEmpty()) {
            attributes.put("play.message", words);
        }
        add(
                task.within("host" + number, began(result), result.ended()),
                result.host(),
                attributes,
                result.status().isFailure() ? failure(words) : "");
    }

    private static String failure(String words) {
        return words.lines().findFirst().orElse("failed");
    }

    private static long began(RunView.Result result) {
        return result.ended() - result.millis();
    }

    /** Why the run as a whole is in error; empty where it is not. */
    private String runFault() {
        if (view.end().isEmpty()) {
            return "the run was killed, or goes on";
        }
        if (view.end().get().interrupted()) {
            return "the run was interrupted";
        }
        long failed = view.results().stream()
                .filter(result -> result.status().isFailure())
                .count();
        return view.end().get().broken().orElse(failed == 0 ? "" : failed + " failed or unreachable");
    }

    private void add(Span span, String name, Map<String, ?> attributes, String fault) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("traceId", trace);
        json.put("spanId", number(span.path()));
        if (!span.parent().isEmpty()) {
            json.put("parentSpanId", number(span.parent()));
        }
        json.put("name", Printable.line(name));
        json.put("kind", INTERNAL);
        json.put("startTimeUnixNano", nanos(span.began()));
        json.put("endTimeUnixNano", nanos(span.ended()));
        json.put("attributes", attributes(attributes));
        if (!fault.isEmpty()) {
            json.put("status", Map.of("code", ERROR, "message", Printable.line(fault)));
        }
        spans.add(json);
    }

    /** OTLP's JSON writes numbers of 64 bits as texts. */
    private static String nanos(long millis) {
        return millis + "000000";
    }

    private static List<Map<String, @Nullable Object>> attributes(Map<String, ?> values) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        values.forEach((key, value) -> {
            Map<String, @Nullable Object> typed = switch (value) {
                case Boolean flag -> Map.of("boolValue", flag);
                case Integer number -> Map.of("intValue", String.valueOf(number));
                default -> Map.of("stringValue", Printable.lines(String.valueOf(value), ""));
            };
            all.add(Map.of("key", key, "value", typed));
        });
        return all;
    }

    private String number(String path) {
        return digest(trace + path, 8);
    }

    /** What no two runs have alike: what they did, and when. */
    private static String signature(RunView view) {
        StringBuilder all = new StringBuilder().append(view.playbooks()).append(view.began());
        view.results()
                .forEach(result ->
                        all.append(result.host()).append(result.ended()).append(result.millis()));
        return all.toString();
    }

    private static String digest(String text, int bytes) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(whole, 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
