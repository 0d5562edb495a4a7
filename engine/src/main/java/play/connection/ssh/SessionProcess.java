package play.connection.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.connection.channel.direct.Signal;
import play.connection.transport.HostProcess;

/** A process on a host, in a session of its own. */
record SessionProcess(Session session, Session.Command command) implements HostProcess {
    /** Added to the number of the signal that ended a process, as shells have it. */
    private static final int SIGNALLED = 128;

    @Override
    public OutputStream stdin() {
        return command.getOutputStream();
    }

    @Override
    public InputStream stdout() {
        return command.getInputStream();
    }

    @Override
    public InputStream stderr() {
        return command.getErrorStream();
    }

    /** Servers tell it after the end of the output. */
    @Override
    public OptionalInt exitCode() {
        try {
            command.join(2, TimeUnit.SECONDS);
        } catch (ConnectionException e) {
            // lost, or not ended: then nothing has been told
        }
        if (command.getExitStatus() != null) {
            return OptionalInt.of(command.getExitStatus());
        }
        return command.getExitSignal() == null
                ? OptionalInt.empty()
                : OptionalInt.of(SIGNALLED + number(command.getExitSignal()));
    }

    private static int number(Signal signal) {
        return switch (signal) {
            case HUP -> 1;
            case INT -> 2;
            case QUIT -> 3;
            case ILL -> 4;
            case ABRT -> 6;
            case FPE -> 8;
            case KILL -> 9;
            case USR1 -> 10;
            case SEGV -> 11;
            case USR2 -> 12;
            case PIPE -> 13;
            case ALRM -> 14;
            case TERM, UNKNOWN -> 15;
        };
    }

    @Override
    public void close() {
        Thread.ofVirtual().start(this::end);
    }

    private void end() {
        try {
            session.close();
        } catch (IOException e) {
            // the connection is lost, and the channel with it
        }
    }
}
