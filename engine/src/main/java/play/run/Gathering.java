package play.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.converge.Converger;
import play.converge.Session;
import play.event.Outcome;
import play.event.RunEvent;
import play.event.TaskRef;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.host.Facts;
import play.host.HostException;
import play.host.HostFacts;
import play.host.HostLocalFacts;
import play.host.LocalFacts;
import play.host.Observed;
import play.playbook.Data;
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
        Play.Gathering asked = play.gathering();
        boolean wanted = asked.wanted().isEmpty()
                || Keywords.flag("gather_facts", asked.wanted().get(), scope(hosts.getFirst()), true);
        Set<String> own = new StepTags(run.variables()).of(play);
        boolean selected = new TagSelection(run.options().tags(), run.options().skipTags())
                .selects(own.isEmpty() ? Set.of("always") : own);
        if (!wanted || !selected) {
            return Map.of();
        }
        TaskRef ref = new TaskRef(path.text(), "Gathering Facts", "setup", "", false, Optional.empty());
        run.output().events().accept(new RunEvent.TaskStarted(ref));
        Map<String, Failure> failures = new LinkedHashMap<>();
        pool.out(hosts, host -> told(ref, host, play))
                .forEach((host, outcome) ->
                        Failure.of(ref, outcome, Map.of()).ifPresent(failure -> failures.put(host, failure)));
        return failures;
    }

    private Scope scope(String host) {
        return run.variables().scope(host, Step.Context.NONE, Map.of());
    }

    private Outcome told(TaskRef ref, String host, Play play) throws InterruptedException {
        HostTask task = HostTask.begin(run.output().events(), ref, host);
        Outcome outcome = facts(host, play);
        task.finish(outcome, Map.of());
        return outcome;
    }

    private Outcome facts(String host, Play play) throws InterruptedException {
        Settings settings = play.settings();
        try {
            // Conditions of a play are those of its import.
            if (Rendering.all(settings.when(), scope(host)) instanceof Rendering.Verdict.No no) {
                return new Outcome.Skipped("condition is false: " + no.condition());
            }
            Session session = run.sessions()
                    .session(host, settings, scope(host))
                    .with(Environment.whileGathering(
                            settings, scope(host), run.output().redactor()));
            Outcome outcome = read(host, session, localFacts(play.gathering(), host));
            return outcome instanceof Outcome.CannotTell(String why) ? cannotTell(host, why) : outcome;
        } catch (UnknownSettingException e) {
            return cannotTell(host, e.why());
        } catch (ExpressionException e) {
            return new Outcome.Failed(Causes.of(e));
        } catch (RuntimeException | Error mistake) {
            return new Outcome.Failed(InternalFailure.of(mistake, "the gathering of facts"));
        }
    }

    /** Where the files are that tell of a host; nothing where they are not wanted. */
    private Optional<String> localFacts(Play.Gathering asked, String host) throws ExpressionException {
        List<String> sets = new ArrayList<>();
        for (Data set : asked.sets()) {
            sets.add(Rendering.text(set, scope(host)));
        }
        if (!LocalFacts.areWanted(sets)) {
            return Optional.empty();
        }
        return Optional.of(
                asked.localFacts().isPresent()
                        ? Rendering.text(asked.localFacts().get(), scope(host))
                        : LocalFacts.FOLDER);
    }

    private Outcome read(String host, Session session, Optional<String> folder) throws InterruptedException {
        try {
            Converger.Gathered gathered = run.converger().facts(session, folder);
            return switch (gathered.facts()) {
                case Observed.Unknown<HostFacts>(String why) ->
                    new Outcome.Failed("the facts of the host cannot be read: " + why);
                case Observed.Known<HostFacts>(HostFacts facts, var how) -> {
                    Map<String, @Nullable Object> values = new LinkedHashMap<>(facts.values());
                    gathered.local().ifPresent(local -> values.put(Facts.LOCAL, local(host, local)));
                    run.variables().ofRun().facts(host, values);
                    yield new Outcome.Ok();
                }
            };
        } catch (HostException e) {
            return LostHost.of(e, run.options().check() ? session.pending() : Optional.empty())
                    .outcome();
        }
    }

    private Object local(String host, Observed<HostLocalFacts> told) {
        return switch (told) {
            case Observed.Unknown<HostLocalFacts>(String why) -> new Unknown(why);
            case Observed.Known<HostLocalFacts>(HostLocalFacts facts, var how) -> {
                facts.warnings().forEach(why -> run.output().events().accept(new RunEvent.Warning(host + ": " + why)));
                yield facts.values();
            }
        };
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
