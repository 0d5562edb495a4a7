package play.modules.storage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import play.files.MountNames;
import play.files.MountPoint;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Reach;
import play.host.Script;
import play.host.ShellWords;
import play.module.Action;
import play.module.Plan;
import play.value.Foreseen;

/**
 * What is done to one mount of the kernel.
 *
 * @param path where, clean
 */
record Mounting(String path) {
    /** A server of files may take its time. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Foreseen<String> LATER = new Foreseen.Later<>("what is mounted is known after the run");
    private static final MountPoint AFTER = new MountPoint.Mounted(LATER, LATER, LATER);

    /** What is seen of a file system that is mounted on a directory. */
    private static final FileState ROOT = new FileState.Directory(
            new FileState.Attributes(LATER, LATER, new Foreseen.Later<>("the file system that is mounted decides")));

    private static final String MOUNTED = """
        PATH=$PATH:/usr/sbin:/sbin
        mounted() {
          while read -r id parent device root at rest; do
            if [ "$at" = %s ]; then return 0; fi
          done </proc/self/mountinfo
          return 1
        }
        """;

    /** @param fresh whether the directory is made for it */
    Plan mount(FstabEntry entry, boolean fresh) {
        return change("mount " + entry.source() + " on " + path, mounts(entry), AFTER, fresh);
    }

    /** With other options; a file system that can't be told so is mounted anew, as Ansible does it. */
    Plan remount(FstabEntry entry, MountPoint now) {
        String script = remounts(entry.opts()) + " 2>/dev/null || { " + unmounts() + " && " + mounts(entry) + "; }";
        return change("remount " + path, script, now, false);
    }

    /** Something else in place of what is mounted. */
    Plan replace(FstabEntry entry) {
        return change(
                "mount " + entry.source() + " on " + path + " instead",
                unmounts() + " && " + mounts(entry),
                AFTER,
                false);
    }

    /** The same once more, by what {@code /etc/fstab} says, or with these options. */
    Plan refresh(String opts, MountPoint now) {
        return change(
                "remount " + path,
                opts.equals("defaults")
                        ? "mount -o remount -- " + quoted() + " 2>/dev/null || { " + unmounts() + " && mount -- "
                                + quoted() + "; }"
                        : remounts(opts),
                now,
                false);
    }

    Plan unmount() {
        return change("unmount " + path, unmounts(), MountPoint.NONE, false);
    }

    private Plan change(String title, String body, MountPoint after, boolean fresh) {
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.Opaque("what is mounted on " + path + " decides what is there", Reach.paths(path)));
        effects.add(new Effect.Sets<>(MountPoint.at(path), after));
        if (fresh) {
            effects.add(new Effect.Sets<>(Files.withoutDigest(path), ROOT));
        }
        String script = MOUNTED.formatted(ShellWords.quote(MountNames.path(path))) + body + "\n";
        return new Plan.Change(title, new Action.Run(title, Script.of(script).within(LONGEST), effects));
    }

    private String quoted() {
        return ShellWords.quote(path);
    }

    private String mounts(FstabEntry entry) {
        String type = entry.fstype().equals("none") ? "" : "-t " + ShellWords.quote(entry.fstype()) + " ";
        return "mount " + type + "-o " + ShellWords.quote(entry.opts()) + " -- " + ShellWords.quote(entry.source())
                + " " + quoted();
    }

    private String remounts(String opts) {
        return "mount -o " + ShellWords.quote("remount," + opts) + " -- " + quoted();
    }

    /** All that is mounted there, one upon the other; a mount that is in use is an error. */
    private String unmounts() {
        return "while mounted; do umount -- " + quoted() + " || exit 1; done";
    }
}
