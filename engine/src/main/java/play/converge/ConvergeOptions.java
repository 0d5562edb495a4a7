package play.converge;

import java.util.Optional;
import java.util.function.Consumer;
import play.event.StateChange;

/**
 * How a module is run for one task.
 *
 * @param task its title, for reasons given later
 * @param check whether it only foretells what it would change
 * @param diff whether changes show contents of files
 * @param differs takes each state that was found other than foreseen
 * @param warns takes warnings of guests
 * @param background where it may go on by itself
 * @param verbosity how many times {@code -v} is asked for
 * @param approval who is asked before anything is changed
 * @param sides what a transfer is told of its task
 * @param following for which to read ahead; empty where only what is read in the task's own turn will do
 */
public record ConvergeOptions(
        String task,
        boolean check,
        boolean diff,
        Consumer<StateChange> differs,
        Consumer<String> warns,
        Optional<Background> background,
        int verbosity,
        Approval approval,
        Sides sides,
        Optional<Following> following) {
    /**
     * Where a transfer has its sides.
     *
     * @param within whether both are on the host
     * @param program on the controller, where a variable names one
     */
    public record Sides(boolean within, Optional<String> program) {
        /** One on the controller and one on the host, by the usual program. */
        public static final Sides USUAL = new Sides(false, Optional.empty());
    }

    public ConvergeOptions(String task, boolean check, boolean diff, Consumer<StateChange> differs) {
        this(
                task,
                check,
                diff,
                differs,
                warning -> {},
                Optional.empty(),
                0,
                Approval.GRANTED,
                Sides.USUAL,
                Optional.empty());
    }

    /** The same for what does not go on by itself. */
    ConvergeOptions inStep() {
        return new ConvergeOptions(
                task, check, diff, differs, warns, Optional.empty(), verbosity, approval, sides, following);
    }
}
