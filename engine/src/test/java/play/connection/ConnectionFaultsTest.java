package play.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static play.connection.shell.Shells.assertSays;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import play.connection.local.LocalConnection;
import play.connection.shell.Account;
import play.connection.shell.Arrivals;
import play.connection.shell.ScriptOverdue;
import play.connection.shell.ShellChannel;
import play.connection.shell.ShellEnded;
import play.connection.shell.ShellStart;
import play.connection.shell.Shells;
import play.connection.ssh.SpreadConnection;
import play.connection.ssh.SshConnection;
import play.connection.transport.Connection;
import play.connection.transport.HostProcess;
import play.host.HostException;
import play.host.Script;
import play.host.ScriptResult;

/** Moments of a lost connection that a real one does not keep still for. */
@Timeout(180)
final class ConnectionFaultsTest {
    private static final Account ACCOUNT = new Account(Shells.HERE, Optional.empty());

    @Test
    void aConnectionThatIsFoundLostAtTheStartIsMadeAgain() throws Exception {
        Link link = mock(Link.class);
        Connection lost = mock(Connection.class);
        when(lost.start(any())).thenThrow(new HostException.Unreachable("not connected"));
        when(lost.isAlive()).thenReturn(false);
        when(link.connection()).thenReturn(lost, new LocalConnection());
        HostShell shell = new HostShell(ACCOUNT, link);
        assertEquals("here\n", shell.run(Script.of("echo here")).out());
        verify(lost, times(1)).start(any());
        shell.close();
    }

    @Test
    void aConnectionThatLivesAndRefusesIsNotAskedTwice() throws Exception {
        Link link = mock(Link.class);
        Connection alive = mock(Connection.class);
        HostException.Unreachable refusal = new HostException.Unreachable("no more sessions");
        when(alive.isAlive()).thenReturn(true);
        when(alive.start(any())).thenThrow(refusal);
        when(link.connection()).thenReturn(alive);
        HostShell shell = new HostShell(ACCOUNT, link);
        assertSame(refusal, assertThrows(HostException.Unreachable.class, () -> shell.run(Script.of("true"))));
        verify(alive, times(1)).start(any());
    }

    /** One more connection helps where sessions run out, and none where there are none at all. */
    @Test
    void aConnectionThatOpensNoSessionIsClosed() throws Exception {
        SshConnection first = mock(SshConnection.class);
        SshConnection second = mock(SshConnection.class);
        for (SshConnection connection : List.of(first, second)) {
            when(connection.isAlive()).thenReturn(true);
            when(connection.startIfAllowed(any())).thenReturn(Optional.empty());
        }
        Iterator<SshConnection> made = List.of(first, second).iterator();
        SpreadConnection spread = SpreadConnection.open(made::next, new Semaphore(1));
        assertSays(assertThrows(HostException.Unreachable.class, () -> spread.start("true")), "opens no session");
        verify(second, times(1)).close();
    }

    /** The host may have read the first half, and says nothing any more. */
    @Test
    void aWriteThatFailsHalfWayInterrupts() throws Exception {
        HostProcess process = mock(HostProcess.class);
        OutputStream stdin = mock(OutputStream.class);
        doThrow(new IOException("broken pipe")).when(stdin).write(any(byte[].class));
        when(process.exitCode()).thenReturn(OptionalInt.empty());
        when(process.stdin()).thenReturn(stdin);
        when(process.stdout()).thenReturn(silence());
        when(process.stderr()).thenReturn(silence());
        ShellStart.Started started = new ShellStart.Started(process, new Arrivals(process, "here"), Optional.empty());
        try (ShellChannel channel = new ShellChannel("here", started, new byte[0], script -> {})) {
            ShellEnded broken = assertThrows(ShellEnded.class, () -> channel.run(List.of(Script.of("true"))));
            assertFalse(broken.wasKilled());
            assertSays(broken, "here", "while a script was under way");
        }
    }

    /** A thread that reads what a host says has no room for it: whoever waits is told at once, not at the deadline. */
    @Test
    void outputThatMemoryHasNoRoomForEndsTheWait() throws Exception {
        HostProcess process = mock(HostProcess.class);
        InputStream tooMuch = mock(InputStream.class);
        when(tooMuch.read(any(byte[].class))).thenThrow(new OutOfMemoryError("Java heap space"));
        when(process.stdin()).thenReturn(OutputStream.nullOutputStream());
        when(process.stdout()).thenReturn(tooMuch);
        when(process.stderr()).thenReturn(silence());
        ShellStart.Started started = new ShellStart.Started(process, new Arrivals(process, "here"), Optional.empty());
        try (ShellChannel channel = new ShellChannel("here", started, new byte[0], script -> {})) {
            ScriptOverdue flood = assertThrows(ScriptOverdue.class, () -> channel.run(List.of(Script.of("true"))));
            assertSays(flood, "a script wrote more than", "memory", "-Xmx");
        }
    }

    /** Errors that are still on their way when output has ended belong to the scripts that were done before. */
    @Test
    void whatWasDoneBeforeAShellEndedKeepsItsErrors() throws Exception {
        Process sh = new ProcessBuilder("sh").start();
        HostProcess process = mock(HostProcess.class);
        when(process.stdin()).thenReturn(sh.getOutputStream());
        when(process.stdout()).thenReturn(sh.getInputStream());
        when(process.stderr()).thenReturn(late(sh.getErrorStream()));
        when(process.exitCode()).thenReturn(OptionalInt.of(137));
        ShellStart.Started started = new ShellStart.Started(process, new Arrivals(process, "here"), Optional.empty());
        try (ShellChannel channel = new ShellChannel("here", started, new byte[0], script -> {})) {
            ShellEnded ended = assertThrows(
                    ShellEnded.class,
                    () -> channel.run(List.of(Script.of("echo a; echo b >&2"), Script.of("kill -9 $$"))));
            ScriptResult first = ended.results().getFirst();
            assertEquals("a\nb\n", first.out() + first.err());
        }
    }

    private static InputStream late(InputStream stream) {
        return new FilterInputStream(stream) {
            @Override
            public int read(byte[] into, int from, int count) throws IOException {
                int read = super.read(into, from, count);
                try {
                    Thread.sleep(100);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return read;
            }
        };
    }

    /** Output that neither comes nor ends. */
    private static PipedInputStream silence() throws IOException {
        return new PipedInputStream(new PipedOutputStream());
    }
}
