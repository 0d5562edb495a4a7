package play.view;

import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A terminal whose last lines are drawn anew while something goes on. Whatever else is printed comes above them, as if
 * they were not there; at the end nothing is left of them. Safe for use by many threads.
 */
public final class LiveScreen {
    private static final Duration PACE = Duration.ofMillis(200);
    private static final String LINE_UP = "\u001b[1A";
    private static final String CLEAR_FROM_HERE = "\u001b[J";

    private final Consumer<String> out;
    private List<String> lines = List.of();
    private int drawn;
    private boolean open;

    /** @param out the terminal: what it is given at once appears at once */
    public LiveScreen(Consumer<String> out) {
        this.out = out;
    }

    /** The end of the lines. */
    public interface Region extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Begins to draw lines, which are asked for several times a second.
     *
     * @param current short enough for the terminal's width, and harmless
     */
    public Region open(Supplier<List<String>> current) {
        Thread ticker = Thread.ofPlatform().daemon().name("live lines").unstarted(() -> tick(current));
        synchronized (this) {
            open = true;
        }
        ticker.start();
        return () -> {
            ticker.interrupt();
            hide();
        };
    }

    private void tick(Supplier<List<String>> current) {
        try {
            while (true) {
                Thread.sleep(PACE);
                draw(current.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void draw(List<String> fresh) {
        if (open && !fresh.equals(lines)) {
            StringBuilder text = erased();
            lines = List.copyOf(fresh);
            out.accept(withLines(text));
        }
    }

    /** Above the lines. */
    private synchronized void print(String text) {
        if (!open || lines.isEmpty()) {
            out.accept(text);
            return;
        }
        out.accept(withLines(erased().append(text)));
    }

    private StringBuilder erased() {
        StringBuilder text = new StringBuilder();
        if (drawn > 0) {
            text.append('\r').append(LINE_UP.repeat(drawn - 1)).append(CLEAR_FROM_HERE);
        }
        drawn = 0;
        return text;
    }

    private String withLines(StringBuilder text) {
        drawn = lines.size();
        return text.append(String.join("\n", lines)).toString();
    }

    private synchronized void hide() {
        open = false;
        StringBuilder text = erased();
        lines = List.of();
        if (!text.isEmpty()) {
            out.accept(text.toString());
        }
    }

    /** Leaves the terminal to somebody else, such as a person who is asked something, until that is closed. */
    public synchronized Region paused() {
        boolean wasOpen = open;
        hide();
        return () -> {
            synchronized (this) {
                open = wasOpen;
            }
        };
    }

    /** Prints above the lines what it is given, once that is flushed and ends with a line. */
    public Writer writer() {
        return new Above();
    }

    private final class Above extends Writer {
        private final StringBuilder waiting = new StringBuilder();

        @Override
        public void write(char[] chars, int from, int count) {
            synchronized (waiting) {
                waiting.append(chars, from, count);
            }
        }

        @Override
        public void flush() {
            String text;
            synchronized (waiting) {
                text = waiting.toString();
                waiting.setLength(0);
            }
            if (!text.isEmpty()) {
                print(text);
            }
        }

        @Override
        public void close() {
            flush();
        }
    }
}
