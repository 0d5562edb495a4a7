package play.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import play.event.Outcome;
import play.event.RunEvent;
import play.event.StateChange;
import play.event.TaskRef;
import play.report.CauseText;
import play.report.Report;
import play.report.ResultText;

/**
 * A whole run, folded from its events, secrets masked: what every report shows. Times are milliseconds since 1970-01-01
 * UTC. It is filled by one thread, and may be read when that has ended.
 */
public final class RunView implements Report {
    /** Chars of all contents of files and results that are kept; what comes later has words alone. */
    private static final long ROOM = 1 << 26;

    /** Chars of one result that are kept. */
    private static final int LONGEST_RESULT = 20_000;

    /** @param ended empty where the run ended in it */
    public record Play(String name, List<String> hosts, long began, OptionalLong ended) {}

    /** @param play its index */
    public record Task(TaskRef ref, int play, long began) {}

    /**
     * A task on a host.
     *
     * @param task its index
     * @param ended when it was done
     * @param millis how long that took
     * @param gate whether it only asks a question
     */
    public record Result(int task, String host, Status status, long ended, long millis, boolean gate, Detail detail) {
        private Result rescued() {
            return new Result(task, host, Status.RESCUED, ended, millis, gate, detail);
        }
    }

    /**
     * What is told of it.
     *
     * @param delegate the host it acted upon, where that is another one
     * @param words why it failed or was skipped, or what it came to; empty where there is nothing to say
     * @param result what the host answered, as JSON; empty where it is not made to be seen and nothing failed
     * @param items of its loop, those that need a look
     */
    public record Detail(
            Optional<String> delegate, String words, List<StateChange> changes, String result, List<Item> items) {
        private static final Detail NONE = new Detail(Optional.empty(), "", List.of(), "", List.of());
    }

    /** @param label what the loop calls it */
    public record Item(String label, Status status, String words, List<StateChange> changes, String result) {}

    /** @param broken what ended it before its end where that was an internal error in {@code play} */
    public record End(long at, boolean interrupted, Optional<String> broken) {}

    /** Which task, by its id, on which host. */
    private record Key(String task, String host) {}

    private static Key key(TaskRef task, String host) {
        return new Key(task.id(), host);
    }

    private String version = "";
    private boolean check;
    private List<String> playbooks = List.of();
    private long began;
    private long last;
    private Optional<End> end = Optional.empty();
    private final List<Play> plays = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();
    private final List<Result> results = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, Integer> taskById = new HashMap<>();
    private final Map<Key, List<Item>> items = new HashMap<>();
    private final Map<Key, Integer> failures = new HashMap<>();

    /** The tasks that hosts are at. */
    private final Map<Key, TaskRef> running = new LinkedHashMap<>();

    private long room = ROOM;

    @Override
    public String name() {
        return "the report";
    }

    @Override
    public void show(Stamped stamped) {
        long now = stamped.epochMillis();
        if (began == 0) {
            began = now;
        }
        last = now;
        switch (stamped.event()) {
            case RunEvent.RunStarted started -> {
                version = started.version();
                check = started.check();
                playbooks = started.playbooks();
            }
            case RunEvent.PlayStarted started ->
                plays.add(new Play(started.name(), started.hosts(), now, OptionalLong.empty()));
            case RunEvent.PlayFinished finished -> endPlay(now);
            case RunEvent.TaskStarted started -> index(started.task(), now);
            case RunEvent.ItemFinished item -> item(item);
            case RunEvent.TaskFinished finished -> finished(finished, now);
            case RunEvent.Rescued rescued -> rescue(key(rescued.failed(), rescued.host()));
            case RunEvent.Warning warning -> warnings.add(warning.text());
            case RunEvent.RunFinished finished ->
                end = Optional.of(new End(now, finished.interrupted(), finished.broken()));
            case RunEvent.HostStarted started -> running.put(key(started.task(), started.host()), started.task());
            case RunEvent.TaskRetried retried -> {}
            case RunEvent.ErrorsCleared cleared -> {}
            case RunEvent.HandlerMayRun handler -> {}
            case RunEvent.ForeseenDiffers differs -> {}
            case RunEvent.HostSilent silent -> {}
            case RunEvent.Transferred some -> {}
            case RunEvent.Progress progress -> {}
        }
    }

    private void endPlay(long now) {
        if (!plays.isEmpty()) {
            Play play = plays.getLast();
            plays.set(plays.size() - 1, new Play(play.name(), play.hosts(), play.began(), OptionalLong.of(now)));
        }
    }

    /** Batches of hosts, and hosts that do not go in step, begin the same task again. */
    private int index(TaskRef task, long now) {
        if (plays.isEmpty()) {
            // Of a file of events that has lost its beginning.
            plays.add(new Play("", List.of(), now, OptionalLong.empty()));
        }
        return taskById.computeIfAbsent(task.id(), id -> {
            tasks.add(new Task(task, plays.size() - 1, now));
            return tasks.size() - 1;
        });
    }

    private void item(RunEvent.ItemFinished item) {
        Status status = Status.of(item.outcome());
        if (status == Status.OK || status == Status.SKIPPED) {
            return;
        }
        items.computeIfAbsent(key(item.task(), item.host()), key -> new ArrayList<>())
                .add(new Item(
                        item.item(),
                        status,
                        kept(words(item.outcome())),
                        changes(item.outcome()),
                        result(item.task(), item.outcome(), item.result())));
    }

    private void finished(RunEvent.TaskFinished finished, long now) {
        Key key = key(finished.task(), finished.host());
        int task = index(finished.task(), now);
        running.remove(key);
        List<Item> ofLoop = Optional.ofNullable(items.remove(key)).orElse(List.of());
        Status status = Status.of(finished.outcome());
        if (status.isFailure()) {
            failures.put(key, results.size());
        }
        results.add(new Result(
                task,
                finished.host(),
                status,
                now,
                finished.millis(),
                finished.gate(),
                detail(
                        finished.delegate(),
                        kept(words(finished.outcome())),
                        changes(finished.outcome()),
                        result(finished.task(), finished.outcome(), finished.result()),
                        ofLoop)));
    }

    /** Most tasks have nothing to tell, and share that. */
    private static Detail detail(
            Optional<String> delegate, String words, List<StateChange> changes, String result, List<Item> items) {
        return delegate.isEmpty() && words.isEmpty() && changes.isEmpty() && result.isEmpty() && items.isEmpty()
                ? Detail.NONE
                : new Detail(delegate, words, changes, result, List.copyOf(items));
    }

    private void rescue(Key key) {
        @Nullable Integer at = failures.remove(key);
        if (at != null) {
            results.set(at, results.get(at).rescued());
        }
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ok ok ->
                ok.before()
                        .filter(before -> before.taken())
                        .map(before -> "was done in the run " + before.run())
                        .orElse("");
            case Outcome.Changed changed -> changed.title();
            case Outcome.CannotTell unknown -> unknown.why();
            case Outcome.Skipped skipped -> skipped.why();
            case Outcome.Failed failed -> CauseText.of(failed.cause());
            case Outcome.Unreachable lost -> lost.message();
        };
    }

    /** Their texts as long as there is room. */
    private List<StateChange> changes(Outcome outcome) {
        return outcome instanceof Outcome.Changed changed
                ? changed.changes().stream().map(this::kept).toList()
                : List.of();
    }

    private StateChange kept(StateChange change) {
        room -= change.text()
                .map(text -> text.before().length() + text.after().length())
                .orElse(0);
        return room >= 0 ? change : new StateChange(change.family(), change.id(), change.fields(), Optional.empty());
    }

    private String kept(String text) {
        room -= text.length();
        return room >= 0 || text.length() < 1000 ? text : text.substring(0, 1000) + "…";
    }

    private String result(TaskRef task, Outcome outcome, @Nullable Object result) {
        Status status = Status.of(outcome);
        boolean isSeen = task.shown() ? status != Status.SKIPPED : status.isFailure() || status == Status.IGNORED;
        if (!isSeen) {
            return "";
        }
        String json = ResultText.of(task, result);
        return kept(json.length() <= LONGEST_RESULT ? json : json.substring(0, LONGEST_RESULT) + "…");
    }

    /** The version of {@code play} that it was. */
    public String version() {
        return version;
    }

    /** Whether it was a dry run. */
    public boolean isDryRun() {
        return check;
    }

    /** The files, as they were named. */
    public List<String> playbooks() {
        return playbooks;
    }

    public long began() {
        return began;
    }

    /** When the last thing happened that is known of it. */
    public long lasted() {
        return last;
    }

    /** Empty where it was killed, or goes on. */
    public Optional<End> end() {
        return end;
    }

    /** Hosts that were at a task when the run ended or was killed, by its title. */
    public Map<String, List<String>> unfinished() {
        Map<String, List<String>> byTask = new LinkedHashMap<>();
        running.forEach((key, task) ->
                byTask.computeIfAbsent(task.title(), title -> new ArrayList<>()).add(key.host()));
        return byTask;
    }

    public List<Play> plays() {
        return List.copyOf(plays);
    }

    public List<Task> tasks() {
        return List.copyOf(tasks);
    }

    /** In the order in which they came in. */
    public List<Result> results() {
        return List.copyOf(results);
    }

    public List<String> warnings() {
        return List.copyOf(warnings);
    }
}
