package play.modules.storage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import play.files.MountPoint;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.MountNames;
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

    /** What is seen of a file system that is mounted on a directory. */
    private static final FileState ROOT = new FileState.Directory(
            new FileState.Attributes(LATER, LATER, new Foreseen.Later<>("the file system that is mounted decides")));

    /**
     * Words of the scripts, in the kernel's spelling and as it is: whether anything is mounted there; what is, to be
     * mounted again where its successor fails. Another mount of the same file system has the data of those that have no
     * device; else the kernel's options count before those of {@code /etc/fstab}.
     */
    private static final String WORDS = """
        PATH=$PATH:/usr/sbin:/sbin
        export LC_ALL=C
        at=%s
        here=%s
        mounted() {
          while read -r id parent device root there rest; do
            if [ "$there" = "$at" ]; then return 0; fi
          done </proc/self/mountinfo
          return 1
        }
        unmount_all() {
          while mounted; do umount -- "$here" || exit 1; done
        }
        remember() {
          while read -r id parent device root there opts rest; do
            if [ "$there" = "$at" ]; then old=$device part=$root how=$opts what=${rest#*- }; fi
          done </proc/self/mountinfo
        }
        meant() {
          printf "$(printf %%s "$1" | sed 's/%%/%%%%/g')"
        }
        again() {
          while read -r id parent device root there rest; do
            case $device:${part%%/}/ in
              "$old:${root%%/}"/*)
                from=$(meant "$there${part#"${root%%/}"}")
                mount -o bind -- "$from" "$here" && mount -o "remount,bind,$how" -- "$here" && exit 1
                ;;
            esac
          done </proc/self/mountinfo
          rest=${what#* }
          if [ "$part" = / ]; then
            mount -t "${what%%%% *}" -o "$how,${rest#* }" -- "$(meant "${rest%%%% *}")" "$here" && exit 1
          fi
          mount -- "$here" || echo "what was mounted on $here cannot be mounted again" >&2
          exit 1
        }
        """;

    /** What the kernel says of a type that has no remounting; it says the same of no bad option. */
    private static final String REMOUNT = """
        if said=$(%s 2>&1); then exit 0; fi
        case $said in
          *'not supported'*|*'not implemented'*) ;;
          *) printf '%%s\n' "$said" >&2; exit 1 ;;
        esac
        """;

    /** @param fresh whether the directory is made for it */
    Plan mount(FstabEntry entry, MountPoint after, boolean fresh) {
        return change("mount " + entry.source() + " on " + path, mounts(entry), after, fresh);
    }

    /** With other options; one of a type that can't be told so is mounted anew. */
    Plan remount(FstabEntry entry, MountPoint now) {
        return change("remount " + path, REMOUNT.formatted(remounts(entry.opts())) + anew(mounts(entry)), now, false);
    }

    /** Something else in place of what is mounted, which goes only after the other could be mounted. */
    Plan replace(FstabEntry entry, MountPoint after) {
        return change(
                "mount " + entry.source() + " on " + path + " instead",
                "{ " + mounts(entry) + " && umount -- \"$here\"; } || exit 1\n" + anew(mounts(entry)),
                after,
                false);
    }

    /** The same once more, by what {@code /etc/fstab} says, or with these options. */
    Plan refresh(String opts, MountPoint now) {
        return change(
                "remount " + path,
                opts.equals("defaults")
                        ? REMOUNT.formatted("mount -o remount -- \"$here\"") + anew("mount -- \"$here\"")
                        : remounts(opts),
                now,
                false);
    }

    private static String anew(String mounts) {
        return "remember\nunmount_all\n" + mounts + " || again";
    }

    Plan unmount() {
        return change("unmount " + path, "unmount_all", MountPoint.NONE, false);
    }

    private Plan change(String title, String body, MountPoint after, boolean fresh) {
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.Opaque("what is mounted on " + path + " decides what is there", Reach.paths(path)));
        effects.add(new Effect.Sets<>(MountPoint.at(path), after));
        if (fresh) {
            effects.add(new Effect.Sets<>(Files.withoutDigest(path), ROOT));
        }
        String script = WORDS.formatted(ShellWords.quote(MountNames.path(path)), ShellWords.quote(path)) + body + "\n";
        return new Plan.Change(title, new Action.Run(title, Script.of(script).within(LONGEST), effects));
    }

    private String mounts(FstabEntry entry) {
        String type = entry.fstype().equals("none") ? "" : "-t " + ShellWords.quote(entry.fstype()) + " ";
        return "mount " + type + "-o " + ShellWords.quote(entry.opts()) + " -- " + ShellWords.quote(entry.source())
                + " \"$here\"";
    }

    private String remounts(String opts) {
        return "mount -o " + ShellWords.quote("remount," + opts) + " -- \"$here\"";
    }
}
