package play.host;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A persistent shell on one host as one user. Used by one thread at a time. */
public interface Shell extends AutoCloseable {
    /**
     * Runs scripts one after another, each in its own subshell, in one round trip; all of them run, whatever the exit
     * codes of those before. What a process that a script leaves behind writes later is dropped where the script is
     * {@link Script#apartFromOthers apart}, and else shows up in the output of later scripts. A script that kills its
     * shell has the exit code of the shell, 128 and the number of the signal, and those after it run in another one. A
     * script that is past its deadline is ended, and those after it never start.
     *
     * @return one result per script, in order
     * @throws HostException.Unreachable nothing has run: there is no connection and none could be made
     * @throws HostException.BecomeFailed nothing has run: the host is reached, but not as the user of this shell
     * @throws HostException.Interrupted the connection broke: any of the scripts may have run, in part or whole; what
     *     was still running is ended when the next call has connected again, before anything else
     * @throws HostException.TimedOut a script passed its deadline and has been ended with all it started
     * @throws InterruptedException this thread was interrupted; what was running has been ended likewise
     */
    List<ScriptResult> run(List<Script> scripts) throws HostException, InterruptedException;

    /** Runs one script in one round trip. */
    default ScriptResult run(Script script) throws HostException, InterruptedException {
        return run(List.of(script)).getFirst();
    }

    /**
     * Writes a large stream to a file that must not exist yet, on a channel of its own, as the user of this shell. The
     * next run of scripts is to move it to its place: what is still there when that has ended, or when this shell or
     * its connection ends before, is removed.
     *
     * @param path absolute, its last part possibly of {@link TemporaryName}; created with mode 0600
     * @param size how many bytes the stream holds
     * @throws HostException.UploadFailed with the words of the host; no part of the file is left
     */
    void upload(Source content, long size, String path) throws HostException, InterruptedException;

    /**
     * Starts a program on a channel of its own, as the user of this shell, and joins its streams to here. It is ended
     * with this shell at the latest.
     *
     * @param program shell source, which is no argument of any process; its input is what the talk is given
     * @throws HostException.Unreachable it was not started; neither where {@code BecomeFailed}
     */
    Talk talk(String program) throws HostException, InterruptedException;

    /**
     * Leaves the connection and makes a new one, also for the other users of the host.
     *
     * @throws HostException.Unreachable none could be made; the next call tries again
     */
    void reconnect() throws HostException, InterruptedException;

    /** Whether it is a shell of this machine, reached without a connection. */
    default boolean isHere() {
        return false;
    }

    @Override
    void close();

    /** Opens the bytes of an upload; may be opened again after a lost connection. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }
}
