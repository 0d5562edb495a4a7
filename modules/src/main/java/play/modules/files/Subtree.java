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

    /** The plan that sets the wanted attributes on all of it; a dry run knows each path that can be told. */
    static Plan plan(String path, WantedAttributes wanted, Knowledge known) {
        SubtreeFamily family = new SubtreeFamily(wanted);
        return Plan.on(known.of(family.key(path)), below -> below.plan(path, family, known));
    }

    private Plan plan(String path, SubtreeFamily family, Knowledge known) {
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
        String title = "set attributes of " + all + " paths below";
        return new Plan.Change(title, new Action.Run(title + " " + path, family.setting(path), effects));
    }

    private static Optional<Effect> set(String path, WantedAttributes wanted, Knowledge known) {
        StateKey<FileState> key = Files.withoutDigest(path);
        if (!(known.of(key) instanceof Observed.Known<FileState>(FileState state, var how))) {
            return Optional.empty();
        }
        return switch (state) {
            case FileState.Regular(var present, var sha256, var size)
            when !wanted.differing(present).isEmpty() ->
                Optional.of(new Effect.Sets<>(key, new FileState.Regular(wanted.over(present), sha256, size)));
            case FileState.Directory(var present)
            when !wanted.differing(present).isEmpty() ->
                Optional.of(new Effect.Sets<>(key, new FileState.Directory(wanted.over(present))));
            case FileState other -> Optional.empty();
        };
    }
}
