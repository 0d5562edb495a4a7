package play.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import play.contract.ExampleTimes.Phase;
import play.event.Outcome;
import play.event.RunEvent;
import play.event.StateChange;
import play.lab.LabException;
import play.module.ModuleRegistry;
import play.module.ModuleSpec;

/**
 * What every resource promises, tried on a real host: a dry run gives the same answer twice and touches nothing; the
 * run makes what was announced, and finds every state as foreseen; the next run has nothing to do.
 */
public final class Contract {
    private final ModuleRegistry modules;
    private final ExampleHost host;
    private final Path home;
    private final ExampleTimes times;

    public Contract(ModuleRegistry modules, ExampleHost host, Path home, ExampleTimes times) {
        this.modules = modules;
        this.host = host;
        this.home = home;
        this.times = times;
    }

    /**
     * Whether an example starts from a host with Ceph's packages. {@code CephIT} tries these: its hosts have them
     * already, and each blank one would take a minute.
     */
    public static boolean needsCeph(ModuleSpec.Example example) {
        return example.first().contains("ceph-mon");
    }

    /** What the example breaks, as sentences that name module and example; none when it keeps the contract. */
    public List<String> violations(String module, ModuleSpec.Example example)
            throws IOException, LabException, InterruptedException {
        Path folder = Files.createTempDirectory("contract");
        try (ExampleTimes.Clock clock = times.start(module + ": " + example.title())) {
            copyExamples(folder);
            Files.writeString(folder.resolve("hosts.yml"), host.inventory());
            Trial trial = new Trial(module, example, new TaskTrial(modules, folder, home), clock);
            trial.run();
            return trial.broken().stream()
                    .map(what -> module + " (" + example.title() + "): " + what)
                    .toList();
        } finally {
            delete(folder);
        }
    }

    private void copyExamples(Path folder) throws IOException {
        Files.copy(home.resolve("playbooks/artifacts.lock.yml"), folder.resolve("artifacts.lock.yml"));
        Path examples = home.resolve("modules/src/test/resources/examples");
        try (Stream<Path> files = Files.walk(examples)) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(examples.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private final class Trial {
        private final ModuleSpec.Example example;
        private final TaskTrial tasks;
        private final String task;
        private final ExampleTimes.Clock clock;
        private final List<String> broken = new ArrayList<>();

        Trial(String module, ModuleSpec.Example example, TaskTrial tasks, ExampleTimes.Clock clock) {
            this.example = example;
            this.tasks = tasks;
            this.task = "- name: example\n  " + module + ":\n" + example.yaml().indent(4);
            this.clock = clock;
        }

        List<String> broken() {
            return broken;
        }

        void run() throws IOException, LabException, InterruptedException {
            try {
                host.prepare(new Preparation(example.first(), tasks.state(), this::first));
            } catch (Preparation.Failed e) {
                broken.add("the tasks before it fail: " + e.getMessage());
                return;
            }
            clock.was(Phase.HOST);
            try {
                host.script(example.before());
            } catch (LabException e) {
                broken.add("the script before it fails: " + e.getMessage());
                return;
            }
            clock.was(Phase.BEFORE);
            Outcome announced = check();
            if (!(announced instanceof Outcome.Failed)) {
                apply(announced);
            }
        }

        private void first(String others) throws IOException, InterruptedException, Preparation.Failed {
            if (tasks.run(others, false).outcome() instanceof Outcome.Failed failed) {
                throw new Preparation.Failed(failed.message());
            }
        }

        private Outcome check() throws IOException, LabException, InterruptedException {
            List<String> before = host.walk();
            clock.was(Phase.WALKS);
            Outcome once = tasks.run(task, true).outcome();
            Outcome twice = tasks.run(task, true).outcome();
            clock.was(Phase.RUNS);
            List<String> changed = difference(before, host.walk());
            clock.was(Phase.WALKS);
            require(changed.isEmpty(), "a dry run changed the host: " + changed);
            require(once.equals(twice), "two dry runs tell different things: " + once + " and " + twice);
            boolean right = example.title().contains("right");
            require(
                    right ? once instanceof Outcome.Ok : once instanceof Outcome.Changed,
                    "a dry run should tell " + (right ? "that nothing is to be done" : "a change") + ", but tells "
                            + once);
            return once;
        }

        private void apply(Outcome announced) throws IOException, InterruptedException {
            TaskTrial.Seen run = tasks.run(task, false);
            require(agree(announced, run.outcome()), "announced was " + announced + ", but made was " + run.outcome());
            for (RunEvent.ForeseenDiffers difference : run.differences()) {
                require(
                        false,
                        "found is not what was foreseen (before: foreseen, after: found): "
                                + difference.foreseenAndFound());
            }
            Outcome again = tasks.run(task, false).outcome();
            clock.was(Phase.RUNS);
            require(again instanceof Outcome.Ok, "a second run should find nothing to do, but: " + again);
        }

        private void require(boolean kept, String otherwise) {
            if (!kept) {
                broken.add(otherwise);
            }
        }
    }

    /** Whether what was made is what was announced; what only the run could tell agrees with anything. */
    static boolean agree(Outcome announced, Outcome made) {
        return announced instanceof Outcome.Changed(String title, List<StateChange> changes)
                ? made instanceof Outcome.Changed(String also, List<StateChange> others)
                        && title.equals(also)
                        && agree(changes, others)
                : announced.equals(made);
    }

    private static boolean agree(List<StateChange> announced, List<StateChange> made) {
        Set<String> told = new HashSet<>();
        announced.forEach(change -> told.add(change.family() + " " + change.id()));
        Set<String> done = new HashSet<>();
        made.forEach(change -> done.add(change.family() + " " + change.id()));
        return told.equals(done)
                && announced.stream().allMatch(change -> made.stream().anyMatch(other -> agree(change, other)));
    }

    private static boolean agree(StateChange announced, StateChange made) {
        return announced.family().equals(made.family())
                && announced.id().equals(made.id())
                && made.fields().stream()
                        .allMatch(field -> announced.fields().stream().anyMatch(told -> agree(told, field)));
    }

    private static boolean agree(StateChange.Field announced, StateChange.Field made) {
        return announced.name().equals(made.name())
                && (announced.after().contains(StateChange.LATER)
                        || announced.after().equals(made.after()));
    }

    private static List<String> difference(List<String> before, List<String> after) {
        Set<String> old = new HashSet<>(before);
        Set<String> fresh = new HashSet<>(after);
        List<String> lines = new ArrayList<>();
        before.stream().filter(line -> !fresh.contains(line)).forEach(line -> lines.add("- " + line));
        after.stream().filter(line -> !old.contains(line)).forEach(line -> lines.add("+ " + line));
        return lines;
    }
}
