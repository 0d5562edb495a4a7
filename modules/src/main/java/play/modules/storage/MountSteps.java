package play.modules.storage;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import play.files.MountPoint;
import play.files.Paths;
import play.files.WantedAttributes;
import play.files.WantedDirectory;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Script;
import play.host.ShellWords;
import play.module.Action;
import play.module.Plan;

/** Plans for what the kernel has mounted, and for the mount point; fstab has no part in them. */
record MountSteps(MountModule.Params params) {
    private String where() {
        return params.where();
    }

    private Mounting mounting() {
        return new Mounting(where());
    }

    WantedDirectory directory() {
        return new WantedDirectory(where(), WantedAttributes.ANY);
    }

    /**
     * Why the kernel would call the path otherwise, so that nothing would be found there; nothing where it would not.
     */
    Optional<String> leadsElsewhere(Knowledge known) {
        return Stream.concat(Paths.ancestors(where()).stream(), Stream.of(where()))
                .filter(path -> known.of(Files.withoutDigest(path))
                        instanceof Observed.Known<FileState>(FileState.Symlink link, var how))
                .findFirst()
                .map(link -> link + " is a link, and mounts are known by the path that it leads to: name that one"
                        + " instead of " + where());
    }

    /** The mount point is there. */
    Plan place(Knowledge known) {
        return Plan.on(
                known.of(MountPoint.at(where())), mount -> mount.present() ? Plan.UNCHANGED : directoryFor(known));
    }

    /** A file can be mounted on a file. */
    private Plan directoryFor(Knowledge known) {
        return Plan.on(
                known.of(Files.withoutDigest(where())),
                state -> state instanceof FileState.Regular
                        ? Plan.UNCHANGED
                        : directory().plan(known));
    }

    /**
     * Something is mounted there.
     *
     * @param before what was known before the mount point was made
     * @param anew whether what is mounted has to be mounted as the parameters say
     */
    Plan mounted(Knowledge known, Knowledge before, boolean anew) {
        return Plan.on(known.of(MountPoint.at(where())), mount -> switch (mount) {
            case MountPoint.None none -> mount(before);
            case MountPoint.Mounted there -> anew ? anew(there, known) : Plan.UNCHANGED;
        });
    }

    /** What the parameters name is mounted there. */
    Plan ephemeral(Knowledge known, Knowledge before) {
        return Plan.on(known.of(MountPoint.at(where())), now -> switch (now) {
            case MountPoint.None none -> mount(before);
            case MountPoint.Mounted there ->
                params.source()
                        .compared(
                                there,
                                known,
                                Plan.UNCHANGED,
                                new Plan.Rejected(there.source().orUnknown() + " is mounted on " + where() + ", not "
                                        + params.src().orElseThrow()
                                        + "; unmount it before, with state: unmounted"));
        });
    }

    private Plan mount(Knowledge before) {
        boolean fresh =
                before.of(Files.withoutDigest(where())) instanceof Observed.Known<FileState>(FileState there, var how)
                        && !there.present();
        return mounting().mount(params.entry(), after(), fresh);
    }

    private Plan anew(MountPoint.Mounted there, Knowledge known) {
        return params.source()
                .compared(
                        there,
                        known,
                        mounting().remount(params.entry(), there),
                        mounting().replace(params.entry(), after()));
    }

    private MountPoint after() {
        return params.source().after(params.fstype().orElseThrow());
    }

    /** What is mounted is mounted once more. */
    Plan remounted(Knowledge known) {
        return Plan.on(
                known.of(MountPoint.at(where())),
                now -> now.present()
                        ? mounting().refresh(params.opts(), now)
                        : new Plan.Rejected(
                                "nothing is mounted on " + where() + "; state: mounted or ephemeral mounts it"));
    }

    Plan unmounted(Knowledge known) {
        return Plan.on(
                known.of(MountPoint.at(where())),
                mount -> mount.present() ? mounting().unmount() : Plan.UNCHANGED);
    }

    /** The mount point is gone; what holds anything is not removed. */
    Plan withoutPlace(Knowledge known) {
        return Plan.on(known.of(Files.withoutDigest(where())), state -> switch (state) {
            case FileState.Absent absent -> Plan.UNCHANGED;
            case FileState.Directory directory ->
                new Plan.Change(
                        "remove the directory " + where(),
                        new Action.Run(
                                "rmdir " + where(),
                                Script.of("rmdir -- " + ShellWords.quote(where())),
                                List.of(new Effect.Sets<>(Files.withoutDigest(where()), FileState.ABSENT))));
            case FileState other ->
                new Plan.Rejected(where() + " is " + other.described()
                        + ", no directory to be removed; state: absent_mount leaves the mount point");
        });
    }
}
