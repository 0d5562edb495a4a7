package play.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import play.diag.Printable;
import play.diag.ProblemList;
import play.report.Console;
import play.report.Report;
import play.report.Totals;
import play.schedule.TagSelection;
import play.vault.Vault;

/** {@code play run}. */
final class RunCommand implements Command {
    static final Option CHECK = Option.flag("Dry run: show what would change, change nothing.", "-C", "--check");
    static final Option DIFF = Option.flag("Show what changes, contents of files too.", "-D", "--diff");
    static final Option FORKS = Option.of("N", "Hosts in parallel (50).", "-f", "--forks");
    static final Option READ_AHEAD = Option.of(
            "SECONDS",
            "For how long states count that were read for later tasks (60); a change ends it sooner, 0 reads none.",
            "--read-ahead");
    static final Option CONFIRM =
            Option.flag("Show what would change, ask, and do that and nothing else.", "--confirm");
    static final Option STEP = Option.flag("Ask before each task whether it is to run.", "--step");
    private static final Option START = Option.of(
            "NAME", "Leave out what comes before the task of this name; may have wildcards.", "--start-at-task");
    static final Option EVENTS = Option.of("FILE", "Write all events as JSON lines.", "--events");
    static final Option RESUME =
            Option.flag("Go on with a run that did not come to its end: the newest, or the one named.", "--resume");
    static final Option RETRY_FAILED =
            Option.flag("Go on with a run on those hosts alone that failed in it.", "--retry-failed");
    static final Option RESUME_ANYWAY =
            Option.flag("With these, go on although playbooks or inventory have changed since.", "--resume-anyway");
    static final Option OUTPUT = Option.of(
            "KIND",
            "play: what was done, as a sentence; ansible: results as Ansible prints them, for programs that"
                    + " read those.",
            "--output");
    static final Option COLOR =
            Option.of("WHEN", "auto: on a terminal, unless $NO_COLOR is set; always; never.", "--color");
    static final Option VERBOSE = Option.flag("Show more; repeatable.", "-v", "--verbose");

    private static final List<Option> OWN = List.of(
            Option.of("TAGS", "Only steps with one of these tags.", "-t", "--tags"),
            Option.of("TAGS", "No steps with one of these tags.", "--skip-tags"),
            CHECK,
            DIFF,
            FORKS,
            READ_AHEAD,
            Option.flag("Run notified handlers of failed hosts too.", "--force-handlers"),
            START,
            CONFIRM,
            STEP,
            Option.flag("Check everything that can be checked without a host, and stop.", "--syntax-check"),
            Option.flag("List the steps that would run, and stop.", "--list-tasks"),
            Option.flag("List the tags of each play, and stop.", "--list-tags"),
            Option.flag("List the hosts of each play, and stop.", "--list-hosts"),
            Loaded.ALL_PROBLEMS,
            EVENTS,
            OUTPUT,
            COLOR,
            RESUME,
            RETRY_FAILED,
            RESUME_ANYWAY,
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
        options.addAll(RunReports.ALL);
        options.addAll(AccessOptions.ALL);
        return options;
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, InterruptedException {
        if (arguments.has(RESUME.name()) || arguments.has(RETRY_FAILED.name())) {
            return ResumedRun.run(arguments, terminal);
        }
        if (arguments.has(RESUME_ANYWAY.name())) {
            throw new UsageException("--resume-anyway belongs to --resume and --retry-failed");
        }
        if (arguments.rest().isEmpty()) {
            throw new UsageException("'play run' needs a playbook");
        }
        return KeptPlaybooks.run(arguments, terminal, Optional.empty());
    }

    /** The playbooks of a command line, told of on the terminal. */
    record Playbooks(Arguments arguments, Terminal terminal) implements RunSession.Work {
        @Override
        public Loaded read(Vault vault, ProblemList problems) throws InterruptedException {
            return Loaded.read(arguments, vault, problems);
        }

        @Override
        public Report report(Totals totals) throws UsageException {
            return new Console(terminal.out(), RunSession.style(arguments, terminal), totals);
        }

        @Override
        public Loaded begun(Loaded loaded) throws UsageException {
            Optional<String> start = arguments.value(START.name());
            return start.isEmpty() ? loaded : loaded.from(start.get());
        }

        @Override
        public boolean isListed(Loaded loaded) {
            boolean hosts = arguments.has("--list-hosts");
            boolean tasks = arguments.has("--list-tasks");
            boolean tags = arguments.has("--list-tags");
            if (arguments.has("--syntax-check")) {
                loaded.playbooks()
                        .forEach(playbook -> terminal.out().println(Printable.line("playbook: " + playbook.file())));
            } else if (hosts || tasks || tags) {
                new Listing(terminal.out(), loaded, tags ? tagged() : RunSession.selection(arguments))
                        .print(new Listing.Wanted(hosts, tasks, tags));
            }
            return arguments.has("--syntax-check") || hosts || tasks || tags;
        }

        /** As in Ansible: those that {@code never} is said of too, unless tags are chosen. */
        private TagSelection tagged() {
            TagSelection chosen = RunSession.selection(arguments);
            return arguments.has("--tags") || arguments.has("--skip-tags")
                    ? chosen
                    : new TagSelection(Set.of("all", "never"), Set.of());
        }
    }
}
