package play.connection.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import play.host.Talk;
import play.value.Bytes;

/** A program on a host that reads what is written here, and whose output is read here. */
final class OpenTalk implements Talk {
    private static final int TAIL = 2000;

    /** For the program to end once its input has; then it is ended. */
    private static final Duration LAST = Duration.ofSeconds(5);

    /** Runs a program that comes as the first line of the input: in an argument every user of the host could see it. */
    static final String PROGRAM = "read -r play_p; eval \"$(echo $play_p | base64 -d)\"";

    private final ShellStart.Started started;
    private final ShellChannel.Aside aside;
    private final InputStream output;

    /**
     * @param started runs {@link #PROGRAM}
     * @param aside runs scripts in another shell of the same user
     */
    OpenTalk(ShellStart.Started started, ShellChannel.Aside aside) {
        this.started = started;
        this.aside = aside;
        this.output = started.arrivals().passing();
    }

    /** Has it run. */
    void begin(String program) throws IOException {
        String line = Bytes.of("unset play_p; " + program).base64() + "\n";
        input().write(line.getBytes(StandardCharsets.US_ASCII));
        input().flush();
    }

    @Override
    public OutputStream input() {
        return started.process().stdin();
    }

    @Override
    public InputStream output() {
        return output;
    }

    @Override
    public Ending ending() throws InterruptedException {
        String words = started.arrivals().lastErrors(TAIL);
        return new Ending(started.process().exitCode(), words);
    }

    @Override
    public void close() {
        Thread.ofVirtual().start(this::endInput);
        Thread.ofPlatform().daemon().start(this::drain);
        try {
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            started.close();
        }
    }

    private void end() throws InterruptedException {
        Arrivals arrivals = started.arrivals();
        Optional<Boolean> over = arrivals.await(
                () -> arrivals.out().ended() ? Optional.of(true) : Optional.empty(),
                System.nanoTime() + LAST.toNanos());
        if (over.isEmpty() && started.identity().isPresent()) {
            aside.run(Leftovers.endOf(started.identity().get()));
        }
    }

    private void endInput() {
        try {
            input().close();
        } catch (IOException e) {
            // it has ended, or the connection is lost
        }
    }

    /** A program that waits until it has written does not see that its input has ended. */
    private void drain() {
        byte[] dropped = new byte[1 << 15];
        try {
            int count = output.read(dropped);
            while (count >= 0) {
                count = output.read(dropped);
            }
        } catch (IOException e) {
            // nothing more will come
        }
    }
}
