package play.converge;

import java.util.List;
import java.util.Optional;
import play.event.Cause;
import play.event.StateChange;
import play.host.HostException;
import play.host.HostState;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Decision;
import play.module.Patience;

/** Carries actions out, or believes them. The only thing that differs between a run and a dry run. */
sealed interface Execution permits RealRun, DryRun {
    /** Afterwards the knowledge holds what is there, or what would be. */
    Carried carryOut(TaskKnowledge knowledge, Site site, List<Action> actions)
            throws HostException, InterruptedException;

    /**
     * Runs what can only be done; nothing in a dry run.
     *
     * @return what the script left; as if it had succeeded in silence where it has cut the connection, as it may
     */
    Optional<ScriptResult> run(Site site, Decision.Do work) throws HostException, InterruptedException;

    /** Reads what such a run has left behind, once all is done; nothing in a dry run. */
    List<Differs> compare(TaskKnowledge knowledge, Decision.Do work) throws HostException, InterruptedException;

    /** What it means that a plan depends on something unknown. */
    ModuleResult undetermined(String why);

    /** How long a gate goes on looking. */
    Optional<Patience> patience(Optional<Patience> wanted);

    /** What it means that a gate still waits after its last look. */
    ModuleResult stillWaiting(Site site, String why);

    /** Who answers what a module asks; nobody in a dry run. */
    Optional<Attendant> attendant();

    /** Takes note that something may have been changed by other means than {@link #carryOut} and {@link #run}. */
    void acted();

    /** Takes note that something is begun that goes on by itself. */
    void leavesRunning();

    /** Whether what was foreseen counts as known. */
    boolean believes();

    /** Whether a question over something unknown can be put to the module all the same. */
    boolean asksDespiteUnknown();

    /**
     * Where a task acts.
     *
     * @param task its title, for reasons given later
     */
    record Site(Session session, Realms realms, String task) {}

    /**
     * What was carried out.
     *
     * @param done how many actions, from the first
     * @param failure why the next one was not, if one failed
     * @param mistaken whether nothing was begun, because what had only been guessed is otherwise
     */
    record Carried(int done, Optional<Cause> failure, List<Differs> differences, boolean mistaken) {
        Carried(int done, Optional<Cause> failure, List<Differs> differences) {
            this(done, failure, differences, false);
        }
    }

    /** A state that is not as was foreseen. */
    record Differs(StateKey<?> key, HostState foreseen, Observed<?> found) {
        /** As reports show it: what was foreseen, and what was found. */
        StateChange shown() {
            List<StateChange.Field> fields = found instanceof Observed.Known<?>(HostState state, var how)
                    ? StateDiff.fields(foreseen, state)
                    : List.of(new StateChange.Field("state", "planned", StateChange.UNKNOWN));
            return new StateChange(key.family().name(), key.id(), fields, Optional.empty());
        }
    }
}
