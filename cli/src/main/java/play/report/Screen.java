package play.report;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.IntSupplier;
import play.diag.Printable;

/** Lines on a terminal. Whatever a text holds, it neither steers the terminal nor looks like a line of ours. */
final class Screen {
    /** Before each further line of a text from outside. No line of ours begins with so many blanks. */
    private static final String CONTINUED = "    ";

    private final PrintWriter out;
    private final boolean color;
    private final IntSupplier columns;

    Screen(PrintWriter out, boolean color, IntSupplier columns) {
        this.out = out;
        this.color = color;
        this.columns = columns;
    }

    void banner(String title) {
        String text = Printable.line(title);
        out.println();
        out.println(text + " " + "*".repeat(Math.max(3, columns.getAsInt() - text.length() - 1)));
    }

    /** A line of ours; further lines of what is quoted in it are indented. */
    void line(Color color, String text) {
        print(color, Printable.lines(text, CONTINUED));
    }

    /** The same with JSON behind it, whose line breaks are ours: in its texts they are escapes. */
    void line(Color color, String text, String json) {
        print(color, Printable.lines(text, CONTINUED) + json);
    }

    private void print(Color chosen, String text) {
        out.println(color && chosen != Color.PLAIN ? chosen.code + text + "\u001b[0m" : text);
    }

    /** Lines of a text from outside as they are, where a reader knows which they are. */
    void text(Color color, String text) {
        print(color, Printable.lines(text, ""));
    }

    /** The recap: what is after the last line of ours. */
    void recap(List<String> lines) {
        banner("PLAY RECAP");
        lines.forEach(line -> out.println(Printable.line(line)));
        out.println();
    }

    /** What tasks kept for the end; nothing where none did. */
    void stats(List<String> lines) {
        if (!lines.isEmpty()) {
            banner("CUSTOM STATS:");
            lines.forEach(line -> out.println(Printable.line(line)));
            out.println();
        }
    }

    void flush() {
        out.flush();
    }

    enum Color {
        PLAIN(""),
        GREEN("\u001b[0;32m"),
        YELLOW("\u001b[0;33m"),
        RED("\u001b[0;31m"),
        CYAN("\u001b[0;36m"),
        PURPLE("\u001b[0;35m");

        private final String code;

        Color(String code) {
            this.code = code;
        }
    }
}
