package play.connection.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import play.connection.transport.HostProcess;
import play.connection.transport.Words;
import play.host.DigestScript;
import play.host.HostException;
import play.host.Shell;
import play.host.TemporaryName;
import play.value.Bytes;

/**
 * Writes a stream to a new file, on a channel of its own, and compares size and digest. The program stays until its
 * input ends, and then removes what is still there: so nothing is left of a file that nobody has moved into its place,
 * however {@code play} or the connection came to an end. What a host itself forgot in a power cut goes with the next
 * file that is written there, and what a program that was killed left a day later.
 */
public final class Upload {
    private static final int CHUNK = 1 << 17;

    /** After so many chunks others have their turn to write: the lock of a connection favours who has just had it. */
    private static final int TURN = 8;

    private static final Duration OTHERS = Duration.ofNanos(100_000);
    private static final int TAIL = 2000;
    private static final byte[] LINE_FEED = {'\n'};
    /** For the program to remove what it has written of a file. */
    private static final Duration LAST = Duration.ofSeconds(5);

    private static final Duration STALL = Duration.ofSeconds(60);
    private static final long HASHED_PER_SECOND = 20L << 20;

    /** The file is ours only once it is open, so only then may it be removed. */
    private static final String PROGRAM = DigestScript.FUNCTION + TemporaryName.FUNCTIONS + """
        play_boot
        file=@PATH@ size=@SIZE@
        umask 077
        if [ -e "$file" ] || [ -L "$file" ]; then echo "$file exists already" >&2; exit 1; fi
        play_forgotten "${file%/*}"
        old='.play.????????.????????-????-????-????-????????????'
        find "${file%/*}/" -maxdepth 1 -type f -name "$old" -mmin +1440 -exec rm -f {} + 2>/dev/null
        set -C
        exec 3>"$file"
        trap "" PIPE HUP
        head -c $size >&3 && exec 3>&- && [ "$(wc -c <"$file")" -eq $size ] || {
          rm -f "$file"; echo "$file was not written" >&2; exit 1
        }
        play_digest sha256 "$file" || { rm -f "$file"; exit 1; }
        read -r end
        rm -f "$file"
        """;

    private final String host;
    private final long size;
    private final String path;
    private final AtomicLong sent = new AtomicLong();
    private volatile boolean abandoned;

    public Upload(String host, long size, String path) {
        this.host = host;
        this.size = size;
        this.path = path;
    }

    /** What runs on the host. */
    public String program() {
        return PROGRAM.replace("@SIZE@", Long.toString(size)).replace("@PATH@", TemporaryName.word(path));
    }

    /** @param started runs {@link #program}; it is closed unless the file has arrived, and holds it until it is */
    public void send(Shell.Source content, ShellStart.Started started) throws HostException, InterruptedException {
        boolean arrived = false;
        try {
            CompletableFuture<String> digest = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> pour(content, started.process(), digest));
            String answer = answer(started.arrivals());
            check(answer, digest, started.arrivals());
            arrived = true;
        } finally {
            abandoned = !arrived;
            if (!arrived) {
                Thread.ofVirtual().start(() -> endInput(started.process()));
                started.arrivals().await(() -> isOver(started.arrivals()), System.nanoTime() + LAST.toNanos());
                started.close();
            }
        }
    }

    private void pour(Shell.Source content, HostProcess process, CompletableFuture<String> digest) {
        try {
            digest.complete(copy(content, process.stdin()));
        } catch (IOException | RuntimeException e) {
            digest.completeExceptionally(e);
            endInput(process);
        }
    }

    /** Where the connection is lost, sshj may fail in ways of its own. */
    private static void endInput(HostProcess process) {
        try {
            process.stdin().close();
        } catch (IOException | RuntimeException e) {
            // it has ended, or the connection is lost
        }
    }

    private static Optional<Boolean> isOver(Arrivals arrivals) {
        return arrivals.out().ended() ? Optional.of(true) : Optional.empty();
    }

    private String copy(Shell.Source content, OutputStream out) throws IOException {
        MessageDigest sha256 = Bytes.digest();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = open(content)) {
            int chunks = 0;
            for (int count = read(in, chunk); count >= 0; count = read(in, chunk)) {
                if (abandoned) {
                    throw new IOException("nobody waits for it any more");
                }
                sha256.update(chunk, 0, count);
                out.write(chunk, 0, count);
                sent.addAndGet(count);
                chunks++;
                if (chunks % TURN == 0) {
                    LockSupport.parkNanos(OTHERS.toNanos());
                }
            }
        }
        out.flush();
        if (sent.get() != size) {
            throw new SourceFailed("it has " + sent.get() + " bytes, not " + size + " as was said");
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static InputStream open(Shell.Source content) throws SourceFailed {
        try {
            return content.open();
        } catch (IOException e) {
            throw new SourceFailed("its source can't be read: " + e.getMessage());
        }
    }

    private static int read(InputStream in, byte[] chunk) throws SourceFailed {
        try {
            return in.read(chunk);
        } catch (IOException e) {
            throw new SourceFailed("its source can't be read: " + e.getMessage());
        }
    }

    private static final class SourceFailed extends IOException {
        private static final long serialVersionUID = 1L;

        SourceFailed(String message) {
            super(message);
        }
    }

    /** The line with the digest, or nothing when the program ended without one; waits as long as bytes flow. */
    private String answer(Arrivals arrivals) throws HostException, InterruptedException {
        Duration patience = STALL.plusSeconds(size / HASHED_PER_SECOND);
        long before = -1;
        while (sent.get() > before) {
            before = sent.get();
            Optional<String> answer = arrivals.await(() -> whole(arrivals), System.nanoTime() + patience.toNanos());
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new HostException.Interrupted(
                "nothing moved for " + Words.of(patience) + " while " + path + " was written on " + host);
    }

    private static Optional<String> whole(Arrivals arrivals) {
        Optional<String> line = arrivals.out().takeBefore(LINE_FEED).map(Bytes::utf8);
        return line.isEmpty() && arrivals.out().ended() ? Optional.of("") : line;
    }

    private void check(String answer, CompletableFuture<String> digest, Arrivals arrivals)
            throws HostException, InterruptedException {
        if (answer.isEmpty()) {
            throw refused(arrivals.lastWords(TAIL), digest);
        }
        try {
            if (!answer.startsWith(digest.get())) {
                throw new HostException.UploadFailed(path + " arrived on " + host + " with other bytes than were sent");
            }
        } catch (ExecutionException e) {
            throw refused("", digest);
        }
    }

    private HostException refused(String words, CompletableFuture<String> digest) {
        Optional<Throwable> cause =
                digest.isCompletedExceptionally() ? Optional.of(digest.exceptionNow()) : Optional.empty();
        if (cause.isPresent() && cause.get() instanceof SourceFailed) {
            return new HostException.UploadFailed(path + " could not be written on " + host + ": "
                    + cause.get().getMessage());
        }
        return words.isEmpty()
                ? new HostException.Interrupted("the connection to " + host + " broke while " + path + " was written")
                : new HostException.UploadFailed(path + " could not be written on " + host + ": " + words);
    }
}
