package play.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.diag.ProblemList;
import play.event.Outcome;
import play.event.RunEvent;
import play.event.TaskRef;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.host.HostException;
import play.inventory.Inventory;
import play.playbook.Meta;

/** Carries out orders to the engine itself. */
final class MetaRun {
    private final RunContext run;
    private final StepRun.Batch batch;

    MetaRun(RunContext run, StepRun.Batch batch) {
        this.run = run;
        this.batch = batch;
    }

    /**
     * The hosts for which it could not be told whether it is meant: these have failed. Of hosts it is carried out for
     * nothing is told.
     */
    Map<String, Failure> run(Meta meta, List<String> hosts, StepPath path) throws InterruptedException {
        TaskRef ref = ref(meta, path);
        Map<String, Outcome> others = new LinkedHashMap<>();
        List<String> meant = new ArrayList<>();
        for (String host : meta.order().isForAll() ? List.of(hosts.getFirst()) : hosts) {
            Optional<Outcome> not = whyNot(meta, host);
            not.ifPresentOrElse(outcome -> others.put(host, outcome), () -> meant.add(host));
        }
        if (!others.isEmpty()) {
            run.output().events().accept(new RunEvent.TaskStarted(ref));
        }
        Map<String, Failure> failures = new LinkedHashMap<>();
        others.forEach((host, outcome) -> HostTask.begin(run.output().events(), ref, host)
                .finish(outcome)
                .ifPresent(failure -> failures.put(host, failure)));
        if (!meant.isEmpty()) {
            try {
                carryOut(meta, meant, path);
            } catch (ExpressionException e) {
                failures.putAll(failed(e, ref, meant));
            }
        }
        return failures;
    }

    private Optional<Outcome> whyNot(Meta meta, String host) {
        try {
            return switch (Rendering.all(meta.settings().when(), scope(meta, host))) {
                case Rendering.Verdict.Yes() -> Optional.empty();
                case Rendering.Verdict.No no ->
                    Optional.of(new Outcome.Skipped("condition is false: " + no.condition()));
                case Rendering.Verdict.Undetermined(String why) ->
                    Optional.of(new Outcome.CannotTell("whether it would run: " + why));
            };
        } catch (ExpressionException e) {
            return Optional.of(new Outcome.Failed(Causes.of(e)));
        }
    }

    private Map<String, Failure> failed(ExpressionException e, TaskRef ref, List<String> meant) {
        run.output().events().accept(new RunEvent.TaskStarted(ref));
        Map<String, Failure> failures = new LinkedHashMap<>();
        meant.forEach(host -> HostTask.begin(run.output().events(), ref, host)
                .fail(e, false)
                .ifPresent(failure -> failures.put(host, failure)));
        return failures;
    }

    private void carryOut(Meta meta, List<String> meant, StepPath path)
            throws InterruptedException, ExpressionException {
        switch (meta.order()) {
            case FLUSH_HANDLERS -> batch.flushHandlers(meant, path);
            case END_HOST -> meant.forEach(run.states()::end);
            case END_PLAY -> batch.end(true);
            case END_BATCH -> batch.end(false);
            case CLEAR_HOST_ERRORS -> {
                List<String> cleared =
                        run.states().clearErrors(run.variables().play().hosts());
                run.output().events().accept(new RunEvent.ErrorsCleared(cleared));
            }
            case CLEAR_FACTS ->
                batch.hosts().forEach(host -> run.variables().ofRun().clearFacts(host));
            case RESET_CONNECTION -> {
                for (String host : meant) {
                    reset(meta, host);
                }
            }
            case NOOP -> {}
            case END_ROLE -> run.states().roles().leave(meta, meant);
            case REFRESH_INVENTORY -> refresh();
        }
    }

    /** Plays that start afterwards have the hosts that there are then. */
    private void refresh() throws InterruptedException, ExpressionException {
        ProblemList told = new ProblemList();
        Inventory fresh = run.inventory().read(told);
        if (told.hasErrors()) {
            throw new ExpressionException(told.sorted().getFirst());
        }
        run.variables().sources().refresh(fresh);
    }

    /** The next task logs in anew, with the groups the user has by then; if that is not possible, it says so. */
    private void reset(Meta meta, String host) throws InterruptedException {
        try {
            run.sessions().reset(host, meta.settings(), scope(meta, host));
        } catch (ExpressionException | HostException e) {
            // Whatever keeps the host from being reached keeps the next task from it, which tells of it.
        }
    }

    private Scope scope(Meta meta, String host) {
        return run.variables().scope(host, meta.context(), Map.of());
    }

    private static TaskRef ref(Meta meta, StepPath path) {
        String name = meta.name().shown().isEmpty() ? "meta" : meta.name().shown();
        return new TaskRef(
                path.text(),
                name,
                "meta",
                meta.context().role().map(use -> use.role().name()).orElse(""),
                path.handler(),
                Optional.of(meta.span()));
    }
}
