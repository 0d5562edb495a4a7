package play.modules.storage;

import java.util.List;
import play.host.Knowledge;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.modules.remains.Mounts;
import play.modules.remains.Removal;
import play.param.Doc;
import play.param.HostPath;

/** Unmounts all below a folder. A file system that is mounted on the folder itself stays. */
public final class UmountModule implements Resource<UmountModule.Params> {
    public record Params(
            @Doc("The directory. What is mounted on it stays, what is mounted deeper goes, the deepest first.")
            @HostPath
            String below) {}

    private static final String MOUNTED =
            "mkdir -p /srv/data/a && mount -t tmpfs none /srv/data/a && mkdir -p '/srv/data/a/b c' && mount -t tmpfs"
                    + " none '/srv/data/a/b c'";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "umount",
            "Unmounts all that is mounted below a directory.",
            Params.class,
            new Example("absent, which is right", "", "below: /srv/data\n"),
            new Example("drifted", MOUNTED, "below: /srv/data\n"),
            new Example(
                    "right: the directory's own stays",
                    "mkdir -p /srv/data && mount -t tmpfs none /srv/data",
                    "below: /srv/data\n"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(Mounts.below(params.below()));
    }

    /**
     * The kernel lists a mount after those it stands on. One that is in use is taken out of sight, and ends with its
     * last user.
     */
    @Override
    public Plan plan(Params params, Knowledge known) {
        return Removal.of(
                Mounts.below(params.below()),
                "mounts below " + params.below(),
                known,
                found -> "for m in " + ShellWords.join(found.reversed())
                        + "; do umount \"$m\" 2>/dev/null || umount -l \"$m\" || exit 1; done\n");
    }
}
