package play.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.Test;

/** Lines at the end of a terminal, as an emulator of one shows them. */
class LiveScreenTest {
    private static final int WIDTH = 40;
    private static final int HEIGHT = 12;

    private final ScreenTerminal terminal = new ScreenTerminal(WIDTH, HEIGHT);
    private final LiveScreen screen = new LiveScreen(this::write);
    private final PrintWriter out = new PrintWriter(screen.writer());

    /** A terminal's driver makes of a line feed the beginning of the next line. */
    private void write(String text) {
        synchronized (terminal) {
            terminal.write(text.replace("\n", "\r\n"));
        }
    }

    private String shown() {
        synchronized (terminal) {
            return Arrays.stream(terminal.toString().split("\n"))
                    .map(String::stripTrailing)
                    .collect(Collectors.joining("\n"))
                    .strip();
        }
    }

    private void print(String line) {
        out.print(line + "\n");
        out.flush();
    }

    private static void await(BooleanSupplier reached) throws InterruptedException {
        for (int i = 0; i < 500 && !reached.getAsBoolean(); i++) {
            Thread.sleep(20);
        }
    }

    @Test
    void whatIsPrintedComesAboveTheLines() throws InterruptedException {
        print("one");
        try (LiveScreen.Region _ = screen.open(() -> List.of("running a", "running b"))) {
            await(() -> shown().contains("running b"));
            print("two");
            assertEquals("one\ntwo\nrunning a\nrunning b", shown());
            print("three\nfour");
            assertEquals("one\ntwo\nthree\nfour\nrunning a\nrunning b", shown());
        }
        assertEquals("one\ntwo\nthree\nfour", shown());
    }

    @Test
    void theLinesFollowWhatGoesOnAndMayBecomeFewer() throws InterruptedException {
        AtomicInteger step = new AtomicInteger();
        try (LiveScreen.Region _ = screen.open(
                () -> step.get() == 0 ? List.of("a", "b", "c") : step.get() == 1 ? List.of("d") : List.of())) {
            await(() -> shown().equals("a\nb\nc"));
            assertEquals("a\nb\nc", shown());
            step.set(1);
            await(() -> shown().equals("d"));
            assertEquals("d", shown());
            step.set(2);
            await(() -> shown().isEmpty());
            assertEquals("", shown());
            print("printed");
            assertEquals("printed", shown());
        }
    }

    @Test
    void nothingIsDrawnWhileSomebodyIsAsked() throws InterruptedException {
        try (LiveScreen.Region _ = screen.open(() -> List.of("running"))) {
            await(() -> shown().equals("running"));
            try (LiveScreen.Region _ = screen.paused()) {
                write("Go on? ");
                Thread.sleep(500);
                assertEquals("Go on?", shown());
                write("yes\n");
            }
            await(() -> shown().endsWith("running"));
            assertEquals("Go on? yes\nrunning", shown());
        }
    }

    @Test
    void noLineIsLostOrCutWhereManyPrint() throws InterruptedException {
        int threads = 8;
        int lines = 200;
        StringBuilder all = new StringBuilder();
        LiveScreen plain = new LiveScreen(all::append);
        CountDownLatch done = new CountDownLatch(threads);
        AtomicInteger tick = new AtomicInteger();
        try (LiveScreen.Region _ = plain.open(() -> List.of("tick " + tick.incrementAndGet()))) {
            for (int t = 0; t < threads; t++) {
                String name = "thread " + t;
                PrintWriter own = new PrintWriter(plain.writer());
                Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < lines; i++) {
                        own.print(name + " line " + i + ".\n");
                        own.flush();
                    }
                    done.countDown();
                });
            }
            done.await();
        }
        for (int t = 0; t < threads; t++) {
            String start = "thread " + t + " line ";
            assertEquals(
                    lines,
                    all.toString().lines().filter(line -> line.contains(start)).count(),
                    start);
        }
    }
}
