package play.modules.files;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import play.files.Paths;
import play.files.WantedAttributes;
import play.host.FileScript;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.host.WantedMode;

/**
 * Reads {@link Subtree}: one {@code find} per directory, names cut at NUL.
 *
 * @param modes what of the mode has to be changed
 */
record SubtreeFamily(WantedAttributes wanted, List<ModeChange> modes) implements StateFamily<Subtree> {
    private static final String BELOW = "-mindepth 1 \\( -type f -o -type d \\)";

    /**
     * Calls {@code play_find} so that each thing is reached from its own folder, which is entered without following a
     * link: by find's -execdir, or folder by folder where find has none (busybox) or refuses it (a PATH with relative
     * folders).
     */
    private static final String REACHING = """
        play_below() {
          if find . -prune -execdir true {} + 2>/dev/null; then play_find -execdir; else play_down; fi
        }
        play_down() {
          play_find -exec -maxdepth 1 || exit 1
          for n in ./* ./.[!.]* ./..?*; do
            if [ -d "$n" ] && [ ! -h "$n" ]; then
              (
                at=${PWD%/}/${n#./}
                cd -P -- "$n" && [ "$PWD" = "$at" ] ||
                  play_fail "$at is not touched: it may not be entered, or a link took its place"
                play_down
              ) || exit 1
            fi
          done
        }
        """;

    private static final Duration LONGEST = Duration.ofMinutes(10);

    SubtreeFamily {
        modes = List.copyOf(modes);
    }

    /** @param relative the changes that a relative mode comes to; of any other there are none */
    static SubtreeFamily of(WantedAttributes wanted, List<ModeChange> relative) {
        return new SubtreeFamily(
                wanted,
                wanted.mode()
                        .flatMap(WantedMode::fixed)
                        .map(mode -> List.of(ModeChange.to(mode)))
                        .orElse(relative));
    }

    @Override
    public String name() {
        return "tree";
    }

    @Override
    public Class<Subtree> type() {
        return Subtree.class;
    }

    @Override
    public Place under() {
        return Place.TREE;
    }

    @Override
    public Script read(List<StateKey<Subtree>> keys) {
        StringBuilder script = new StringBuilder();
        for (StateKey<Subtree> key : keys) {
            script.append("printf 'tree\\0'; if [ -d ")
                    .append(ShellWords.quote(key.id()))
                    .append(" ]; then find ");
            script.append(ShellWords.quote(key.id() + "/"))
                    .append(' ')
                    .append(BELOW)
                    .append(" \\( ");
            script.append(String.join(" -o ", tests())).append(" \\) -print0; fi\n");
        }
        return Script.of(script.toString()).within(LONGEST);
    }

    /** What {@code find} finds: a path that has not the wanted owner, group or mode. Nothing wanted, nothing found. */
    private List<String> tests() {
        List<String> tests = new ArrayList<>();
        wanted.ownership().owner().ifPresent(owner -> tests.add(other("user", owner)));
        wanted.ownership().group().ifPresent(group -> tests.add(other("group", group)));
        modes.forEach(mode -> tests.add("\\( " + mode.which() + " \\)"));
        return tests.isEmpty() ? List.of("! -name '*'") : tests;
    }

    private static String other(String what, String value) {
        return "! -" + what + " " + ShellWords.quote(value);
    }

    /**
     * A script that sets the wanted attributes on what has others. {@code chown -h} follows no link. chmod would, so
     * where somebody else can change a folder it goes by descriptor.
     */
    Script setting(String path) {
        StringBuilder script = new StringBuilder(FileScript.inside(path)).append(REACHING);
        wanted.ownership()
                .owner()
                .ifPresent(owner -> each(script, other("user", owner), "chown -h -- " + ShellWords.quote(owner)));
        wanted.ownership()
                .group()
                .ifPresent(group -> each(script, other("group", group), "chgrp -h -- " + ShellWords.quote(group)));
        modes.forEach(
                mode -> each(script, mode.which(), "sh -c " + ShellWords.quote(FileScript.modes(mode.to())) + " sh"));
        return Script.of(script.toString()).within(LONGEST);
    }

    /** @param command what to run with the names of things in one folder */
    private static void each(StringBuilder script, String test, String command) {
        script.append("play_find() { run=$1; shift; find . \"$@\" ")
                .append(BELOW)
                .append(' ')
                .append(test);
        script.append(" \"$run\" ").append(command).append(" {} +; }\nplay_below\n");
    }

    @Override
    public Told<Subtree> told(List<StateKey<Subtree>> keys, ScriptResult result) throws UnknownStateException {
        if (!result.err().isEmpty()) {
            throw result.unknown("what is below cannot be listed");
        }
        List<List<String>> trees = new ArrayList<>();
        for (Parts parts = Parts.of(result); parts.hasNext(); ) {
            String part = parts.next("a path");
            if (part.equals("tree")) {
                trees.add(new ArrayList<>());
            } else if (part.startsWith("/") && !trees.isEmpty()) {
                trees.getLast().add(Paths.clean(part));
            } else {
                throw UnknownStateException.expected("'tree' or a path", part);
            }
        }
        return (index, id) -> {
            if (index >= trees.size()) {
                throw result.unknown("what is below cannot be listed");
            }
            return Subtree.of(trees.get(index));
        };
    }
}
