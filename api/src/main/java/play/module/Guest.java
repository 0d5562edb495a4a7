package play.module;

import java.util.Optional;
import java.util.Set;
import play.host.Script;
import play.host.ScriptResult;

/**
 * A program in the manner of Ansible's modules: it acts by itself and says what it has changed. In a dry run it is
 * asked what it would change, where it can say so. Nobody can foresee what else it does.
 */
public non-sealed interface Guest<P extends Record> extends TaskModule<P> {
    /** The variable of a script's environment that names the host's Python, where a user has named one. */
    String PYTHON = "PLAY_PYTHON";

    /**
     * How it is called.
     *
     * @param check whether it is to say what it would change, and to change nothing
     * @param diff whether to say in which way things differ
     */
    record Manner(boolean check, boolean diff) {}

    /** Names of the variables that hold the facts it finds; empty where only the run will tell. */
    Optional<Set<String>> facts();

    /** Why it can't say what it would change; nothing where it can. */
    Optional<String> silence();

    /**
     * The program with its arguments, for the host.
     *
     * @throws ProductionException the controller can't make it
     */
    Script script(P params, Manner manner) throws ProductionException, InterruptedException;

    /** What it says, read from what it left. */
    Statement statement(P params, ScriptResult done);
}
