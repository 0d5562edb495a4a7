package play.connection.shell;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which process on a host a shell is, so that it can be ended from another shell and never mistaken for a later process
 * with the same number.
 *
 * @param startTicks when it started, in clock ticks since the host did
 * @param boot which start of the host this is
 */
public record ShellIdentity(long pid, String startTicks, String boot) {
    /** The number, the name in parentheses, 19 fields that mean nothing here, the start. */
    private static final Pattern STAT =
            Pattern.compile("([0-9]{1,18}) \\(.*\\)(?: \\S+){19} ([0-9]{1,30})(?: .*)?", Pattern.DOTALL);

    private static final Pattern BOOT = Pattern.compile("[0-9a-f-]{1,64}");

    /**
     * Reads what {@code /proc} says; nothing else of a host gets into the script that ends a shell.
     *
     * @param stat a line of {@code /proc/PID/stat}
     * @return empty where this is none
     */
    static Optional<ShellIdentity> parse(String boot, String stat) {
        Matcher fields = STAT.matcher(stat);
        return fields.matches() && BOOT.matcher(boot).matches()
                ? Optional.of(new ShellIdentity(Long.parseLong(fields.group(1)), fields.group(2), boot))
                : Optional.empty();
    }
}
