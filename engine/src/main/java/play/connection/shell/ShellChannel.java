package play.connection.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import play.connection.transport.HostProcess;
import play.host.HostException;
import play.host.Script;
import play.host.ScriptResult;
import play.value.Bytes;

/** A persistent {@code sh} behind three streams, fed {@link Frame}s: one round trip for any number of scripts. */
public final class ShellChannel implements AutoCloseable {
    private static final int TAIL = 2000;
    private static final byte[] LINE_FEED = {'\n'};

    /** How long a process left behind may hold the output of its script before that is given up. */
    private static final Duration GRACE = Duration.ofMillis(300);

    /** How far one stream may be behind the other on a machine that is busy. */
    private static final Duration LATE = Duration.ofSeconds(2);

    private final String host;
    private final HostProcess process;
    private final Arrivals arrivals;
    private final String nonce = Nonce.next();
    private final Optional<ShellIdentity> identity;
    private final Aside aside;
    private Optional<Thread> writer = Optional.empty();
    private byte[] first;
    private int frames;

    /**
     * Takes over a program that is about to become {@code sh}.
     *
     * @param first what it reads before that
     * @param aside runs scripts while this shell waits
     */
    public ShellChannel(String host, ShellStart.Started started, byte[] first, Aside aside) {
        this.host = host;
        this.process = started.process();
        this.arrivals = started.arrivals();
        this.identity = started.identity();
        this.first = first;
        this.aside = aside;
    }

    /** Runs a script in another shell of the same user, as far as it can. */
    @FunctionalInterface
    public interface Aside {
        void run(Script script) throws InterruptedException;
    }

    public Optional<ShellIdentity> identity() {
        return identity;
    }

    /** False once the shell is known to have ended. */
    public boolean isAlive() {
        return !arrivals.ended();
    }

    /** See {@link play.host.Shell#run}. After any exception the channel is of no use any more. */
    public List<ScriptResult> run(List<Script> scripts)
            throws HostException.Interrupted, ShellEnded, ScriptOverdue, InterruptedException {
        Frame frame = new Frame(nonce + "-" + frames, scripts);
        frames++;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(first);
        first = new byte[0];
        bytes.writeBytes(frame.bytes());
        write(bytes.toByteArray());
        List<ScriptResult> results = new ArrayList<>();
        List<String> readers = List.of();
        try {
            for (int i = 0; i < scripts.size(); i++) {
                Wait wait = new Wait(scripts.get(i));
                if (frame.begins(i)) {
                    begin(frame.begin(i), readers, wait);
                }
                Ended ended = ended(frame, i, wait);
                readers = ended.readers();
                results.add(ended.result());
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
                arrivals.end();
            }
        }));
    }

    /** What has come of the script under way. */
    private ScriptResult rest() throws InterruptedException {
        Bytes out = arrivals.await(() -> Optional.of(arrivals.out().tail(arrivals.limit())), 0)
                .orElse(Bytes.EMPTY);
        Bytes err = arrivals.await(() -> Optional.of(arrivals.err().tail(arrivals.limit())), 0)
                .orElse(Bytes.EMPTY);
        return new ScriptResult(0, out, err);
    }

    /** The output is over. */
    private static final class Over extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private record Wait(Script script, long deadline) {
        Wait(Script script) {
            this(script, System.nanoTime() + script.deadline().toNanos());
        }
    }

    /** Waits for the beginning of a script, and drops what came before. */
    private void begin(byte[] mark, List<String> readers, Wait wait) throws Over, ScriptOverdue, InterruptedException {
        Beginning beginning = new Beginning(mark);
        Supplier<Optional<Bytes>> look = beginning::look;
        if (!readers.isEmpty()
                && arrivals.await(look, System.nanoTime() + GRACE.toNanos()).isEmpty()) {
            aside.run(Script.of("kill " + String.join(" ", readers)));
        }
        take(arrivals.out(), look, wait);
    }

    /** Looks at both streams, as they share what a connection lets through. */
    private final class Beginning {
        private final byte[] mark;
        private boolean out;
        private boolean err;

        Beginning(byte[] mark) {
            this.mark = mark;
        }

        Optional<Bytes> look() {
            out = out || arrivals.out().skipPast(mark);
            err = err || arrivals.err().skipPast(mark);
            return out && err ? Optional.of(Bytes.EMPTY) : Optional.empty();
        }
    }

    private record Ended(ScriptResult result, List<String> readers) {}

    private Ended ended(Frame frame, int index, Wait wait)
            throws HostException.Interrupted, Over, ScriptOverdue, InterruptedException {
        Bytes out = takeBefore(arrivals.out(), frame.outEnd(index), wait);
        Frame.Ending ending = Frame.ending(takeBefore(arrivals.out(), LINE_FEED, wait))
                .orElseThrow(() -> new HostException.Interrupted("what the shell on " + host
                        + " answers is not the answer of a shell; does a program in between alter it?"));
        Bytes err = takeBefore(arrivals.err(), frame.errEnd(index), wait);
        return new Ended(new ScriptResult(ending.exitCode(), out, err), ending.readers());
    }

    private Bytes takeBefore(Inflow inflow, byte[] marker, Wait wait) throws Over, ScriptOverdue, InterruptedException {
        return take(inflow, () -> inflow.takeBefore(marker), wait);
    }

    private Bytes take(Inflow inflow, Supplier<Optional<Bytes>> piece, Wait wait)
            throws Over, ScriptOverdue, InterruptedException {
        Optional<Found> found = arrivals.await(() -> look(inflow, piece), wait.deadline());
        if (found.isEmpty()) {
            throw ScriptOverdue.late(wait.script().deadline(), arrivals.lastWords(TAIL));
        }
        return switch (found.get()) {
            case Found.Piece(Bytes bytes) -> bytes;
            case Found.Flood _ -> throw flood();
            case Found.End _ -> late(piece).orElseThrow(Over::new);
        };
    }

    /** What one stream brings may still be on its way when the other has ended. */
    private Optional<Bytes> late(Supplier<Optional<Bytes>> piece) throws InterruptedException {
        Supplier<Optional<Optional<Bytes>>> look = () -> {
            Optional<Bytes> bytes = piece.get();
            boolean over = arrivals.out().ended() && arrivals.err().ended();
            return bytes.isPresent() || over ? Optional.of(bytes) : Optional.empty();
        };
        return arrivals.await(look, System.nanoTime() + LATE.toNanos()).flatMap(bytes -> bytes);
    }

    private ScriptOverdue flood() throws InterruptedException {
        String words = arrivals.lastWords(TAIL);
        return arrivals.overflowed() ? ScriptOverdue.overflow(words) : ScriptOverdue.flood(arrivals.limit(), words);
    }

    private sealed interface Found {
        record Piece(Bytes bytes) implements Found {}

        record Flood() implements Found {}

        record End() implements Found {}
    }

    private Optional<Found> look(Inflow inflow, Supplier<Optional<Bytes>> piece) {
        Optional<Bytes> bytes = piece.get();
        if (bytes.isPresent()) {
            return Optional.of(new Found.Piece(bytes.get()));
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
    public void ignore() {
        arrivals.close();
    }

    @Override
    public void close() {
        arrivals.close();
        process.close();
    }
}
