package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import play.files.Paths;
import play.files.WantedAttributes;
import play.host.FileScript;
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
 * Reads {@link Subtree}.
 *
 * @param modes what of the mode has to be changed
 */
record SubtreeFamily(WantedAttributes wanted, List<ModeChange> modes) implements StateFamily<Subtree> {
    private static final Pattern A_PATH = Pattern.compile("(?s)/.*");

    /**
     * Calls {@code play_find} so that each thing is reached from its own folder, which is entered without following a
     * link: by find's -execdir, or folder by folder where find has none (busybox) or refuses it (a PATH with relative
     * folders).
     */
    static final String REACHING = """
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
        return Below.listing(keys, "\\( " + String.join(" -o ", tests()) + " \\) -print0");
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
        return Script.of(script.toString()).within(Below.LONGEST);
    }

    /** @param command what to run with the names of things in one folder */
    private static void each(StringBuilder script, String test, String command) {
        script.append("play_find() { run=$1; shift; find . \"$@\" ")
                .append(Below.THINGS)
                .append(' ')
                .append(test);
        script.append(" \"$run\" ").append(command).append(" {} +; }\nplay_below\n");
    }

    @Override
    public Told<Subtree> told(List<StateKey<Subtree>> keys, ScriptResult result) throws UnknownStateException {
        return Below.told(
                result,
                A_PATH,
                paths -> Subtree.of(paths.stream().map(Paths::clean).toList()));
    }
}
