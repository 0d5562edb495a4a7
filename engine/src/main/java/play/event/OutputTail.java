package play.event;

import java.util.List;

/** What hosts say, cut to what helps. */
public final class OutputTail {
    private static final int LINES = 12;

    private OutputTail() {}

    /** The last lines of both outputs, on lines of their own; each is named where both have some. */
    static String of(String stderr, String stdout) {
        String errors = last(stderr);
        String output = last(stdout);
        boolean both = !errors.isEmpty() && !output.isEmpty();
        return (errors.isEmpty() ? "" : (both ? "\nstderr:\n" : "\n") + errors)
                + (output.isEmpty() ? "" : (both ? "\nstdout:\n" : "\n") + output);
    }

    /** The last lines of an output that are not blank. */
    public static String last(String output) {
        List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
        int left = Math.max(0, lines.size() - LINES);
        String shown = String.join("\n", lines.subList(left, lines.size()));
        return left == 0 ? shown : "… (" + left + " lines before)\n" + shown;
    }
}
