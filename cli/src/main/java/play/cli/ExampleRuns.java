package play.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import play.contract.ModuleContract;
import play.contract.Watched;
import play.converge.Attendant;
import play.converge.Store;
import play.diag.DiagnosticText;
import play.diag.ProblemList;
import play.event.Redactor;
import play.event.RunEvent;
import play.host.Effect;
import play.module.ModuleRegistry;
import play.module.Resource;
import play.module.TaskModule;
import play.module.Workshop;
import play.plugin.CallPlace;
import play.plugin.ModuleProvider;
import play.run.Access;
import play.run.Engine;
import play.run.RunOptions;
import play.value.JsonScalars;
import play.vault.Vault;

/** Runs tasks on the one host that a command line names, as {@code play run} does. */
final class ExampleRuns {
    private final Arguments arguments;
    private final Access access;
    private final boolean local;
    private final Path folder;

    /** Of the last change that was planned. */
    private final List<Effect> effects = new CopyOnWriteArrayList<>();

    /** @param folder of the playbook, with the modules beside it */
    ExampleRuns(Arguments arguments, boolean local, Path folder) throws UsageException, InterruptedException {
        this.arguments = arguments;
        this.access = AccessOptions.read(arguments);
        this.local = local;
        this.folder = folder;
    }

    /** Whether the host is this machine. */
    boolean isLocal() {
        return local;
    }

    /** Runs a script without the module. */
    ModuleContract.Seen script(String script) throws UsageException, IOException, InterruptedException {
        return run("- ansible.builtin.shell:\n    cmd: !unsafe " + JsonScalars.quoted(script, true) + "\n", false);
    }

    /**
     * Runs tasks.
     *
     * @param tasks a YAML list
     * @return what came of the last
     */
    ModuleContract.Seen run(String tasks, boolean check) throws UsageException, IOException, InterruptedException {
        Path file = folder.resolve("example.yml");
        String hosts = local ? "localhost\n  connection: local" : "all";
        Files.writeString(file, "- hosts: " + hosts + "\n  gather_facts: false\n  tasks:\n" + tasks.indent(4));
        effects.clear();
        ProblemList problems = new ProblemList();
        Loaded.Asked asked = Loaded.Asked.of(List.of(file), this::watched);
        Loaded loaded = Loaded.read(arguments, asked, new Vault(Passwords.vault(arguments)), problems);
        if (problems.hasErrors()) {
            throw new UsageException("the example cannot be run:\n" + DiagnosticText.render(problems.sorted()));
        }
        long count = loaded.targets().stream()
                .mapToLong(target -> target.hosts().size())
                .sum();
        if (count != 1) {
            throw new UsageException("the examples of a module are tried on one host, but " + count
                    + " are named. Choose one by '-l HOST'.");
        }
        List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());
        new Engine(
                        loaded.inputs(access, store(), Attendant.NOBODY, RunSession.Watch.NONE),
                        options(check),
                        events::add,
                        new Redactor())
                .run(loaded.playbooks(), Version.NUMBER);
        return seen(events);
    }

    private ModuleContract.Seen seen(List<RunEvent> events) throws IOException {
        RunEvent.TaskFinished last = finished(events)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new IOException("no task has run; is the host reachable?"));
        return new ModuleContract.Seen(
                last.outcome(),
                events.stream()
                        .filter(RunEvent.ForeseenDiffers.class::isInstance)
                        .map(event -> ((RunEvent.ForeseenDiffers) event).foreseenAndFound())
                        .toList(),
                effects,
                Optional.ofNullable(last.result()).orElse(Map.of()));
    }

    private static Stream<RunEvent.TaskFinished> finished(List<RunEvent> events) {
        return events.stream().filter(RunEvent.TaskFinished.class::isInstance).map(RunEvent.TaskFinished.class::cast);
    }

    private RunOptions options(boolean check) {
        return new RunOptions(
                check,
                true,
                1,
                RunOptions.READ_AHEAD,
                arguments.has("--become"),
                Set.of("all"),
                Set.of(),
                false,
                false);
    }

    private Store store() {
        return new Store(
                ModuleRegistry::installedProducers,
                new Workshop(
                                folder.resolve("state"),
                                Home.cache(),
                                Home.folder(),
                                InstantSource.system(),
                                new SecureRandom(),
                                Optional.empty(),
                                line -> {})
                        .with(new VaultSealing()));
    }

    /** What it brings, with the effects of each change seen. */
    private ModuleProvider watched(ModuleProvider provider) {
        return new ModuleProvider() {
            @Override
            public Optional<Provided> find(String name, CallPlace place) {
                return provider.find(name, place)
                        .map(provided ->
                                new Provided(provided.module().map(ExampleRuns.this::watched), provided.problems()));
            }
        };
    }

    private TaskModule<?> watched(TaskModule<?> module) {
        return module instanceof Resource<?> resource ? watched(resource) : module;
    }

    private <P extends Record> Resource<P> watched(Resource<P> resource) {
        return new Watched<>(resource, planned -> {
            effects.clear();
            effects.addAll(planned);
        });
    }
}
