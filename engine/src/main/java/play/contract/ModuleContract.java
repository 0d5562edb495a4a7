package play.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import play.event.Outcome;
import play.event.StateChange;
import play.host.Effect;
import play.host.HostState;
import play.host.Place;
import play.host.Reach;
import play.host.StateKey;
import play.result.ResultType;

/**
 * What every resource promises: a dry run gives the same answer twice and touches nothing; the run makes what was
 * announced, and finds every state as foreseen; the next run has nothing to do. What can't be foreseen stays in its
 * reach. Each run returns what the module says that it returns.
 */
public final class ModuleContract {
    /** One resource with its parameters, and the host it acts on. */
    public interface Subject {
        /** What the resource says that it returns, where it says so. */
        Optional<ResultType.Fields> returns();

        /** Runs the resource once. */
        Seen run(boolean check) throws Exception;

        /**
         * Whether changes are looked for that no effect tells of, though all was foreseen; it takes two walks more.
         * What actions say of themselves needs no such look.
         */
        default boolean suspects() {
            return false;
        }

        /** What is on the host, found without the resource. */
        List<Thing> walk() throws Exception;
    }

    /**
     * Something that is on a host.
     *
     * @param key names it
     * @param looks a line that tells all there is to see of it
     */
    public record Thing(StateKey<?> key, String looks) {}

    /**
     * What came of one run.
     *
     * @param differences states that were found other than foreseen
     * @param effects what the resource said that its actions leave behind
     * @param result what {@code register} gets
     */
    public record Seen(Outcome outcome, List<StateChange> differences, List<Effect> effects, Object result) {
        public Seen {
            differences = List.copyOf(differences);
            effects = List.copyOf(effects);
        }

        private boolean foreseesAll() {
            return effects.stream().noneMatch(Effect.Opaque.class::isInstance);
        }
    }

    private final Subject subject;
    private final boolean right;
    private final List<String> broken = new ArrayList<>();

    private ModuleContract(Subject subject, boolean right) {
        this.subject = subject;
        this.right = right;
    }

    /**
     * What the resource breaks, as sentences; none when it keeps the contract.
     *
     * @param right whether the host is as wanted already, so that nothing is to be done
     */
    public static List<String> violations(Subject subject, boolean right) throws Exception {
        ModuleContract contract = new ModuleContract(subject, right);
        Seen announced = contract.check();
        if (!(announced.outcome() instanceof Outcome.Failed)) {
            contract.apply(announced);
        }
        return List.copyOf(contract.broken);
    }

    private Seen check() throws Exception {
        List<Thing> before = subject.walk();
        Seen first = subject.run(true);
        Outcome once = first.outcome();
        Outcome twice = subject.run(true).outcome();
        List<String> changed = difference(before, subject.walk(), List.of());
        require(changed.isEmpty(), "a dry run changed the host: " + changed);
        require(
                once.equals(twice),
                "two dry runs tell different things:\n" + Words.of(once) + "\nand\n" + Words.of(twice));
        returned("a dry run", first);
        require(
                right ? once instanceof Outcome.Ok : once instanceof Outcome.Changed,
                "a dry run should tell " + (right ? "that nothing is to be done" : "a change") + ", but tells:\n"
                        + Words.of(once));
        return first;
    }

    private void apply(Seen announced) throws Exception {
        boolean looks = subject.suspects() || !announced.foreseesAll();
        List<Thing> before = looks ? subject.walk() : List.of();
        Seen run = subject.run(false);
        require(
                agree(announced.outcome(), run.outcome()),
                "announced was\n" + Words.of(announced.outcome()) + "\nbut made was\n" + Words.of(run.outcome()));
        if (looks) {
            List<String> outside = difference(before, subject.walk(), announced.effects());
            require(outside.isEmpty(), "changed is what no effect tells of and none reaches: " + outside);
        }
        for (StateChange difference : run.differences()) {
            require(false, "found is not what was foreseen (-: foreseen, +: found):\n" + Words.of(difference));
        }
        returned("a run", run);
        Seen second = subject.run(false);
        Outcome again = second.outcome();
        returned("a run without changes", second);
        require(again instanceof Outcome.Ok, "a second run should find nothing to do, but:\n" + Words.of(again));
    }

    private void returned(String run, Seen seen) {
        if (!(seen.outcome() instanceof Outcome.Failed)) {
            subject.returns().stream()
                    .flatMap(told -> ReturnedFields.faults(told, seen.result()).stream())
                    .forEach(fault -> require(false, run + " breaks what is told of its result: " + fault));
        }
    }

    private void require(boolean kept, String otherwise) {
        if (!kept) {
            broken.add(otherwise);
        }
    }

    /** Whether what was made is what was announced; what only the run could tell agrees with anything. */
    private static boolean agree(Outcome announced, Outcome made) {
        return announced instanceof Outcome.Changed(String title, List<StateChange> changes)
                ? made instanceof Outcome.Changed(String also, List<StateChange> others)
                        && title.equals(also)
                        && agree(changes, others)
                : announced.equals(made);
    }

    private static boolean agree(List<StateChange> announced, List<StateChange> made) {
        Set<String> told = new HashSet<>();
        announced.forEach(change -> told.add(change.family() + " " + change.id()));
        Set<String> done = new HashSet<>();
        made.forEach(change -> done.add(change.family() + " " + change.id()));
        return told.equals(done)
                && announced.stream().allMatch(change -> made.stream().anyMatch(other -> agree(change, other)));
    }

    private static boolean agree(StateChange announced, StateChange made) {
        return announced.family().equals(made.family())
                && announced.id().equals(made.id())
                && made.fields().stream()
                        .allMatch(field -> announced.fields().stream().anyMatch(told -> agree(told, field)));
    }

    private static boolean agree(StateChange.Field announced, StateChange.Field made) {
        return announced.name().equals(made.name())
                && (announced.after().contains(StateChange.LATER)
                        || announced.after().equals(made.after()));
    }

    /** @param told effects whose traces do not count */
    private static List<String> difference(List<Thing> before, List<Thing> after, List<Effect> told) {
        List<String> lines = new ArrayList<>();
        missing(before, after, told).forEach(thing -> lines.add("- " + thing.looks()));
        missing(after, before, told).forEach(thing -> lines.add("+ " + thing.looks()));
        return lines;
    }

    private static List<Thing> missing(List<Thing> things, List<Thing> others, List<Effect> told) {
        Set<Thing> there = new HashSet<>(others);
        return things.stream()
                .filter(thing -> !there.contains(thing))
                .filter(thing -> told.stream().noneMatch(effect -> tells(effect, thing.key())))
                .toList();
    }

    private static boolean tells(Effect effect, StateKey<?> key) {
        return switch (effect) {
            case Effect.Opaque(String why, Reach reach) -> reach.covers(key);
            case Effect.Brings(List<Effect.Sets<?>> things) -> things.stream().anyMatch(thing -> tells(thing, key));
            case Effect.Sets<?>(StateKey<?> set, HostState after) ->
                set.whole().equals(key.whole()) || (!after.present() && isBelow(key, set));
        };
    }

    /** What goes takes what is below it along. */
    private static boolean isBelow(StateKey<?> key, StateKey<?> folder) {
        return folder.family().under().equals(Place.PATH)
                && key.realm().equals(folder.realm())
                && key.family().under().meets(key.id(), folder.id());
    }
}
