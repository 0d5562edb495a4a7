package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.files.WantedAttributes;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;

/**
 * What below a directory has other attributes than wanted; links are left out.
 *
 * @param differing absolute paths
 * @param nameless how many more there are whose names are no UTF-8, so that they can't be told one by one
 */
record Subtree(List<String> differing, int nameless) implements HostState {
    Subtree {
        differing = List.copyOf(differing);
    }

    /** From paths in which what is no UTF-8 has become the replacement character. */
    static Subtree of(List<String> paths) {
        List<String> told =
                paths.stream().filter(path -> path.indexOf('\ufffd') < 0).toList();
        return new Subtree(told, paths.size() - told.size());
    }

    @Override
    public boolean present() {
        return true;
    }

    /** What has to be known before {@link #plan} can begin. */
    static StateKey<?> probe(String path, WantedAttributes wanted) {
        return wanted.isRelative()
                ? ModesBelow.at(path)
                : SubtreeFamily.of(wanted, List.of()).key(path);
    }

    /** The plan that sets the wanted attributes on all of it; a dry run knows each path that can be told. */
    static Plan plan(String path, WantedAttributes wanted, Knowledge known) {
        return wanted.isRelative()
                ? Plan.on(known.of(ModesBelow.at(path)), modes -> relative(path, wanted, modes, known))
                : plan(path, wanted, List.of(), List.of(), known);
    }

    private static Plan relative(String path, WantedAttributes wanted, ModesBelow modes, Knowledge known) {
        try {
            return plan(
                    path,
                    wanted,
                    ModeChange.of(modes, wanted, known),
                    List.of(ModeChange.after(path, modes, wanted, known)),
                    known);
        } catch (Hindered hindered) {
            return hindered.plan();
        }
    }

    /** @param more effects */
    private static Plan plan(
            String path, WantedAttributes wanted, List<ModeChange> changes, List<Effect> more, Knowledge known) {
        SubtreeFamily family = SubtreeFamily.of(wanted, changes);
        StateKey<Subtree> key = family.key(path);
        return known.has(key)
                ? Plan.on(known.of(key), below -> below.plan(path, family, more, known))
                : new Plan.Needs(List.of(key));
    }

    private Plan plan(String path, SubtreeFamily family, List<Effect> more, Knowledge known) {
        List<StateKey<?>> missing = differing.stream()
                .map(Files::withoutDigest)
                .filter(key -> !known.has(key))
                .<StateKey<?>>map(k -> k)
                .toList();
        if (!missing.isEmpty()) {
            return new Plan.Needs(missing);
        }
        List<Effect> effects = new ArrayList<>();
        differing.forEach(one -> set(one, family.wanted(), known).ifPresent(effects::add));
        int all = effects.size() + nameless;
        if (all == 0) {
            return Plan.UNCHANGED;
        }
        effects.add(new Effect.Sets<>(family.key(path), new Subtree(List.of(), 0)));
        effects.addAll(more);
        String title = "set attributes of " + all + " paths below";
        return new Plan.Change(title, new Action.Run(title + " " + path, family.setting(path), effects));
    }

    private static Optional<Effect> set(String path, WantedAttributes wanted, Knowledge known) {
        StateKey<FileState> key = Files.withoutDigest(path);
        if (!(known.of(key) instanceof Observed.Known<FileState>(FileState state, var how))) {
            return Optional.empty();
        }
        return switch (state) {
            case FileState.Regular regular -> changed(key, regular, wanted.over(regular, known));
            case FileState.Directory directory -> changed(key, directory, wanted.over(directory, known));
            case FileState other -> Optional.empty();
        };
    }

    private static Optional<Effect> changed(StateKey<FileState> key, FileState present, FileState after) {
        return after.equals(present) ? Optional.empty() : Optional.of(new Effect.Sets<>(key, after));
    }
}
