package play.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import play.event.Outcome;
import play.event.StateChange;

/**
 * What every resource promises: a dry run gives the same answer twice and touches nothing; the run makes what was
 * announced, and finds every state as foreseen; the next run has nothing to do.
 */
public final class ModuleContract {
    /** One resource with its parameters, and the host it acts on. */
    public interface Subject {
        /** Runs the resource once. */
        Seen run(boolean check) throws Exception;

        /** What is on the host, a line for each thing, found without the resource. */
        List<String> walk() throws Exception;
    }

    /**
     * What came of one run.
     *
     * @param differences states that were found other than foreseen
     */
    public record Seen(Outcome outcome, List<StateChange> differences) {
        public Seen {
            differences = List.copyOf(differences);
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
        Outcome announced = contract.check();
        if (!(announced instanceof Outcome.Failed)) {
            contract.apply(announced);
        }
        return List.copyOf(contract.broken);
    }

    private Outcome check() throws Exception {
        List<String> before = subject.walk();
        Outcome once = subject.run(true).outcome();
        Outcome twice = subject.run(true).outcome();
        List<String> changed = difference(before, subject.walk());
        require(changed.isEmpty(), "a dry run changed the host: " + changed);
        require(once.equals(twice), "two dry runs tell different things: " + once + " and " + twice);
        require(
                right ? once instanceof Outcome.Ok : once instanceof Outcome.Changed,
                "a dry run should tell " + (right ? "that nothing is to be done" : "a change") + ", but tells " + once);
        return once;
    }

    private void apply(Outcome announced) throws Exception {
        Seen run = subject.run(false);
        require(agree(announced, run.outcome()), "announced was " + announced + ", but made was " + run.outcome());
        for (StateChange difference : run.differences()) {
            require(false, "found is not what was foreseen (before: foreseen, after: found): " + difference);
        }
        Outcome again = subject.run(false).outcome();
        require(again instanceof Outcome.Ok, "a second run should find nothing to do, but: " + again);
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

    private static List<String> difference(List<String> before, List<String> after) {
        Set<String> old = new HashSet<>(before);
        Set<String> fresh = new HashSet<>(after);
        List<String> lines = new ArrayList<>();
        before.stream().filter(line -> !fresh.contains(line)).forEach(line -> lines.add("- " + line));
        after.stream().filter(line -> !old.contains(line)).forEach(line -> lines.add("+ " + line));
        return lines;
    }
}
