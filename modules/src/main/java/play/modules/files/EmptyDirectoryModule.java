package play.modules.files;

import java.util.List;
import play.files.Paths;
import play.host.Knowledge;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.modules.remains.Mounts;
import play.modules.remains.Remains;
import play.modules.remains.Removal;
import play.modules.remains.Search;
import play.param.Doc;
import play.param.Matches;

/** Removes what is in a folder and keeps the folder, which may be a disk of its own. */
public final class EmptyDirectoryModule implements Resource<EmptyDirectoryModule.Params> {
    public record Params(
            @Doc("The directory; one that is not there is empty. With something mounted below it the task fails, for"
                    + " that would lose its files: `umount` before.")
            @Matches(value = "/[^/\\x00\\n]+(/[^\\x00\\n]*)?", expected = "an absolute path other than /")
            String path) {}

    private static final Search ENTRIES =
            new Search("what is in", "[ -d \"$1\" ] || return 0\nfind \"$1/\" -mindepth 1 -maxdepth 1\n");

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "empty_directory",
            "Removes the content of a directory, and keeps the directory.",
            Params.class,
            new Example("absent, which is right", "", "path: /srv/data\n"),
            new Example(
                    "drifted", "mkdir -p /srv/data/a/b; touch /srv/data/.hidden /srv/data/a/b/c", "path: /srv/data\n"),
            new Example("right", "mkdir -p /srv/data", "path: /srv/data\n"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    private static StateKey<Remains> entries(Params params) {
        return ENTRIES.key(Paths.clean(params.path()));
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(entries(params), Mounts.below(params.path()));
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(
                known.of(Mounts.below(params.path())),
                mounts -> mounts.present()
                        ? new Plan.Rejected(mounts.found().getFirst() + " is mounted below " + params.path()
                                + ", and its files would be lost; unmount it before, with `umount`")
                        : Removal.of(
                                entries(params),
                                "all in " + params.path(),
                                known,
                                found -> "find " + ShellWords.quote(Paths.clean(params.path()) + "/")
                                        + " -xdev -mindepth 1 -delete\n"));
    }
}
