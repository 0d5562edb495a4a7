package play.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import play.contract.ExampleTimes.Phase;
import play.event.Outcome;
import play.lab.LabException;
import play.module.ModuleRegistry;
import play.module.ModuleSpec;
import play.result.ResultType;
import play.testing.Scratch;

/**
 * What every resource promises, tried on a real host: a dry run gives the same answer twice and touches nothing; the
 * run makes what was announced, and finds every state as foreseen; the next run has nothing to do.
 */
public final class Contract {
    /** A module whose examples need a program that {@code ComposeContractTest} builds and brings. */
    static final String COMPOSE = "docker_compose_v2";

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
    public List<String> violations(String module, ModuleSpec.Example example) throws Exception {
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
            Scratch.delete(folder);
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

    private final class Trial implements ModuleContract.Subject {
        private final String module;
        private final ModuleSpec.Example example;
        private final TaskTrial tasks;
        private final String task;
        private final ExampleTimes.Clock clock;
        private final List<String> broken = new ArrayList<>();

        Trial(String module, ModuleSpec.Example example, TaskTrial tasks, ExampleTimes.Clock clock) {
            this.module = module;
            this.example = example;
            this.tasks = tasks;
            this.task = "- name: example\n  " + module + ":\n" + example.yaml().indent(4);
            this.clock = clock;
        }

        List<String> broken() {
            return broken;
        }

        void run() throws Exception {
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
            broken.addAll(ModuleContract.violations(this, example.title().contains("right")));
        }

        @Override
        public Optional<ResultType.Fields> returns() {
            return modules.find(module).flatMap(found -> found.spec().returns());
        }

        @Override
        public ModuleContract.Seen run(boolean check) throws IOException, InterruptedException {
            ModuleContract.Seen seen = tasks.run(task, check);
            clock.was(Phase.RUNS);
            return seen;
        }

        @Override
        public List<ModuleContract.Thing> walk() throws LabException, InterruptedException {
            List<String> lines = host.walk();
            clock.was(Phase.WALKS);
            return lines.stream().map(WalkLine::thing).toList();
        }

        private void first(String others) throws IOException, InterruptedException, Preparation.Failed {
            if (tasks.run(others, false).outcome() instanceof Outcome.Failed failed) {
                throw new Preparation.Failed(failed.message());
            }
        }
    }
}
