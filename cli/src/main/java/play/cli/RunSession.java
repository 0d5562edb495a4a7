package play.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import play.converge.Store;
import play.diag.Diagnostic;
import play.diag.Printable;
import play.diag.ProblemList;
import play.diag.Severity;
import play.event.Redactor;
import play.event.RunEvent;
import play.lab.LabException;
import play.module.ModuleRegistry;
import play.module.Producer;
import play.module.Progress;
import play.module.Workshop;
import play.plugin.Plugins;
import play.report.Console;
import play.report.EventLog;
import play.report.JsonLines;
import play.report.Report;
import play.report.Totals;
import play.run.Access;
import play.run.Approvals;
import play.run.Engine;
import play.run.Ledger;
import play.run.RunInputs;
import play.run.RunOptions;
import play.schedule.TagSelection;
import play.value.Secret;
import play.vault.Vault;
import play.vault.VaultPassword;
import play.view.LiveScreen;
import play.view.RunningTasks;

/** One call of {@code play run}, from its options to its exit code. */
final class RunSession {
    /** The exit code when something is wrong that no host is needed to tell, as Ansible has it. */
    static final int PROBLEMS = 4;

    /** How many hosts at once where nobody says. */
    private static final int FORKS = 50;

    private static final int GENERIC = 1;

    private final Arguments arguments;
    private final Terminal terminal;
    private final Loaded loaded;
    private final List<VaultPassword> vaultPasswords;
    private final Work work;

    /** What is run, and how that is shown. */
    interface Work {
        Loaded read(Vault vault, ProblemList problems) throws InterruptedException;

        Report report(Totals totals) throws UsageException;

        /** Where its passwords come from. */
        default Secrets secrets() {
            return Secrets.ASKED;
        }

        /** Those of the problems that nobody has been told of yet. */
        default List<Diagnostic> untold(List<Diagnostic> problems) {
            return problems;
        }

        /** What of it is to be run. */
        default Loaded begun(Loaded loaded) throws UsageException {
            return loaded;
        }

        /** Whether a person sees what goes on, and what came of it in the end. */
        default boolean isWatched() {
            return true;
        }

        /** Whether it is only to be listed, which it then is. */
        boolean isListed(Loaded loaded);

        /** Who looks on, and is asked before anything is changed. */
        default Watch watch(Loaded loaded, Redactor redactor, Totals totals) throws UsageException {
            return Watch.NONE;
        }

        /**
         * What is left to do once the run has ended.
         *
         * @return the exit code, which would be {@code code}
         */
        default int ended(int code, Totals totals) throws UsageException {
            return code;
        }
    }

    /** Who is asked before anything is changed, what is kept of the run, and further reports. */
    record Watch(Approvals approvals, Ledger ledger, List<Report> reports) {
        static final Watch NONE = new Watch(Approvals.GRANTED, Ledger.NONE, List.of());

        Watch {
            reports = List.copyOf(reports);
        }
    }

    /** What was read without problems, and the passwords that it was opened with. */
    private record Ready(Loaded loaded, List<VaultPassword> passwords) {}

    private RunSession(Arguments arguments, Terminal terminal, Work work, Ready ready) {
        this.arguments = arguments;
        this.terminal = terminal;
        this.work = work;
        this.loaded = ready.loaded();
        this.vaultPasswords = ready.passwords();
    }

    /** Loads, checks and runs; where something is wrong it is printed, and nothing runs. */
    static int run(Arguments arguments, Terminal terminal, Work work) throws UsageException, InterruptedException {
        arguments.wholeNumber("--forks");
        arguments.wholeNumber("--read-ahead", 0);
        List<VaultPassword> passwords = work.secrets().vault(arguments);
        ProblemList problems = new ProblemList();
        new AnsibleSettings(System.getenv(), Path.of(""), Home.ofUser()).report(problems);
        Loaded loaded = work.read(new Vault(passwords), problems);
        if (arguments.all("--inventory").isEmpty()
                && loaded.targets().stream()
                        .anyMatch(target -> target.hosts().isEmpty()
                                && target.play().prompts().isEmpty())) {
            problems.report(noInventory());
        }
        List<Diagnostic> untold = work.untold(problems.sorted());
        if (!untold.isEmpty()) {
            Loaded.print(untold, arguments, terminal.err());
        }
        if (problems.hasErrors()) {
            return refusal(problems.sorted());
        }
        if (work.isListed(loaded)) {
            return 0;
        }
        ProblemList later = new ProblemList();
        if (arguments.has(RunCommand.STEP.name()) && !Keyboard.standard().isThere()) {
            throw new UsageException("--step asks before each task, and there is no terminal to ask at");
        }
        Loaded answered = work.begun(loaded).answered(Keyboard.standard(), later);
        if (!later.isEmpty()) {
            Loaded.print(later.sorted(), arguments, terminal.err());
        }
        return later.hasErrors()
                ? PROBLEMS
                : new RunSession(arguments, terminal, work, new Ready(answered, passwords)).run();
    }

    private static Diagnostic noInventory() {
        return new Diagnostic(
                Severity.WARNING,
                "no-inventory",
                "No inventory is given",
                "So there is only 'localhost', for plays that name it. Give an inventory by '-i FILE', or hosts with a"
                        + " comma: '-i web1,'.",
                Optional.empty(),
                List.of());
    }

    /** 1 where there is no such playbook or the limit leaves no host, as Ansible has it. */
    private static int refusal(List<Diagnostic> problems) {
        boolean misnamed = problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .allMatch(problem -> problem.code().equals("missing-playbook")
                        || problem.subject()
                                .filter(place -> place.file().name().equals(Loaded.LIMIT.name()))
                                .isPresent());
        return misnamed ? GENERIC : PROBLEMS;
    }

    private int run() throws UsageException, InterruptedException {
        makeFolders();
        Home.state(System.getenv(), Home.ofUser())
                .expected()
                .ifPresent(expected -> terminal.err()
                        .println(Printable.line("play: the state is in " + Home.state() + "; HOME means " + expected
                                + ", where nothing is. Move the directory there, or keep it by XDG_STATE_HOME.")));
        Access access = work.secrets().access(arguments);
        Totals totals = new Totals();
        Redactor redactor = new Redactor();
        vaultPasswords.forEach(password -> redactor.learnText(password.password()));
        access.password().ifPresent(redactor::learn);
        access.become().password().ifPresent(redactor::learn);
        RunReports whole = RunReports.of(arguments, terminal, work.isWatched() && !asAnsible(arguments));
        Optional<PrintWriter> events = eventsFile();
        Watch watch = work.watch(loaded, redactor, totals);
        List<Report> reports = new ArrayList<>(List.of(work.report(totals)));
        reports.addAll(watch.reports());
        reports.addAll(whole.watchers());
        RunningTasks running = new RunningTasks();
        boolean live = work.isWatched() && !asAnsible(arguments);
        reports.addAll(live ? List.of(running) : List.of());
        events.ifPresent(file -> reports.add(new JsonLines(file)));
        EventLog log = new EventLog(
                totals,
                reports,
                redactor,
                InstantSource.system(),
                sentence -> terminal.err().println("play: " + sentence));
        try (LiveScreen.Region _ = live ? drawn(running) : () -> {};
                Interruptions _ = Interruptions.of(Thread.currentThread(), teller(totals));
                log) {
            loaded.bringUpLabs(line -> log.accept(new RunEvent.Progress(line)));
            carryOut(access, watch, log, redactor);
        } catch (LabException e) {
            terminal.err().println("play: " + e.getMessage());
            return GENERIC;
        } finally {
            events.ifPresent(PrintWriter::close);
        }
        boolean reported = whole.finish();
        if (events.isPresent() && events.get().checkError()) {
            terminal.err()
                    .println("play: the events file "
                            + arguments.value("--events").orElseThrow()
                            + " is incomplete: it could not be written to its end; is the disk full?");
            reported = false;
        }
        if (!log.isWhole()) {
            terminal.err().println("play: the output is incomplete; state of the hosts:");
            totals.recap(arguments.has("--check")).forEach(terminal.err()::println);
            return totals.exitCode() == 0 ? Main.MISTAKE : totals.exitCode();
        }
        return work.ended(reported ? totals.exitCode() : Math.max(GENERIC, totals.exitCode()), totals);
    }

    /** What goes on, in the last lines of the terminal, where it is one. */
    private LiveScreen.Region drawn(RunningTasks running) {
        InstantSource clock = InstantSource.system();
        return terminal.live()
                .map(screen -> screen.open(() -> running.lines(clock.millis(), terminal.width())))
                .orElse(() -> {});
    }

    /** Ctrl-C interrupts this thread, which ends what runs on the hosts before the program ends. */
    private void carryOut(Access access, Watch watch, EventLog log, Redactor redactor) {
        Progress progress = new RunProgress(log, InstantSource.system());
        RunInputs inputs = loaded.inputs(
                access,
                new Store(producers(loaded.plugins()), workshop(progress)),
                new Operator(keyboard(), log, redactor, progress),
                watch);
        new Engine(inputs, options(), log, redactor).run(loaded.playbooks(), Version.NUMBER);
    }

    /** Whoever is asked something sees nothing else on the terminal meanwhile. */
    private Questioner keyboard() {
        Questioner keyboard = Keyboard.interruptible();
        return terminal.live()
                .<Questioner>map(screen -> new UndisturbedKeyboard(keyboard, screen))
                .orElse(keyboard);
    }

    private static Supplier<List<Producer<?>>> producers(Plugins plugins) {
        List<Producer<?>> own = ModuleRegistry.installedProducers();
        return () -> Stream.concat(own.stream(), plugins.producers().stream()).toList();
    }

    private Interruptions.Teller teller(Totals totals) {
        return new Interruptions.Teller() {
            @Override
            public void interrupted() {
                terminal.err()
                        .println("play: interrupted; what runs on the hosts is being ended; interrupt again to end"
                                + " play at once");
            }

            @Override
            public void abandoned() {
                terminal.err()
                        .println("play: some hosts do not answer, so what runs there may go on; state of the hosts:");
                totals.recap(arguments.has("--check")).forEach(terminal.err()::println);
            }
        };
    }

    /** How much of it is shown, and in which form. */
    static Console.Style style(Arguments arguments, Terminal terminal) throws UsageException {
        return new Console.Style(
                arguments.has("--diff"),
                arguments.count("--verbose"),
                color(arguments, terminal),
                terminal.columns(),
                asAnsible(arguments),
                terminal.live().isPresent() && !arguments.has(RunReports.BY_HOST.name()) && !asAnsible(arguments));
    }

    private static boolean color(Arguments arguments, Terminal terminal) throws UsageException {
        String when = arguments.value(RunCommand.COLOR.name()).orElse("auto");
        return switch (when) {
            case "auto" -> terminal.color();
            case "always" -> true;
            case "never" -> false;
            default -> throw new UsageException("--color is auto, always or never, not '" + when + "'");
        };
    }

    static boolean asAnsible(Arguments arguments) throws UsageException {
        String output = arguments.value("--output").orElse("play");
        return switch (output) {
            case "play" -> false;
            case "ansible" -> true;
            default -> throw new UsageException("--output is play or ansible, not '" + output + "'");
        };
    }

    private Optional<PrintWriter> eventsFile() throws UsageException {
        Optional<Path> file = arguments.path("--events");
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PrintWriter(Files.newBufferedWriter(file.get(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UsageException("the events file " + file.get() + " cannot be written: " + FileFault.why(e));
        }
    }

    /** Only the user may look into what is kept. */
    static void makeFolders() throws UsageException {
        Set<PosixFilePermission> mine = PosixFilePermissions.fromString("rwx------");
        for (Path folder : List.of(Home.state(), Home.cache())) {
            try {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(mine));
            } catch (IOException e) {
                throw new UsageException("the directory " + folder + " cannot be made: " + FileFault.why(e));
            }
        }
    }

    private Workshop workshop(Progress progress) {
        return new Workshop(
                        Home.state(),
                        Home.cache(),
                        Home.folder(),
                        InstantSource.system(),
                        new SecureRandom(),
                        vaultPasswords.stream().findFirst().map(password -> new Secret(password.password())),
                        progress)
                .with(new VaultSealing());
    }

    static TagSelection selection(Arguments arguments) {
        return new TagSelection(
                new LinkedHashSet<>(Loaded.words(arguments.all("--tags"))),
                new LinkedHashSet<>(Loaded.words(arguments.all("--skip-tags"))));
    }

    /** How many hosts at once. */
    static int forks(Arguments arguments) {
        return arguments.value("--forks").map(Integer::valueOf).orElse(FORKS);
    }

    private RunOptions options() throws IllegalArgumentException {
        TagSelection selection = selection(arguments);
        return new RunOptions(
                arguments.has("--check"),
                arguments.has("--diff"),
                forks(arguments),
                arguments
                        .value("--read-ahead")
                        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                        .orElse(RunOptions.READ_AHEAD),
                arguments.has("--become"),
                selection.wanted(),
                selection.skipped(),
                arguments.has("--force-handlers"),
                arguments.has(RunCommand.STEP.name()));
    }
}
