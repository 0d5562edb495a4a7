package play.modules.files;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import play.host.HostState;
import play.host.Parts;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/** Lists the files and directories below directories, one {@code find} per directory; links are left out. */
final class Below {
    /** Words for {@code find}. */
    static final String THINGS = "-mindepth 1 \\( -type f -o -type d \\)";

    static final Duration LONGEST = Duration.ofMinutes(10);

    private Below() {}

    /** @param printing more words for {@code find}, which prints parts that end in NUL, and shell behind it */
    static Script listing(List<? extends StateKey<?>> keys, String printing) {
        StringBuilder script = new StringBuilder();
        for (StateKey<?> key : keys) {
            script.append("printf 'tree\\0'; if [ -d ")
                    .append(ShellWords.quote(key.id()))
                    .append(" ]; then find ")
                    .append(ShellWords.quote(key.id() + "/"))
                    .append(' ')
                    .append(THINGS)
                    .append(' ')
                    .append(printing)
                    .append("; fi\n");
        }
        return Script.of(script.toString()).within(LONGEST);
    }

    /**
     * What a {@link #listing} tells.
     *
     * @param part what each part looks like
     * @param state of the parts of one directory
     */
    static <S extends HostState> Told<S> told(ScriptResult result, Pattern part, Function<List<String>, S> state)
            throws UnknownStateException {
        String failure = "what is below cannot be listed";
        if (!result.err().isEmpty()) {
            throw result.unknown(failure);
        }
        List<List<String>> trees = new ArrayList<>();
        for (Parts parts = Parts.of(result); parts.hasNext(); ) {
            String next = parts.next("a part");
            if (next.equals("tree")) {
                trees.add(new ArrayList<>());
            } else if (part.matcher(next).matches() && !trees.isEmpty()) {
                trees.getLast().add(next);
            } else {
                throw UnknownStateException.expected("'tree' or " + part, next);
            }
        }
        return (index, id) -> {
            if (index >= trees.size()) {
                throw result.unknown(failure);
            }
            return state.apply(trees.get(index));
        };
    }
}
