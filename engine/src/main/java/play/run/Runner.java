package play.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.event.RunEvent;
import play.event.TaskRef;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.playbook.Amount;
import play.playbook.ChoiceKeyword;
import play.playbook.Data;
import play.playbook.NumberKeyword;
import play.playbook.Play;
import play.playbook.Playbook;
import play.playbook.Step;
import play.schedule.Batches;
import play.vars.PlayVars;

/** Carries playbooks out, play by play, batch by batch. */
final class Runner {
    private final RunContext run;
    private final Hosts hosts;
    private final Includes.Maker includes;
    private int plays;

    /** Which hosts a play takes, limit and order applied. */
    @FunctionalInterface
    interface Hosts {
        List<String> of(Play play);
    }

    Runner(RunContext run, Hosts hosts, Includes.Maker includes) {
        this.run = run;
        this.hosts = hosts;
        this.includes = includes;
    }

    void run(List<Playbook> playbooks) throws InterruptedException {
        for (Playbook playbook : playbooks) {
            for (Play play : playbook.plays()) {
                if (!run(play)) {
                    return;
                }
            }
        }
    }

    /** Whether the run goes on with the next play. */
    private boolean run(Play play) throws InterruptedException {
        StepPath path = StepPath.ofPlay(plays++);
        run.states().startPlay();
        List<String> whole = hosts.of(play);
        List<String> all = run.states().active(whole);
        if (all.isEmpty()) {
            run.output()
                    .events()
                    .accept(new RunEvent.PlayStarted(path.text(), play.name().shown(), all));
            run.output()
                    .events()
                    .accept(new RunEvent.Warning("no hosts matched: "
                            + String.join(
                                    ", ", play.hosts().stream().map(Data::shown).toList())));
            return true;
        }
        run.variables().startPlay(PlayVars.of(play, whole, all));
        String title = title(play, all.getFirst());
        boolean goesOn = false;
        try {
            List<String> turns = run.states().active(ordered(play, whole));
            run.output().events().accept(new RunEvent.PlayStarted(path.text(), title, turns));
            goesOn = batches(play, path, turns);
        } catch (ExpressionException e) {
            run.output().events().accept(new RunEvent.PlayStarted(path.text(), title, all));
            fail(path, all.getFirst(), e);
        }
        run.output().events().accept(new RunEvent.PlayFinished(title));
        return goesOn;
    }

    /** Whether the run goes on after the batches of the play. */
    private boolean batches(Play play, StepPath path, List<String> turns) throws InterruptedException {
        boolean goesOn = true;
        try (HostPool pool = new HostPool(run.options().forks())) {
            for (List<String> batch : Batches.cut(turns, serial(play))) {
                run.variables().startPlay(run.variables().play().with(batch));
                run.states().startBatch();
                List<PlayRun> parts = parts(play, path, batch, pool);
                new HostsByThemselves(run.options().forks(), strategy(play)).run(parts);
                goesOn = parts.stream().noneMatch(PlayRun::endsRun);
                if (!goesOn || parts.stream().anyMatch(PlayRun::endsPlay)) {
                    break;
                }
            }
        } catch (ExpressionException e) {
            fail(path, turns.getFirst(), e);
            goesOn = false;
        }
        return goesOn;
    }

    /** Those that go in step: all of the batch, or each host by itself. */
    private List<PlayRun> parts(Play play, StepPath path, List<String> batch, HostPool pool)
            throws ExpressionException {
        PlayRun.Limits limits = limits(play, batch.getFirst());
        List<List<String>> inStep = strategy(play) == Play.Strategy.LINEAR
                ? List.of(batch)
                : batch.stream().map(List::of).toList();
        return inStep.stream()
                .map(hosts -> new PlayRun(run, play, path, new PlayRun.Part(hosts, batch, limits), pool, includes))
                .toList();
    }

    private Play.Strategy strategy(Play play) throws ExpressionException {
        return Keywords.choice(
                ChoiceKeyword.STRATEGY,
                play.batches().strategy(),
                scope(run.variables().play().hosts().getFirst()));
    }

    /** As written where it can't be evaluated: a title ends no run. */
    private String title(Play play, String host) {
        try {
            return Rendering.text(play.name(), scope(host));
        } catch (ExpressionException e) {
            return play.name().shown();
        }
    }

    /** A keyword of the play itself is wrong: that ends the run. */
    private void fail(StepPath path, String host, ExpressionException e) {
        TaskRef ref = new TaskRef(
                path.in("play").text(),
                "play",
                "play",
                "",
                false,
                e.diagnostic().subject());
        run.output().events().accept(new RunEvent.TaskStarted(ref));
        HostTask.begin(run.output().events(), ref, host).fail(e, false);
    }

    /** The hosts in the order of the play, which its variables may say; from then on it is theirs. */
    private List<String> ordered(Play play, List<String> hosts) throws ExpressionException {
        Scope scope = scope(run.variables().play().hosts().getFirst());
        List<String> ordered = new ArrayList<>(hosts);
        switch (Keywords.choice(ChoiceKeyword.ORDER, play.batches().order(), scope)) {
            case INVENTORY -> {}
            case REVERSE_INVENTORY -> Collections.reverse(ordered);
            case SORTED -> Collections.sort(ordered);
            case REVERSE_SORTED -> ordered.sort(Collections.reverseOrder());
            case SHUFFLE -> Collections.shuffle(ordered);
        }
        run.variables().startPlay(PlayVars.of(play, ordered, run.states().active(ordered)));
        return ordered;
    }

    private List<Amount> serial(Play play) throws ExpressionException {
        return Keywords.amounts(
                NumberKeyword.SERIAL,
                play.batches().serial(),
                scope(run.variables().play().hosts().getFirst()));
    }

    private PlayRun.Limits limits(Play play, String host) throws ExpressionException {
        Optional<Amount> most = Keywords.amount(
                NumberKeyword.MAX_FAIL_PERCENTAGE, play.batches().maxFailPercentage(), scope(host));
        boolean forced = run.options().forceHandlers();
        if (play.batches().forceHandlers().isPresent()) {
            forced = Keywords.flag(
                    "force_handlers", play.batches().forceHandlers().get(), scope(host), forced);
        }
        return new PlayRun.Limits(most.map(Amount::number), forced);
    }

    private Scope scope(String host) {
        return run.variables().scope(host, Step.Context.NONE, Map.of());
    }
}
