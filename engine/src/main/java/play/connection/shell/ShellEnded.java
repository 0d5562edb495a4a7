package play.connection.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import play.host.HostException;
import play.host.ScriptResult;

/** The output of a shell ended while a script was under way: the shell was killed, or the connection to it is lost. */
public final class ShellEnded extends Exception {
    private static final long serialVersionUID = 1L;

    /** By SIGHUP and SIGTERM, with which a host that goes down ends what runs on it. */
    private static final Set<Integer> GOING_DOWN = Set.of(128 + 1, 128 + 15);

    private static final int KILLED = 128 + 9;

    private final transient List<ScriptResult> done;
    private final transient ScriptResult last;
    private final boolean killed;

    /**
     * @param done the scripts before the one under way
     * @param code how the shell ended, where the host tells
     * @param last what has come of the script under way, its exit code apart
     */
    ShellEnded(String message, List<ScriptResult> done, OptionalInt code, ScriptResult last) {
        super(message);
        this.done = List.copyOf(done);
        this.killed = code.isPresent() && !GOING_DOWN.contains(code.getAsInt());
        this.last = new ScriptResult(code.orElse(0) == 0 ? KILLED : code.getAsInt(), last.stdout(), last.stderr());
    }

    /** Whether it was the shell alone that ended: its connection told how. */
    public boolean wasKilled() {
        return killed;
    }

    /** The results up to the script that killed its shell, which has the exit code of the shell. */
    public List<ScriptResult> results() {
        List<ScriptResult> all = new ArrayList<>(done);
        all.add(last);
        return all;
    }

    public HostException.Interrupted interrupted() {
        return new HostException.Interrupted(String.valueOf(getMessage()));
    }
}
