package play.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.event.RunEvent;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.playbook.Handler;
import play.playbook.Handlers;
import play.playbook.Play;
import play.playbook.Setting;
import play.playbook.Step;
import play.schedule.NextSteps;

/** One play on hosts that go in step: its sections in order, and the handlers after each. */
final class PlayRun implements StepRun.Batch {
    private final RunContext run;
    private final Play play;
    private final StepPath path;
    private final List<String> hosts;
    private final List<String> all;
    private final Gathering gathering;
    private final StepRun steps;
    private final Limits limits;
    private Handlers handlers;
    private boolean over;
    private boolean broken;

    /**
     * When to give up.
     *
     * @param maxFailPercentage of the batch; more failures than that end it
     * @param forceHandlers whether hosts that failed still run what they had notified
     */
    record Limits(Optional<Double> maxFailPercentage, boolean forceHandlers) {}

    /**
     * The hosts that go in step, and when to give them up.
     *
     * @param all the batch that they are of; the same where all go in step
     */
    record Part(List<String> hosts, List<String> all, Limits limits) {
        Part {
            hosts = List.copyOf(hosts);
            all = List.copyOf(all);
        }
    }

    PlayRun(RunContext run, Play play, StepPath path, Part part, HostPool pool, Includes.Maker includes) {
        this.run = run;
        this.play = play;
        this.path = path;
        this.hosts = part.hosts();
        this.all = part.all();
        this.limits = part.limits();
        this.handlers = play.handlers();
        this.gathering = new Gathering(run, pool);
        this.steps = new StepRun(run, this, pool, includes.forBatch(this));
    }

    /** @throws ExpressionException a keyword of the play cannot be evaluated */
    void run() throws InterruptedException, ExpressionException {
        if (run.states().active(hosts).isEmpty()) {
            // Hosts that began before have ended the play for these.
            return;
        }
        run.states().handlers(hosts, handlers);
        Scope scope = run.variables().scope(hosts.getFirst(), Step.Context.NONE, Map.of());
        boolean fatal = Keywords.flag(play.settings(), Setting.ANY_ERRORS_FATAL, scope, false);
        HostFiles files = new HostFiles(run, play);
        files.ahead(hosts);
        steps.failures().settle(gathering.run(play, hosts, path.in("gather_facts")), fatal);
        steps.failures().settle(files.all(run.states().active(hosts), path.in("vars_files")), fatal);
        NextSteps post = new NextSteps(play.steps().post(), 0, Optional.empty());
        NextSteps tasks = new NextSteps(play.steps().tasks(), 0, Optional.of(post));
        NextSteps roles = new NextSteps(play.steps().roles(), 0, Optional.of(tasks));
        steps.section(play.steps().pre(), hosts, path.in("pre_tasks"), roles);
        flush(path.in("pre_tasks"));
        steps.section(play.steps().roles(), hosts, path.in("roles"), tasks);
        steps.section(play.steps().tasks(), hosts, path.in("tasks"), post);
        flush(path.in("tasks"));
        steps.section(play.steps().post(), hosts, path.in("post_tasks"), NextSteps.NONE);
        flush(path.in("post_tasks"));
    }

    private void flush(StepPath section) throws InterruptedException {
        if (limits.forceHandlers()) {
            run.states().despiteFailures(hosts, () -> flushHandlers(hosts, section));
        } else {
            flushHandlers(hosts, section);
        }
    }

    /**
     * Handlers of a role that came in while the play ran. Where it is there already they take the place of those it
     * brought before: what is notified runs once, with the variables of the last include, as in Ansible.
     */
    void add(List<Handler> section) {
        for (Handler handler : section) {
            handlers.former(handler).forEach(former -> run.states().replace(hosts, former, handler));
            handlers = handlers.without(handler);
        }
        handlers = handlers.and(section);
        run.states().handlers(hosts, handlers);
    }

    @Override
    public List<String> hosts() {
        return hosts;
    }

    @Override
    public List<String> all() {
        return all;
    }

    @Override
    public void end(boolean play) {
        over |= play;
        all.forEach(run.states()::end);
    }

    /**
     * {@code max_fail_percentage}: counts hosts that have failed and were not rescued; unreachable ones do not count.
     */
    @Override
    public boolean isOverLimit() {
        long failed = all.stream().filter(run.states()::hasFailedForGood).count();
        broken |= limits.maxFailPercentage()
                .filter(most -> failed * 100.0 / all.size() > most)
                .isPresent();
        return broken;
    }

    /**
     * In the order of definition; a handler may notify a later one (runs now) or an earlier one (at the next flush).
     */
    @Override
    public void flushHandlers(List<String> takers, StepPath after) throws InterruptedException {
        List<Handler> all = handlers.all();
        for (int i = 0; i < all.size(); i++) {
            Handler handler = all.get(i);
            List<String> active = run.states().active(takers);
            tellOfPossible(handler, active);
            List<String> callers = active.stream()
                    .filter(host -> run.states().take(host, handler))
                    .toList();
            steps.handler(handler.step(), callers, after.handlers().at(i));
            run.states().active(callers).forEach(host -> run.ledger().handled(host, handler));
        }
        run.states().active(takers).forEach(run.states()::forgetMaybe);
    }

    private void tellOfPossible(Handler handler, List<String> takers) {
        for (String host : takers) {
            run.states()
                    .possible(host, handler)
                    .ifPresent(why ->
                            run.output().events().accept(new RunEvent.HandlerMayRun(host, title(handler, host), why)));
        }
    }

    private String title(Handler handler, String host) {
        try {
            Scope scope = run.variables().scope(host, handler.step().context(), Map.of());
            return Rendering.text(handler.step().name(), scope);
        } catch (ExpressionException e) {
            return handler.name();
        }
    }

    /**
     * Whether every host of the batch has failed, or more of them than the play puts up with: that ends the whole run.
     */
    boolean endsRun() {
        return broken
                || all.stream().allMatch(host -> run.states().failure(host).isPresent());
    }

    /** Whether there is to be no further batch of the play. */
    boolean endsPlay() {
        return over;
    }
}
