package play.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import play.diag.Printable;
import play.expression.data.Json;
import play.journal.Entry;
import play.journal.KeptRun;

/** {@code play runs}: what is kept of runs. */
final class RunsCommand implements Command {

    @Override
    public String name() {
        return "runs";
    }

    @Override
    public String synopsis() {
        return "[show ID] [--json]";
    }

    @Override
    public List<Option> options() {
        return List.of(ShownValues.JSON);
    }

    @Override
    public List<String> words() {
        return List.of("show");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException {
        List<String> words = arguments.rest();
        boolean json = arguments.has(ShownValues.JSON.name());
        if (words.isEmpty()) {
            list(json, terminal);
        } else if (words.getFirst().equals("show") && words.size() <= 2) {
            KeptRun run = RunJournals.find(words.stream().skip(1).findFirst());
            if (json) {
                print(whole(run), terminal);
            } else {
                show(run, terminal);
            }
        } else {
            throw new UsageException("'play runs' lists the runs that are kept, 'play runs show ID' shows one");
        }
        return 0;
    }

    private static void list(boolean json, Terminal terminal) throws UsageException {
        List<Listed> runs = all();
        if (json) {
            print(runs.stream().map(Listed::head).toList(), terminal);
        } else if (runs.isEmpty()) {
            terminal.out().println("no run is kept yet");
        } else {
            runs.forEach(run -> line(terminal, run.line()));
        }
    }

    /** A run that is kept, or a journal that cannot be read. */
    private sealed interface Listed {
        String line();

        Map<String, Object> head();

        record Run(KeptRun run) implements Listed {
            @Override
            public String line() {
                return row(
                        run.id(),
                        state(run),
                        "play run " + String.join(" ", run.begin().words()));
            }

            @Override
            public Map<String, Object> head() {
                return RunsCommand.head(run);
            }
        }

        record Unreadable(String id, String why) implements Listed {
            @Override
            public String line() {
                return row(id, "unreadable", why);
            }

            @Override
            public Map<String, Object> head() {
                Map<String, Object> head = new LinkedHashMap<>();
                head.put("id", id);
                head.put("state", "unreadable");
                head.put("why", why);
                return head;
            }
        }

        private static String row(String id, String state, String rest) {
            return "%s  %-11s  %s".formatted(id, state, rest);
        }
    }

    private static List<Listed> all() throws UsageException {
        List<Listed> all = new ArrayList<>();
        for (String id : RunJournals.ids()) {
            try {
                RunJournals.folder().find(id).ifPresent(run -> all.add(new Listed.Run(run)));
            } catch (IOException e) {
                all.add(new Listed.Unreadable(id, String.valueOf(e.getMessage())));
            }
        }
        return all;
    }

    private static void print(Object value, Terminal terminal) {
        terminal.out().println(Json.write(value, new Json.Style(4, false, false)));
    }

    private static void line(Terminal terminal, String text) {
        terminal.out().println(Printable.line(text));
    }

    private static String state(KeptRun run) {
        return run.state().name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> head(KeptRun run) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("id", run.id());
        head.put("state", state(run));
        head.put("started", run.begin().started());
        run.end().ifPresent(end -> {
            head.put("ended", end.at());
            head.put("code", (long) end.code());
        });
        head.put("folder", run.begin().folder());
        head.put("words", run.begin().words());
        run.begin().before().ifPresent(before -> head.put("goes_on_with", before));
        head.put("failed", run.failed());
        return head;
    }

    /** A task, and how it ended on each host. */
    private record Row(Entry.Named task, List<Entry.Ended> hosts) {}

    private static List<Row> rows(KeptRun run) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (Entry entry : run.own()) {
            switch (entry) {
                case Entry.Named named -> rows.put(named.task(), new Row(named, new ArrayList<>()));
                case Entry.Ended ended ->
                    Optional.ofNullable(rows.get(ended.task()))
                            .ifPresent(row -> row.hosts().add(ended));
                default -> {}
            }
        }
        return List.copyOf(rows.values());
    }

    private static Map<String, Object> whole(KeptRun run) {
        Map<String, Object> whole = head(run);
        whole.put("files", List.copyOf(run.begin().files().keySet()));
        whole.put("tasks", rows(run).stream().map(RunsCommand::row).toList());
        return whole;
    }

    private static Map<String, Object> row(Row row) {
        Map<String, Object> task = new LinkedHashMap<>();
        task.put("id", row.task().task());
        task.put("name", row.task().name());
        task.put("module", row.task().module());
        task.put("place", row.task().place());
        task.put(
                "hosts",
                row.hosts().stream()
                        .map(ended -> Map.of("host", ended.host(), "how", ended.how(), "why", ended.why()))
                        .toList());
        return task;
    }

    private static void show(KeptRun run, Terminal terminal) {
        line(
                terminal,
                "run    " + run.id() + ", " + state(run)
                        + run.end().map(end -> ", exit code " + end.code()).orElse(""));
        line(
                terminal,
                "began  " + run.begin().started()
                        + run.end().map(end -> ", ended " + end.at()).orElse(""));
        line(terminal, "of     play run " + String.join(" ", run.begin().words()));
        line(
                terminal,
                "in     " + run.begin().folder() + " by play " + run.begin().play());
        run.begin().before().ifPresent(before -> line(terminal, "after  " + before + ", with which it goes on"));
        if (!run.failed().isEmpty()) {
            line(terminal, "failed " + String.join(", ", run.failed()));
        }
        for (Row row : rows(run)) {
            line(terminal, "");
            line(
                    terminal,
                    "[" + row.task().name() + "] "
                            + (row.task().place().isEmpty()
                                    ? row.task().task()
                                    : row.task().place()));
            for (Entry.Ended ended : row.hosts()) {
                line(
                        terminal,
                        "  %-11s %s%s"
                                .formatted(
                                        ended.how(), ended.host(), ended.why().isEmpty() ? "" : ": " + ended.why()));
            }
        }
    }
}
