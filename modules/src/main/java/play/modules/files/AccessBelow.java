package play.modules.files;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import play.host.Effect;
import play.host.FileScript;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Parts;
import play.host.Place;
import play.host.Reach;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.module.Action;
import play.module.Plan;

/**
 * An entry that all below a directory is to have, or not to have; links are left out.
 *
 * @param words for setfacl
 * @param directories whether only directories are meant
 */
record AccessBelow(String path, String words, boolean directories) {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** @param differing how many files and directories have another list than they are to have */
    record Count(long differing) implements HostState {
        @Override
        public boolean present() {
            return true;
        }
    }

    Plan plan(Knowledge known) {
        StateKey<Count> key = new Family(words, directories).key(path);
        if (!known.has(key)) {
            return new Plan.Needs(List.of(key));
        }
        return Plan.on(known.of(key), count -> count.differing() == 0 ? Plan.UNCHANGED : change(key, count));
    }

    private Plan change(StateKey<Count> key, Count count) {
        String title = "set the access lists of " + count.differing() + " paths below";
        Effect modes = new Effect.Opaque("setfacl changes modes below " + path, Reach.files(path));
        return new Plan.Change(
                title,
                new Action.Run(
                        title + " " + path,
                        Script.of(script()).within(LONGEST),
                        List.of(modes, new Effect.Sets<>(key, new Count(0)))));
    }

    /** Each thing is reached from its own folder, so that no link that comes meanwhile leads elsewhere. */
    private String script() {
        return FileScript.inside(path) + SubtreeFamily.REACHING
                + "play_find() { run=$1; shift; find . \"$@\" -mindepth 1 " + kind(directories)
                + " \"$run\" setfacl -P " + words + " -- {} +; }\nplay_below\n";
    }

    private static String kind(boolean directories) {
        return directories ? "-type d" : "\\( -type f -o -type d \\)";
    }

    /** Asks setfacl what it would change: it marks what stays with asterisks. */
    record Family(String words, boolean directories) implements StateFamily<Count> {
        private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

        @Override
        public String name() {
            return "access lists below";
        }

        @Override
        public Class<Count> type() {
            return Count.class;
        }

        @Override
        public Place under() {
            return Place.TREE;
        }

        @Override
        public Script read(List<StateKey<Count>> keys) {
            String text = """
                for p do
                  e=$(find "$p/" -mindepth 1 @KIND@ -exec setfacl -P --test @WORDS@ -- {} + 2>&1 >/dev/null)
                  [ -z "$e" ] || { printf '%s\\n' "$e" >&2; printf 'failed\\0'; continue; }
                  n=$(find "$p/" -mindepth 1 @KIND@ -exec setfacl -P --test @WORDS@ -- {} + | grep -vc ': \\*,\\*$')
                  printf '%s\\0' "$n"
                done
                """.replace("@WORDS@", words).replace("@KIND@", kind(directories));
            return Script.over(keys, text).within(LONGEST);
        }

        @Override
        public Told<Count> told(List<StateKey<Count>> keys, ScriptResult result) throws UnknownStateException {
            Parts parts = Parts.of(result);
            return (index, path) -> {
                String count = parts.next("a number");
                if (count.equals("failed")) {
                    throw result.unknown("what setfacl would change below " + path + " cannot be told");
                }
                if (!NUMBER.matcher(count).matches()) {
                    throw UnknownStateException.expected("a number", count);
                }
                return new Count(Long.parseLong(count));
            };
        }
    }
}
