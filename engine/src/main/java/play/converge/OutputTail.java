package play.converge;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What hosts say, cut to what helps. */
public final class OutputTail {
    private static final int LINES = 12;

    private OutputTail() {}

    /** The last lines of both outputs, on lines of their own; each is named where both have some. */
    static String printed(String err, String out) {
        String errors = last(err);
        String output = last(out);
        boolean both = !errors.isEmpty() && !output.isEmpty();
        return (errors.isEmpty() ? "" : (both ? "\nstderr:\n" : "\n") + errors)
                + (output.isEmpty() ? "" : (both ? "\nstdout:\n" : "\n") + output);
    }

    /** The same of a result, where a condition and not an exit code says that it failed. */
    public static String printed(Object result) {
        return result instanceof Map<?, ?> map ? printed(text(map.get("stderr")), text(map.get("stdout"))) : "";
    }

    private static String text(@Nullable Object output) {
        return output instanceof String text ? text : "";
    }

    /** The last lines of an output that are not blank. */
    static String last(String output) {
        List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
        int left = Math.max(0, lines.size() - LINES);
        String shown = String.join("\n", lines.subList(left, lines.size()));
        return left == 0 ? shown : "… (" + left + " lines before)\n" + shown;
    }
}
