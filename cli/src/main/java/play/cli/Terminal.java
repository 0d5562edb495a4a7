package play.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntSupplier;
import play.view.LiveScreen;

/**
 * Where a command prints.
 *
 * @param out results
 * @param err progress, problems
 * @param color whether {@code out} takes colors
 * @param columns the width of {@code out}, which a person may change
 * @param live {@code out} where it is a terminal on which lines can be drawn anew
 */
record Terminal(PrintWriter out, PrintWriter err, boolean color, IntSupplier columns, Optional<LiveScreen> live) {
    /** Columns of what is no terminal. */
    static final int PLAIN_WIDTH = 80;

    /** One that is no terminal. */
    Terminal(PrintWriter out, PrintWriter err, boolean color, int width) {
        this(out, err, color, () -> width, Optional.empty());
    }

    static Terminal standard() {
        boolean tty = System.console() != null && System.console().isTerminal();
        boolean color = (tty && !isSet("NO_COLOR")) || isSet("FORCE_COLOR");
        if (!tty || "dumb".equals(System.getenv("TERM"))) {
            return new Terminal(printer(System.out), printer(System.err), color, PLAIN_WIDTH);
        }
        LiveScreen screen = new LiveScreen(Terminal::print);
        return new Terminal(
                new PrintWriter(screen.writer(), true),
                isSameAsOutput() ? new PrintWriter(screen.writer(), true) : printer(System.err),
                color,
                new TerminalWidth(),
                Optional.of(screen));
    }

    /** An empty one counts as none, as https://no-color.org has it. */
    private static boolean isSet(String variable) {
        return !Optional.ofNullable(System.getenv(variable)).orElse("").isEmpty();
    }

    private static PrintWriter printer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private static void print(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.out.write(bytes, 0, bytes.length);
        System.out.flush();
    }

    /** Whether what is told of problems goes to the same terminal. */
    private static boolean isSameAsOutput() {
        try {
            return Path.of("/dev/fd/1").toRealPath().equals(Path.of("/dev/fd/2").toRealPath());
        } catch (java.io.IOException e) {
            return false;
        }
    }

    int width() {
        return columns.getAsInt();
    }

    Terminal withColor(boolean wanted) {
        return new Terminal(out, err, wanted, columns, live);
    }
}
