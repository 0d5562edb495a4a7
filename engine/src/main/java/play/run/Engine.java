package play.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import play.connection.ConnectionSpec;
import play.connection.Connections;
import play.connection.Notice;
import play.diag.ProblemList;
import play.event.EventSink;
import play.event.Redactor;
import play.event.RunEvent;
import play.expression.Expressions;
import play.inventory.Inventory;
import play.load.PlaybookLoader;
import play.playbook.Playbook;
import play.vars.Variables;

/** Runs playbooks that were loaded without problems. Everything that happens is told as events. */
public final class Engine {
    private final Plant plant;
    private final RunOptions options;
    private final EventSink events;
    private final Redactor redactor;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * What a run works with.
     *
     * @param loader reads what is included while plays run
     * @param store makes and keeps things on the controller
     */
    public record Plant(
            Inventory inventory,
            Variables variables,
            PlayHosts hosts,
            PlaybookLoader loader,
            Expressions expressions,
            Access access,
            Store store) {}

    public Engine(Plant plant, RunOptions options, EventSink events, Redactor redactor) {
        this.plant = plant;
        this.options = options;
        this.events = events;
        this.redactor = redactor;
    }

    /** Runs all plays; an interruption ends what runs on the hosts. However it ends, the last event tells. */
    public void run(List<Playbook> playbooks, String version) {
        List<String> names =
                playbooks.stream().map(playbook -> playbook.file().toString()).toList();
        events.accept(new RunEvent.RunStarted(version, options.check(), names));
        boolean interrupted = false;
        Optional<String> broken = Optional.of("the run ended before its end");
        try (Connections connections = new Connections(this::tell)) {
            runner(connections).run(playbooks);
            broken = Optional.empty();
        } catch (InterruptedException e) {
            interrupted = true;
            broken = Optional.empty();
        } catch (RuntimeException | Error e) {
            broken = Optional.of(e.toString());
            throw e;
        } finally {
            events.accept(new RunEvent.RunFinished(interrupted, broken));
        }
    }

    private void tell(Notice notice) {
        switch (notice) {
            case Notice.Silent(String host, Duration since, Duration limit) ->
                events.accept(new RunEvent.HostSilent(host, since.toSeconds(), limit.toSeconds()));
            case Notice.HandedOver handed -> warnOnce(handed);
            case Notice.Unheeded unheeded -> warnOnce(unheeded);
        }
    }

    /** Of hundreds of hosts, the first speaks for all. */
    private void warnOnce(Notice notice) {
        if (told.add(notice.text())) {
            events.accept(new RunEvent.Warning(notice.host() + ": " + notice.text()));
        }
    }

    private Runner runner(Connections connections) {
        plant.variables().witness(redactor::learn);
        Store store = plant.store();
        ConnectionSpec.Local local = new ConnectionSpec.Local("controller");
        Session controller = new Session(
                "controller",
                new EnvironmentShell(
                        connections.shell(local),
                        Map.of(
                                "PLAY_STATE",
                                store.workshop().state().toString(),
                                "PLAY_CACHE",
                                store.workshop().cache().toString())),
                new Foresight(),
                new ReentrantLock());
        Realms realms = new Realms(controller);
        Products products = new Products(store.producers(), store.workshop(), redactor);
        HostStates states = new HostStates();
        plant.variables().participants(states::isSound);
        RunContext context = new RunContext(
                options,
                plant.variables(),
                new ControllerFiles(plant.expressions(), plant.loader()),
                new Sessions(new ShellDialer(connections, plant.access(), plant.inventory()::isImplicit), realms),
                realms,
                new RunContext.Executions(new RealRun(products, store.workshop().clock()), new DryRun()),
                states,
                new RunContext.Output(events, redactor, store.workshop().clock()));
        return new Runner(
                context,
                play -> plant.hosts().of(play, new ProblemList()),
                batch -> new DynamicIncludes(context, plant.loader(), batch));
    }

    /** The controller's part: who makes things there, and where they are kept. */
    public record Store(List<play.module.Producer<?>> producers, play.module.Workshop workshop) {
        public Store {
            producers = List.copyOf(producers);
        }
    }
}
