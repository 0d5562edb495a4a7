package play.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import play.diag.Diagnostic;
import play.diag.Printable;
import play.diag.ProblemList;
import play.load.AdHocTask;
import play.report.HostResults;
import play.report.Report;
import play.report.Totals;
import play.source.SourceFile;
import play.vault.Vault;

/** {@code play exec}: one task, given on the command line, as the program {@code ansible} runs it. */
final class ExecCommand implements Command {
    private static final Option MODULE = Option.of(Offer.MODULE, "The module (command).", "-m", "--module-name");
    private static final Option ARGUMENTS = Option.of(
            "ARGS",
            "Its parameters: 'k=v …', {k: v} in YAML or JSON, or what command, shell, raw and script run.",
            "-a",
            "--args");
    private static final Option FOLDER = Option.of(
            "DIR",
            "Look for group_vars, host_vars, roles, files here, instead of in this directory.",
            "--playbook-dir");
    static final Option LIST_HOSTS = Option.flag("List the hosts, and stop.", "--list-hosts");

    private static final List<Option> OWN = List.of(
            MODULE,
            ARGUMENTS,
            FOLDER,
            RunCommand.CHECK,
            RunCommand.DIFF,
            RunCommand.FORKS,
            LIST_HOSTS,
            Loaded.ALL_PROBLEMS,
            RunCommand.EVENTS,
            Option.of("KIND", "play: failures in words; ansible: all as the program 'ansible' prints it.", "--output"),
            RunCommand.COLOR,
            RunCommand.VERBOSE);

    @Override
    public String name() {
        return "exec";
    }

    @Override
    public String synopsis() {
        return "PATTERN -i INVENTORY [-m MODULE] [-a ARGS] [options]";
    }

    @Override
    public List<Option> options() {
        List<Option> options = new ArrayList<>(Loaded.OPTIONS);
        options.addAll(OWN);
        options.add(RunReports.REPORT);
        options.addAll(AccessOptions.ALL);
        return options;
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, InterruptedException {
        if (arguments.rest().size() != 1) {
            throw new UsageException(
                    "'play exec' needs one pattern of hosts; what is to run there is given by -m and -a");
        }
        AdHocTask task = new AdHocTask(
                new SourceFile("PATTERN", arguments.rest().getFirst()),
                new SourceFile(MODULE.name(), arguments.value(MODULE.name()).orElse("command")),
                new SourceFile(
                        ARGUMENTS.name(), arguments.value(ARGUMENTS.name()).orElse("")));
        return run(arguments, task, terminal, Secrets.ASKED, new ToldWarnings());
    }

    /** Runs a task that other words give than those of the arguments. */
    static int run(Arguments arguments, AdHocTask task, Terminal terminal, Secrets secrets, ToldWarnings told)
            throws UsageException, InterruptedException {
        Loaded.Asked asked = Loaded.Asked.of(task, folder(arguments));
        return RunSession.run(arguments, terminal, new Task(arguments, terminal, asked, secrets, told));
    }

    /** Where roles, files and variables are looked for. */
    static Path folder(Arguments arguments) throws UsageException {
        return arguments.path(FOLDER.name()).orElse(Path.of(""));
    }

    private record Task(Arguments arguments, Terminal terminal, Loaded.Asked asked, Secrets secrets, ToldWarnings told)
            implements RunSession.Work {
        @Override
        public List<Diagnostic> untold(List<Diagnostic> problems) {
            return told.untold(problems);
        }

        @Override
        public Loaded read(Vault vault, ProblemList problems) throws InterruptedException {
            return Loaded.read(arguments, asked, vault, problems);
        }

        @Override
        public Report report(Totals totals) throws UsageException {
            return new HostResults(terminal.out(), RunSession.style(arguments, terminal));
        }

        /** Its results are all there is to see. */
        @Override
        public boolean isWatched() {
            return false;
        }

        @Override
        public boolean isListed(Loaded loaded) {
            if (!arguments.has(LIST_HOSTS.name())) {
                return false;
            }
            List<String> hosts = loaded.targets().stream()
                    .flatMap(target -> target.hosts().stream())
                    .toList();
            terminal.out().println("  hosts (" + hosts.size() + "):");
            hosts.forEach(host -> terminal.out().println(Printable.line("    " + host)));
            return true;
        }
    }
}
