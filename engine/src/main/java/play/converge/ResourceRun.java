package play.converge;

import java.util.List;
import java.util.Optional;
import play.event.Outcome;
import play.event.Redactor;
import play.event.StateChange;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.HostException;
import play.host.Observed;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.module.Resource;

/**
 * Brings a host to what a resource wants, once.
 *
 * @param redactor learns what would tell of secrets that are written to files
 */
record ResourceRun<P extends Record>(
        Resource<P> resource,
        P params,
        Execution execution,
        Execution.Site site,
        ConvergeOptions options,
        Redactor redactor) {
    /** After a lost connection a change is probed and planned anew this often. */
    private static final int MOST_LOSSES = 2;

    /** A change that was sent to the host, and what was there before. */
    private record Begun(Proposal.Change change, Changes changes) {}

    /**
     * Nothing is repeated blindly: what a lost connection left is read, and planned from there. A change of which only
     * the answer was lost is a change all the same.
     */
    ModuleResult perform() throws HostException, InterruptedException {
        Optional<Begun> begun = Optional.empty();
        boolean ahead = true;
        int losses = 0;
        while (true) {
            try {
                switch (ahead ? propose() : propose(knowledge())) {
                    case Proposal.Settled(ModuleResult result) -> {
                        return begun.isPresent() && result.outcome() instanceof Outcome.Ok
                                ? found(begun.get(), result)
                                : result;
                    }
                    case Proposal.Change change -> {
                        change.known().endAhead();
                        change.actions().forEach(action -> learnDigests(action, change.known()));
                        Changes changes = Changes.ahead(change.known(), change.actions(), options.diff());
                        Optional<String> objection = begun.isPresent()
                                ? Optional.empty()
                                : options.approval().change(change.title(), changes.foreseen());
                        if (objection.isPresent()) {
                            return ModuleResult.failed(objection.get());
                        }
                        begun = Optional.of(new Begun(change, changes));
                        Execution.Carried carried = execution.carryOut(change.known(), site, change.actions());
                        if (!carried.mistaken()) {
                            return done(begun.get(), carried);
                        }
                        options.approval().withdraw();
                        begun = Optional.empty();
                    }
                }
            } catch (HostException.Interrupted lost) {
                losses++;
                if (losses > MOST_LOSSES) {
                    throw lost;
                }
            }
            ahead = false;
        }
    }

    /** What a secret takes the place of is most often another one. */
    private void learnDigests(Action action, TaskKnowledge known) {
        if (action instanceof Action.WriteFile write
                && redactor.learnDigests(write.content())
                && known.has(Files.at(write.path()))
                && known.of(Files.at(write.path()))
                        instanceof Observed.Known<FileState>(FileState.Regular old, var how)) {
            redactor.learnDigest(old.sha256());
        }
    }

    private ModuleResult found(Begun begun, ModuleResult right) throws HostException, InterruptedException {
        List<Action> actions = begun.change().actions();
        begun.change()
                .known()
                .relearn(Changes.last(actions).values().stream()
                        .<StateKey<?>>map(Effect.Sets::key)
                        .filter(key -> key.family().rereadable())
                        .toList());
        return ModuleResult.of(
                        new Outcome.Changed(
                                begun.change().title(), begun.changes().after(actions.size())),
                        right.result())
                .and(begun.change().told());
    }

    /**
     * That nothing is to be done is believed of what was read ahead; a change is planned from what is there now, or the
     * host sees to it that it is.
     */
    private Proposal propose() throws HostException, InterruptedException {
        if (execution.believes() || options.following().isEmpty()) {
            return propose(options.following().map(this::ahead).orElseGet(this::knowledge));
        }
        boolean current = site.session().ahead().isCurrent();
        Optional<Proposal> guessed = current ? Optional.empty() : guess();
        if (guessed.isPresent()) {
            return guessed.get();
        }
        TaskKnowledge before = ahead(options.following().get());
        Proposal proposal = propose(before);
        boolean unchanged =
                proposal instanceof Proposal.Settled(ModuleResult result) && result.outcome() instanceof Outcome.Ok;
        if (unchanged || !before.tookAhead()) {
            return proposal;
        }
        Optional<Proposal> now = guess();
        return now.isPresent() ? now.get() : propose(knowledge());
    }

    private TaskKnowledge knowledge() {
        return new TaskKnowledge(site.session(), site.realms(), execution.believes());
    }

    private TaskKnowledge ahead(Following following) {
        return new TaskKnowledge(site.session(), site.realms(), execution.believes(), following);
    }

    /** A change that is planned without a look at the host, if all that it takes was seen before. */
    private Optional<Proposal> guess() throws HostException, InterruptedException {
        if (!options.approval().isGiven()) {
            return Optional.empty();
        }
        GuessedReads guesses = new GuessedReads(site.session(), site.realms());
        TaskKnowledge known = new TaskKnowledge(site.session(), site.realms(), guesses);
        known.learn(resource.probes(params));
        for (int round = 0; round < ModuleRun.MOST_ROUNDS && !guesses.missed(); round++) {
            switch (resource.plan(params, known)) {
                case Plan.Needs(List<StateKey<?>> more) -> known.learn(more);
                case Plan.Change(String title, List<Action> actions)
                when actions.stream().allMatch(ResourceRun::isSoonDone) -> {
                    return Optional.of(new Proposal.Change(known, title, actions, resource.told(params, known)));
                }
                case Plan other -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** Whether an action begins at once and ends by itself. */
    private static boolean isSoonDone(Action action) {
        return switch (action) {
            case Action.WriteFile write -> true;
            case Action.MakeDirectory directory -> true;
            case Action.SetAttributes attributes -> true;
            case Action.Link link -> true;
            case Action.Remove remove -> true;
            case Action.Run run -> true;
            case Action.Await<?> await -> false;
            case Action.Reconnect reconnect -> false;
            case Action.AwaitReturn<?> back -> false;
            case Action.Produce produce -> false;
        };
    }

    /** Reads what the resource asks for and has it plan. */
    private Proposal propose(TaskKnowledge known) throws HostException, InterruptedException {
        known.learn(resource.probes(params));
        for (int round = 0; round < ModuleRun.MOST_ROUNDS; round++) {
            switch (resource.plan(params, known)) {
                case Plan.Unchanged() -> {
                    return new Proposal.Settled(ModuleResult.of(new Outcome.Ok(), resource.result(params, known)));
                }
                case Plan.Needs(List<StateKey<?>> more) -> known.learn(more);
                case Plan.Undetermined(String why) -> {
                    return new Proposal.Settled(execution.undetermined(why));
                }
                case Plan.Rejected(String why) -> {
                    return new Proposal.Settled(ModuleResult.failed(why));
                }
                case Plan.Change(String title, List<Action> actions) -> {
                    return new Proposal.Change(known, title, actions, resource.told(params, known));
                }
            }
        }
        throw new IllegalStateException(resource.spec().name() + ModuleRun.NO_END);
    }

    private ModuleResult done(Begun begun, Execution.Carried carried) {
        Proposal.Change change = begun.change();
        carried.differences().forEach(difference -> options.differs().accept(difference.shown()));
        return carried.failure()
                .map(why -> ModuleResult.stopped(change.actions(), carried.done(), why))
                .orElseGet(() -> ModuleResult.of(
                                outcome(change.title(), begun.changes().after(carried.done())),
                                resource.result(params, change.known()))
                        .and(change.told()));
    }

    private Outcome outcome(String title, List<StateChange> changes) {
        return changes.isEmpty() && resource.tellsChange(params)
                ? new Outcome.Ok()
                : new Outcome.Changed(title, changes);
    }
}
