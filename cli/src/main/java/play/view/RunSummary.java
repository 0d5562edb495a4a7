package play.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is said at the end of a run, for a person who has not read all of it: what has changed, what a dry run could not
 * tell, what failed, and where the time went.
 *
 * @param width of the terminal, in columns: longer lists of hosts are counted
 */
public record RunSummary(RunView view, Style style, int width) {
    /** Tasks that are named for their time, where not all are. */
    private static final int SLOWEST = 5;

    /** What takes less is not worth a line, in milliseconds. */
    private static final long WORTH_A_LINE = 1000;

    /**
     * How much is said.
     *
     * @param byHost changes host by host
     * @param profile times of all tasks
     */
    public record Style(boolean byHost, boolean profile) {}

    /** A part with its title; none without lines. */
    public record Part(String title, List<String> lines) {
        public Part {
            lines = List.copyOf(lines);
        }
    }

    /** In the order in which they are to be shown. */
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(view.isDryRun() ? "WOULD CHANGE" : "CHANGED", style.byHost() ? changesByHost() : changes()));
        parts.add(new Part("UNKNOWN", unknown()));
        parts.add(new Part("FAILED", failures()));
        parts.add(new Part("TIME", times()));
        return parts.stream().filter(part -> !part.lines().isEmpty()).toList();
    }

    private List<RunView.Result> with(Status status) {
        return view.results().stream()
                .filter(result -> result.status() == status)
                .toList();
    }

    private String title(RunView.Result result) {
        return view.tasks().get(result.task()).ref().title();
    }

    private List<String> changes() {
        Map<Integer, Set<String>> hosts = new TreeMap<>();
        with(Status.CHANGED)
                .forEach(result -> hosts.computeIfAbsent(result.task(), task -> new LinkedHashSet<>())
                        .add(result.host()));
        List<String> lines = new ArrayList<>();
        hosts.forEach((task, changed) ->
                lines.add(withHosts(view.tasks().get(task).ref().title(), changed)));
        return lines;
    }

    private List<String> changesByHost() {
        Map<String, List<String>> lines = new TreeMap<>();
        with(Status.CHANGED)
                .forEach(result -> lines.computeIfAbsent(result.host(), host -> new ArrayList<>())
                        .add("  " + title(result) + " => " + result.detail().words()));
        List<String> all = new ArrayList<>();
        lines.forEach((host, ofHost) -> {
            all.add(host);
            all.addAll(ofHost);
        });
        return all;
    }

    private List<String> unknown() {
        Map<String, Set<String>> hosts = new LinkedHashMap<>();
        with(Status.UNKNOWN).stream()
                .filter(result -> !result.gate())
                .forEach(result -> hosts.computeIfAbsent(
                                title(result) + " => " + firstLine(result), line -> new LinkedHashSet<>())
                        .add(result.host()));
        List<String> lines = new ArrayList<>();
        hosts.forEach((line, unknown) -> lines.add(withHosts(line, unknown)));
        return lines;
    }

    private List<String> failures() {
        return view.results().stream()
                .filter(result -> result.status().isFailure())
                .map(result -> result.host() + ": " + title(result) + " => " + firstLine(result)
                        + view.tasks()
                                .get(result.task())
                                .ref()
                                .place()
                                .map(place -> " (" + place + ")")
                                .orElse(""))
                .toList();
    }

    private static String firstLine(RunView.Result result) {
        return result.detail().words().lines().findFirst().orElse("");
    }

    private String withHosts(String line, Set<String> hosts) {
        String named = line + ": " + String.join(", ", hosts);
        return hosts.size() == 1 || named.length() + 2 <= width ? named : line + ": " + hosts.size() + " hosts";
    }

    /** A task of which its time is told: that of the host that took longest. */
    private record Timed(String title, long millis, String slowest) {
        String line() {
            return "%12s  %s"
                    .formatted(Durations.text(millis), title + (slowest.isEmpty() ? "" : " (" + slowest + ")"));
        }
    }

    private List<String> times() {
        List<Timed> tasks = timed();
        List<Timed> shown = style.profile()
                ? tasks
                : tasks.stream()
                        .filter(task -> task.millis() >= WORTH_A_LINE)
                        .limit(SLOWEST)
                        .toList();
        if (shown.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("%12s  in all".formatted(Durations.text(view.lasted() - view.began())));
        view.plays().stream()
                .filter(play -> view.plays().size() > 1)
                .forEach(play -> lines.add("%12s  PLAY [%s]"
                        .formatted(Durations.text(play.ended().orElse(view.lasted()) - play.began()), play.name())));
        shown.forEach(task -> lines.add(task.line()));
        return lines;
    }

    private List<Timed> timed() {
        Map<Integer, RunView.Result> slowest = new TreeMap<>();
        for (RunView.Result result : view.results()) {
            slowest.merge(result.task(), result, (one, other) -> one.millis() >= other.millis() ? one : other);
        }
        List<Timed> all = new ArrayList<>();
        slowest.forEach((task, result) -> all.add(timed(view.tasks().get(task), result)));
        all.sort(Comparator.comparingLong(Timed::millis).reversed());
        return all;
    }

    private Timed timed(RunView.Task task, RunView.Result slowest) {
        boolean one = view.plays().get(task.play()).hosts().size() < 2;
        return new Timed("TASK [" + task.ref().title() + "]", slowest.millis(), one ? "" : slowest.host());
    }
}
