package play.connection;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import play.host.HostException;
import play.host.Script;
import play.host.ScriptResult;
import play.value.Bytes;

/** A persistent {@code sh} behind three streams, fed {@link Frame}s: one round trip for any number of scripts. */
final class ShellChannel implements AutoCloseable {
    private static final int TAIL = 2000;
    private static final byte[] LINE_FEED = {'\n'};

    private final String host;
    private final HostProcess process;
    private final Arrivals arrivals;
    private final String nonce = Nonce.next();
    private final Optional<ShellIdentity> identity;
    private Optional<Thread> writer = Optional.empty();
    private byte[] first;
    private int frames;

    /**
     * Takes over a program that is about to become {@code sh}.
     *
     * @param first what it reads before that
     */
    ShellChannel(String host, ShellStart.Started started, byte[] first) {
        this.host = host;
        this.process = started.process();
        this.arrivals = started.arrivals();
        this.identity = started.identity();
        this.first = first;
    }

    Optional<ShellIdentity> identity() {
        return identity;
    }

    /** False once the shell is known to have ended. */
    boolean isAlive() {
        return !arrivals.ended();
    }

    /** See {@link play.host.Shell#run}. After any exception the channel is of no use any more. */
    List<ScriptResult> run(List<Script> scripts)
            throws HostException.Interrupted, ShellEnded, ScriptOverdue, InterruptedException {
        Frame frame = new Frame(nonce + "-" + frames, scripts);
        frames++;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(first);
        first = new byte[0];
        bytes.writeBytes(frame.bytes());
        write(bytes.toByteArray());
        List<ScriptResult> results = new ArrayList<>();
        try {
            for (int i = 0; i < scripts.size(); i++) {
                results.add(result(frame, i, scripts.get(i)));
            }
        } catch (Over e) {
            throw new ShellEnded(lost(), results, process.exitCode(), rest());
        }
        return List.copyOf(results);
    }

    /** By a thread of its own: the shell may be busy with the first script while we still write the second. */
    private void write(byte[] bytes) throws InterruptedException {
        if (writer.isPresent()) {
            writer.get().join();
        }
        writer = Optional.of(Thread.ofVirtual().start(() -> {
            try {
                OutputStream stdin = process.stdin();
                stdin.write(bytes);
                stdin.flush();
            } catch (IOException e) {
                arrivals.close();
            }
        }));
    }

    /** What has come of the script under way. */
    private ScriptResult rest() throws InterruptedException {
        Bytes out = arrivals.await(() -> Optional.of(arrivals.out().tail(Arrivals.LIMIT)), 0)
                .orElse(Bytes.EMPTY);
        Bytes err = arrivals.await(() -> Optional.of(arrivals.err().tail(Arrivals.LIMIT)), 0)
                .orElse(Bytes.EMPTY);
        return new ScriptResult(0, out, err);
    }

    /** The output is over. */
    private static final class Over extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private ScriptResult result(Frame frame, int index, Script script)
            throws HostException.Interrupted, Over, ScriptOverdue, InterruptedException {
        long deadline = System.nanoTime() + script.deadline().toNanos();
        Wait wait = new Wait(script, deadline);
        if (index == 0) {
            take(arrivals.out(), frame.begin(), wait);
            take(arrivals.err(), frame.begin(), wait);
        }
        Bytes out = take(arrivals.out(), frame.outEnd(index), wait);
        OptionalInt exitCode = Frame.exitCode(take(arrivals.out(), LINE_FEED, wait));
        if (exitCode.isEmpty()) {
            throw new HostException.Interrupted("what the shell on " + host
                    + " answers is no answer of a shell; is there a program between that alters it?");
        }
        Bytes err = take(arrivals.err(), frame.errEnd(index), wait);
        return new ScriptResult(exitCode.getAsInt(), out, err);
    }

    private record Wait(Script script, long deadline) {}

    private Bytes take(Inflow inflow, byte[] marker, Wait wait)
            throws HostException.Interrupted, Over, ScriptOverdue, InterruptedException {
        Optional<Found> found = arrivals.await(() -> look(inflow, marker), wait.deadline());
        if (found.isEmpty()) {
            throw ScriptOverdue.late(wait.script().deadline(), arrivals.lastWords(TAIL));
        }
        return switch (found.get()) {
            case Found.Piece(Bytes bytes) -> bytes;
            case Found.Flood _ -> throw ScriptOverdue.flood(arrivals.overflowed(), arrivals.lastWords(TAIL));
            case Found.End _ -> throw new Over();
        };
    }

    private sealed interface Found {
        record Piece(Bytes bytes) implements Found {}

        record Flood() implements Found {}

        record End() implements Found {}
    }

    private Optional<Found> look(Inflow inflow, byte[] marker) {
        Optional<Bytes> piece = inflow.takeBefore(marker);
        if (piece.isPresent()) {
            return Optional.of(new Found.Piece(piece.get()));
        }
        if (arrivals.flooded()) {
            return Optional.of(new Found.Flood());
        }
        return arrivals.out().ended() || inflow.ended() ? Optional.of(new Found.End()) : Optional.empty();
    }

    private String lost() throws InterruptedException {
        String words = arrivals.lastWords(TAIL);
        return "the shell on " + host + " ended, or the connection to it, while a script was under way"
                + (words.isEmpty() ? "" : "; last heard: " + words);
    }

    /** Takes nothing in any more; what it runs goes on until it is ended or this is closed. */
    void ignore() {
        arrivals.close();
    }

    @Override
    public void close() {
        arrivals.close();
        process.close();
    }
}
