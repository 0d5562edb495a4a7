package play.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.converge.Session;
import play.event.Outcome;
import play.event.RunEvent;
import play.event.TaskRef;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.host.Facts;
import play.host.HostException;
import play.host.HostFacts;
import play.host.Observed;
import play.playbook.Play;
import play.playbook.Settings;
import play.playbook.Step;
import play.schedule.TagSelection;
import play.value.Unknown;
import play.vars.StepTags;

/** Reads the facts of a batch before its first step, if the play wants them. */
final class Gathering {
    private final RunContext run;
    private final HostPool pool;

    Gathering(RunContext run, HostPool pool) {
        this.run = run;
        this.pool = pool;
    }

    /** The hosts that failed or could not be reached, and why. */
    Map<String, Failure> run(Play play, List<String> hosts, StepPath path)
            throws InterruptedException, ExpressionException {
        boolean wanted = play.gatherFacts().isEmpty()
                || Keywords.flag("gather_facts", play.gatherFacts().get(), scope(hosts.getFirst()), true);
        Set<String> own = new StepTags(run.variables()).of(play);
        boolean selected = new TagSelection(run.options().tags(), run.options().skipTags())
                .selects(own.isEmpty() ? Set.of("always") : own);
        if (!wanted || !selected) {
            return Map.of();
        }
        TaskRef ref = new TaskRef(path.text(), "Gathering Facts", "setup", "", false, Optional.empty());
        run.output().events().accept(new RunEvent.TaskStarted(ref));
        Map<String, Failure> failures = new LinkedHashMap<>();
        pool.out(hosts, host -> told(ref, host, play.settings()))
                .forEach((host, outcome) ->
                        Failure.of(ref, outcome, Map.of()).ifPresent(failure -> failures.put(host, failure)));
        return failures;
    }

    private Scope scope(String host) {
        return run.variables().scope(host, Step.Context.NONE, Map.of());
    }

    private Outcome told(TaskRef ref, String host, Settings settings) throws InterruptedException {
        HostTask task = HostTask.begin(run.output().events(), ref, host);
        Outcome outcome = facts(host, settings);
        task.finish(outcome, Map.of());
        return outcome;
    }

    private Outcome facts(String host, Settings settings) throws InterruptedException {
        try {
            // Conditions of a play are those of its import.
            if (Rendering.all(settings.when(), scope(host)) instanceof Rendering.Verdict.No(String condition)) {
                return new Outcome.Skipped("condition is false: " + condition);
            }
            Outcome outcome = read(host, run.sessions().session(host, settings, scope(host)));
            return outcome instanceof Outcome.CannotTell(String why) ? cannotTell(host, why) : outcome;
        } catch (UnknownSettingException e) {
            return cannotTell(host, e.why());
        } catch (ExpressionException e) {
            return new Outcome.Failed(Causes.of(e));
        } catch (RuntimeException | Error mistake) {
            return new Outcome.Failed(InternalFailure.of(mistake, "the gathering of facts"));
        }
    }

    private Outcome read(String host, Session session) throws InterruptedException {
        try {
            return switch (run.converger().facts(session)) {
                case Observed.Unknown<HostFacts>(String why) ->
                    new Outcome.Failed("the facts of the host cannot be read: " + why);
                case Observed.Known<HostFacts>(HostFacts facts, var how) -> {
                    Map<String, @Nullable Object> values = new LinkedHashMap<>(facts.values());
                    run.variables().ofRun().facts(host, values);
                    yield new Outcome.Ok();
                }
            };
        } catch (HostException e) {
            return LostHost.of(e, run.options().check() ? session.pending() : Optional.empty())
                    .outcome();
        }
    }

    /** In a dry run each fact is unknown; a real run needs to know how the host is reached. */
    private Outcome cannotTell(String host, String why) {
        if (!run.options().check()) {
            return new Outcome.Failed(why);
        }
        Map<String, @Nullable Object> unknown = new LinkedHashMap<>();
        Facts.NAMES.forEach(name -> unknown.put(name, new Unknown("facts of " + host + " are not gathered: " + why)));
        run.variables().ofRun().facts(host, unknown);
        return new Outcome.CannotTell(why);
    }
}
