package play.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import play.cli.VaultSealing;
import play.connection.transport.HostKeys;
import play.connection.transport.Timing;
import play.converge.Attendant;
import play.converge.Store;
import play.diag.DiagnosticText;
import play.diag.ProblemList;
import play.event.Redactor;
import play.event.RunEvent;
import play.expression.Expressions;
import play.host.Effect;
import play.inventory.FolderVars;
import play.inventory.Inventory;
import play.inventory.InventoryReader;
import play.load.DataReader;
import play.load.Loading;
import play.load.PlaybookLoader;
import play.load.RolePaths;
import play.module.ModuleRegistry;
import play.module.Resource;
import play.module.TaskModule;
import play.module.Workshop;
import play.playbook.Playbook;
import play.playbook.Vars;
import play.plugin.Plugins;
import play.run.Access;
import play.run.Approvals;
import play.run.Engine;
import play.run.EnrolledNames;
import play.run.Ledger;
import play.run.PlayHosts;
import play.run.RunInputs;
import play.run.RunOptions;
import play.vars.Invocation;
import play.vars.VariableSources;
import play.vars.Variables;
import play.vault.Vault;
import play.vault.VaultNodes;

/** Runs tasks on one host as {@code play run} does: the whole engine over SSH, with the modules it is given. */
final class TaskTrial {
    private final ModuleRegistry modules;
    private final Path folder;
    private final Path home;

    /** Of the last change that was planned. */
    private final List<Effect> effects = new CopyOnWriteArrayList<>();

    /**
     * @param folder of the playbook, with the files that examples name, an inventory {@code hosts.yml}, and the state
     * @param home of the distribution
     */
    TaskTrial(ModuleRegistry modules, Path folder, Path home) {
        this.modules = new ModuleRegistry(
                modules.all().stream().<TaskModule<?>>map(this::watched).toList());
        this.folder = folder;
        this.home = home;
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

    /** The folder in which {@code play} keeps what it makes. */
    Path state() {
        return folder.resolve("state");
    }

    /** @param tasks a YAML list */
    ModuleContract.Seen run(String tasks, boolean check) throws IOException, InterruptedException {
        Path file = folder.resolve("example.yml");
        effects.clear();
        Files.writeString(file, "- hosts: all\n  gather_facts: false\n" + defaults() + "  tasks:\n" + tasks.indent(4));
        List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());
        ProblemList problems = new ProblemList();
        Vault vault = new Vault(List.of());
        Loading loading = new Loading(new Plugins(modules), Expressions.standard(), vault, RolePaths.NONE, problems);
        PlaybookLoader loader = new PlaybookLoader(loading);
        List<Playbook> playbooks = loader.load(List.of(file));
        RunInputs inputs = inputs(loading, loader, check);
        if (problems.hasErrors()) {
            throw new AssertionError(DiagnosticText.render(problems.sorted()));
        }
        new Engine(
                        inputs,
                        new RunOptions(
                                check, true, 1, RunOptions.READ_AHEAD, false, Set.of("all"), Set.of(), false, false),
                        events::add,
                        new Redactor())
                .run(playbooks, "test");
        return seen(events);
    }

    /** The hosts of the lab reach no release of a program. */
    private String defaults() {
        return modules.find("artifact").isPresent() ? "  module_defaults: {artifact: {build: true}}\n" : "";
    }

    private ModuleContract.Seen seen(List<RunEvent> events) {
        RunEvent.TaskFinished last = events.stream()
                .<RunEvent.TaskFinished>mapMulti((event, tasks) -> {
                    if (event instanceof RunEvent.TaskFinished finished) {
                        tasks.accept(finished);
                    }
                })
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no task has run: " + events));
        return new ModuleContract.Seen(
                last.outcome(),
                events.stream()
                        .filter(RunEvent.ForeseenDiffers.class::isInstance)
                        .map(event -> ((RunEvent.ForeseenDiffers) event).foreseenAndFound())
                        .toList(),
                effects,
                Objects.requireNonNull(last.result()));
    }

    private RunInputs inputs(Loading loading, PlaybookLoader loader, boolean check) throws InterruptedException {
        VaultNodes nodes = new VaultNodes(loading.vault(), loading.problems());
        Inventory inventory = new InventoryReader(List.of(), nodes, loading.problems())
                .read(List.of(folder.resolve("hosts.yml").toString()));
        Variables variables = new Variables(new VariableSources(
                inventory,
                List.of(FolderVars.NONE),
                new DataReader(loading.expressions(), loading.problems()),
                new Invocation(Vars.NONE, check, true, List.of(), List.of(), Map.of(), Map.of()),
                loading.vault()));
        return new RunInputs(
                variables,
                told -> inventory,
                new PlayHosts(variables, Optional.empty(), true, EnrolledNames.NONE),
                loader,
                loading.expressions(),
                access(),
                new Store(ModuleRegistry::installedProducers, workshop()),
                Attendant.NOBODY,
                Approvals.GRANTED,
                Ledger.NONE);
    }

    private Access access() {
        return new Access(
                folder,
                "root",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Access.BecomeDefaults(false, "root", "sudo", Optional.empty()),
                Optional.of(HostKeys.Checking.STRICT),
                Timing.DEFAULT);
    }

    private Workshop workshop() {
        Path cache = Path.of(Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .orElse(System.getProperty("user.home") + "/.cache"));
        return new Workshop(
                        state(),
                        cache.resolve("play"),
                        home,
                        InstantSource.system(),
                        new SecureRandom(),
                        Optional.empty(),
                        line -> {})
                .with(new VaultSealing());
    }
}
