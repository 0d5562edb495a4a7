package play.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import play.diag.ProblemList;
import play.event.Outcome;
import play.event.RunEvent;
import play.expression.data.Json;
import play.load.AdHocTask;
import play.report.HostResults;
import play.report.Report;
import play.report.Totals;
import play.source.SourceFile;
import play.vault.Vault;

/** {@code play facts}: what hosts tell of themselves. */
final class FactsCommand implements Command {
    private static final Option FILTER = Option.of(
            "GLOB", "Only facts with such a name, with or without ansible_ before it. Repeatable.", "--filter");
    private static final Option JSON = Option.flag("As JSON instead of YAML.", "--json");
    private static final String FACTS = "ansible_facts";
    private static final String PREFIX = "ansible_";

    @Override
    public String name() {
        return "facts";
    }

    @Override
    public String synopsis() {
        return "PATTERN -i INVENTORY [--filter GLOB] [options]";
    }

    @Override
    public List<Option> options() {
        List<Option> options = new ArrayList<>(Loaded.OPTIONS);
        options.addAll(List.of(FILTER, JSON, RunCommand.FORKS, Loaded.ALL_PROBLEMS));
        options.addAll(AccessOptions.ALL);
        return options;
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, InterruptedException {
        if (arguments.rest().size() != 1) {
            throw new UsageException("'play facts' needs one pattern of hosts");
        }
        AdHocTask task = new AdHocTask(
                new SourceFile("PATTERN", arguments.rest().getFirst()),
                new SourceFile("play facts", "setup"),
                new SourceFile(
                        FILTER.name(),
                        Json.write(Map.of("filter", arguments.all(FILTER.name())), new Json.Style(0, false, false))));
        return RunSession.run(
                arguments, terminal, new Gathered(arguments, terminal, Loaded.Asked.of(task, Path.of(""))));
    }

    private record Gathered(Arguments arguments, Terminal terminal, Loaded.Asked asked) implements RunSession.Work {
        @Override
        public Loaded read(Vault vault, ProblemList problems) throws InterruptedException {
            return Loaded.read(arguments, asked, vault, problems);
        }

        @Override
        public Report report(Totals totals) throws UsageException {
            return new Facts(
                    terminal.out(),
                    arguments.has(JSON.name()),
                    new HostResults(terminal.err(), RunSession.style(arguments, terminal)));
        }

        @Override
        public boolean isListed(Loaded loaded) {
            return false;
        }
    }

    /** The facts by host, in the order of their names; whatever else happens is told by another report. */
    private static final class Facts implements Report {
        private final PrintWriter out;
        private final boolean json;
        private final Report others;
        private final Map<String, @Nullable Object> byHost = new TreeMap<>();

        Facts(PrintWriter out, boolean json, Report others) {
            this.out = out;
            this.json = json;
            this.others = others;
        }

        @Override
        public String name() {
            return "the list of facts";
        }

        @Override
        public void show(Stamped stamped) {
            switch (stamped.event()) {
                case RunEvent.TaskFinished finished
                when finished.outcome() instanceof Outcome.Ok && finished.result() instanceof Map<?, ?> result ->
                    byHost.put(finished.host(), plain(result.get(FACTS)));
                case RunEvent.RunFinished finished -> print();
                default -> others.show(stamped);
            }
        }

        /** By the names that they have in {@code ansible_facts}. */
        private static Map<String, @Nullable Object> plain(@Nullable Object facts) {
            Map<String, @Nullable Object> named = new TreeMap<>();
            if (facts instanceof Map<?, ?> map) {
                map.forEach((name, value) -> {
                    String variable = String.valueOf(name);
                    named.put(
                            variable.startsWith(PREFIX) ? variable.substring(PREFIX.length()) : variable,
                            ShownValues.masked(value));
                });
            }
            return named;
        }

        private void print() {
            if (json) {
                out.println(Json.write(byHost, new Json.Style(4, false, false)));
            } else if (!byHost.isEmpty()) {
                out.print(ShownValues.yaml(byHost));
            }
            out.flush();
        }
    }
}
