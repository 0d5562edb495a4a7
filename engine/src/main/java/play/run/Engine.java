package play.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import play.connection.Connections;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.Notice;
import play.converge.Converger;
import play.diag.ProblemList;
import play.event.EventSink;
import play.event.Redactor;
import play.event.RunEvent;
import play.playbook.Playbook;

/** Runs playbooks that were loaded without problems. Everything that happens is told as events. */
public final class Engine {
    private final RunInputs inputs;
    private final RunOptions options;
    private final EventSink events;
    private final Redactor redactor;
    private final HostStates states = new HostStates();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    public Engine(RunInputs inputs, RunOptions options, EventSink events, Redactor redactor) {
        this.inputs = inputs;
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
        Optional<String> broken = Optional.of("the run ended early");
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
            inputs.ledger().over(states.failed());
            events.accept(new RunEvent.RunFinished(interrupted, broken));
        }
    }

    private void tell(Notice notice) {
        switch (notice) {
            case Notice.Silent(String host, Duration since, Duration limit) ->
                events.accept(new RunEvent.HostSilent(host, since.toSeconds(), limit.toSeconds()));
            case Notice.HandedOver handed -> warnOnce(handed);
            case Notice.IgnoredVariable unheeded -> warnOnce(unheeded);
        }
    }

    /** Of hundreds of hosts, the first speaks for all. */
    private void warnOnce(Notice notice) {
        if (told.add(notice.text())) {
            events.accept(new RunEvent.Warning(notice.host() + ": " + notice.text()));
        }
    }

    private Runner runner(Connections connections) {
        inputs.variables().witness(redactor::learn);
        inputs.variables().warned(sentence -> {
            if (told.add(sentence)) {
                events.accept(new RunEvent.Warning(sentence));
            }
        });
        Converger converger = new Converger(
                connections.shell(new ConnectionSpec.Local("controller")),
                inputs.store(),
                redactor,
                inputs.attendant(),
                options.readAhead());
        inputs.variables().participants(states::isSound);
        RunContext context = new RunContext(
                options,
                inputs.variables(),
                inputs.inventory(),
                new ControllerFiles(inputs.expressions(), inputs.loader()),
                new Sessions(
                        new ShellDialer(
                                connections,
                                inputs.access(),
                                host -> inputs.variables().sources().inventory().isImplicit(host)),
                        converger),
                converger,
                inputs.approvals(),
                inputs.ledger(),
                states,
                new Stepping(options.step(), inputs.attendant()),
                new RunContext.Output(
                        events, redactor, inputs.store().workshop().clock()));
        return new Runner(
                context,
                play -> inputs.hosts().of(play, new ProblemList()),
                batch -> new DynamicIncludes(context, inputs.loader(), batch));
    }
}
