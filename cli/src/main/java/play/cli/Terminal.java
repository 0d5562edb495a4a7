package play.cli;

import java.io.PrintWriter;

/**
 * Where a command prints.
 *
 * @param out results
 * @param err progress, problems
 * @param color whether {@code out} is a terminal that takes colors
 * @param width of the terminal, in columns
 */
record Terminal(PrintWriter out, PrintWriter err, boolean color, int width) {
    static Terminal standard() {
        boolean tty = System.console() != null && System.console().isTerminal();
        boolean color = (tty && System.getenv("NO_COLOR") == null) || System.getenv("FORCE_COLOR") != null;
        return new Terminal(
                new PrintWriter(
                        new java.io.OutputStreamWriter(System.out, java.nio.charset.StandardCharsets.UTF_8), true),
                new PrintWriter(
                        new java.io.OutputStreamWriter(System.err, java.nio.charset.StandardCharsets.UTF_8), true),
                color,
                80);
    }
}
