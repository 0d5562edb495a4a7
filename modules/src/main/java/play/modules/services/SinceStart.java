package play.modules.services;

import java.util.ArrayList;
import java.util.List;
import play.host.HostState;
import play.host.UnknownStateException;

/**
 * Whether something runs, beside files that it has read as it started.
 *
 * @param runs whether it does
 * @param newer those of the files that were changed since; one that is not there was not
 */
public record SinceStart(boolean runs, List<String> newer) implements HostState {
    /**
     * Shell that tells of one that runs since {@code $exact}, in seconds since 1970 with a fraction, beside the files
     * that are its arguments. Of one that does not run, {@code stopped} tells.
     */
    public static final String TELL = """
        printf 'runs\\n'
        for file do
          [ -e "$file" ] || continue
          newer=$(find -L "$file" -prune -newermt "@$exact" -print) || exit 1
          [ -z "$newer" ] || printf 'newer %s\\n' "$file"
        done
        """;

    public SinceStart {
        newer = List.copyOf(newer);
    }

    @Override
    public boolean present() {
        return runs;
    }

    /** Reads what {@link #TELL} has printed, or {@code stopped}. */
    public static SinceStart of(List<String> lines) throws UnknownStateException {
        String first = lines.isEmpty() ? "" : lines.getFirst();
        if (!first.equals("runs") && !(first.equals("stopped") && lines.size() == 1)) {
            throw UnknownStateException.expected("runs or stopped", first);
        }
        List<String> newer = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            if (!line.startsWith("newer ")) {
                throw UnknownStateException.expected("newer PATH", line);
            }
            newer.add(line.substring("newer ".length()));
        }
        return new SinceStart(first.equals("runs"), newer);
    }
}
