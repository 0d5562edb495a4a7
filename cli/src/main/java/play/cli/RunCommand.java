package play.cli;

import java.util.ArrayList;
import java.util.List;
import play.diag.Printable;
import play.diag.ProblemList;
import play.report.Console;
import play.report.Report;
import play.report.Totals;
import play.vault.Vault;

/** {@code play run}. */
final class RunCommand implements Command {
    static final Option CHECK = Option.flag("Dry run: show what would change, change nothing.", "-C", "--check");
    static final Option DIFF = Option.flag("Show what changes, contents of files too.", "-D", "--diff");
    static final Option FORKS = Option.of("N", "Hosts in parallel (50).", "-f", "--forks");
    static final Option EVENTS = Option.of("FILE", "Write all events as JSON lines.", "--events");
    static final Option VERBOSE = Option.flag("Show more; repeatable.", "-v", "--verbose");

    private static final List<Option> OWN = List.of(
            Option.of("TAGS", "Only steps with one of these tags.", "-t", "--tags"),
            Option.of("TAGS", "No steps with one of these tags.", "--skip-tags"),
            CHECK,
            DIFF,
            FORKS,
            Option.flag("Run notified handlers of failed hosts too.", "--force-handlers"),
            Option.flag("Check everything that can be checked without a host, and stop.", "--syntax-check"),
            Option.flag("List the steps that would run, and stop.", "--list-tasks"),
            Option.flag("List the hosts of each play, and stop.", "--list-hosts"),
            Loaded.ALL_PROBLEMS,
            EVENTS,
            Option.of(
                    "KIND",
                    "play: what was done, as a sentence; ansible: results as Ansible prints them, for programs that"
                            + " read those.",
                    "--output"),
            VERBOSE);

    @Override
    public String name() {
        return "run";
    }

    @Override
    public String synopsis() {
        return "PLAYBOOK... -i INVENTORY [options]";
    }

    @Override
    public List<Option> options() {
        List<Option> options = new ArrayList<>(Loaded.OPTIONS);
        options.addAll(OWN);
        options.addAll(AccessOptions.ALL);
        return options;
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, InterruptedException {
        if (arguments.rest().isEmpty()) {
            throw new UsageException("'play run' needs a playbook");
        }
        return RunSession.run(arguments, terminal, new Playbooks(arguments, terminal));
    }

    private record Playbooks(Arguments arguments, Terminal terminal) implements RunSession.Work {
        @Override
        public Loaded read(Vault vault, ProblemList problems) throws InterruptedException {
            return Loaded.read(arguments, vault, problems);
        }

        @Override
        public Report report(Totals totals) throws UsageException {
            return new Console(terminal.out(), RunSession.style(arguments, terminal), totals);
        }

        @Override
        public boolean isListed(Loaded loaded) {
            boolean hosts = arguments.has("--list-hosts");
            boolean tasks = arguments.has("--list-tasks");
            if (arguments.has("--syntax-check")) {
                loaded.playbooks()
                        .forEach(playbook -> terminal.out().println(Printable.line("playbook: " + playbook.file())));
            } else if (hosts || tasks) {
                new Listing(terminal.out(), loaded, RunSession.selection(arguments)).print(hosts, tasks);
            }
            return arguments.has("--syntax-check") || hosts || tasks;
        }
    }
}
