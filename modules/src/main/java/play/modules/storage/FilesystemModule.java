package play.modules.storage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import play.files.Paths;
import play.host.CommandWords;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Reach;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.Meaning;
import play.param.Means;
import play.param.MutuallyExclusive;
import play.param.Presence;
import play.param.RequiredIf;
import play.value.Foreseen;

/** A file system on a device. */
public final class FilesystemModule implements Resource<FilesystemModule.Params> {
    private static final Duration LONGEST = Duration.ofMinutes(60);
    static final String UUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}";

    @RequiredIf(when = "state", is = "present", needs = "fstype")
    @MutuallyExclusive({"resizefs", "uuid"})
    public record Params(
            @Doc("Path of the device, or of a file that serves as one.")
            @Alias("device")
            @HostPath
            @Means(Meaning.ALL_IT_CHANGES)
            String dev,

            @Doc("Kind of the file system; lvm for a physical volume of LVM, swap for swap space.") @Alias("type")
            Optional<FsKind> fstype,

            @Doc("Whether the device holds it; with absent all that says what a device holds is wiped off.")
            @Default("present")
            Presence state,

            @Doc("Whether something else that the device holds is overwritten; without, the task fails there. A file"
                    + " system of this kind stays as it is, where Ansible makes it anew with every run.")
            @Default("false")
            boolean force,

            @Doc("Whether the file system grows where its device is larger: ext2, ext3, ext4, f2fs, lvm, and btrfs and"
                    + " xfs"
                    + " where they are mounted.")
            @Default("false")
            boolean resizefs,

            @Doc("Words for the program that makes it.") Optional<String> opts,

            @Doc("UUID of the file system; of vfat eight hexadecimal digits. Of lvm it does not count.")
            @Matches(value = UUID, expected = "a UUID")
            Optional<String> uuid) {
        String at() {
            return Paths.clean(dev);
        }

        StateKey<DeviceContent> key() {
            return DeviceContent.at(at());
        }

        FsKind kind() {
            return fstype.orElse(FsKind.EXT4);
        }

        private Optional<String> wantedUuid() {
            return kind() == FsKind.LVM ? Optional.empty() : uuid;
        }
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "filesystem",
                    "Makes a file system on a device, grows it, or wipes it off. The host needs the programs of its"
                            + " kind.",
                    Params.class,
                    FilesystemExamples.all())
            .alias("community.general.filesystem")
            .insteadOf(
                    new Program("mkfs"),
                    new Program("mkfs.ext4"),
                    new Program("mkfs.xfs"),
                    new Program("mkswap"),
                    new Program("wipefs", "^(?!.*\\s(-\\w*a|--all)\\b)"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        params.opts().ifPresent(text -> {
            try {
                CommandWords.of(text);
            } catch (CommandWords.UnfinishedException e) {
                faults.add(new Binding.Fault("opts", "'opts': " + e.getMessage()));
            }
        });
        if (params.fstype().isEmpty()) {
            return faults;
        }
        if (params.resizefs() && params.kind().growing().isEmpty()) {
            faults.add(new Binding.Fault(
                    "resizefs",
                    "nothing grows a file system of kind " + params.kind().word()));
        }
        boolean short8 = params.uuid().filter(text -> text.length() < 16).isPresent();
        if (params.wantedUuid().isPresent() && short8 != (params.kind() == FsKind.VFAT)) {
            faults.add(new Binding.Fault(
                    "uuid",
                    "this is no UUID of a file system of kind " + params.kind().word()));
        }
        return faults;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.key());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(known.of(params.key()), content -> switch (content) {
            case DeviceContent.Missing none ->
                params.state() == Presence.ABSENT
                        ? Plan.UNCHANGED
                        : new Plan.Rejected("there is no device " + params.at());
            case DeviceContent.Of held ->
                params.state() == Presence.ABSENT ? wiped(params, held) : wanted(params, held);
        });
    }

    private static Plan wiped(Params params, DeviceContent.Of held) {
        if (held.type().isEmpty()) {
            return Plan.UNCHANGED;
        }
        return held.used().isEmpty()
                ? change(
                        params,
                        held,
                        "wipe " + held.type() + " off " + params.at(),
                        "wipefs -q -a \"$p\"",
                        DeviceContent.blank())
                : inUse(params, held);
    }

    private static Plan inUse(Params params, DeviceContent.Of held) {
        return new Plan.Rejected(params.at() + " is in use (" + held.used() + "); unmount it first");
    }

    private static Plan wanted(Params params, DeviceContent.Of held) {
        boolean same = held.type().equals(params.kind().found());
        if (same && params.resizefs()) {
            return grown(params, held);
        }
        if (same && params.wantedUuid().isPresent()) {
            return renamed(params, held, params.wantedUuid().get());
        }
        if (same) {
            return Plan.UNCHANGED;
        }
        if (!held.type().isEmpty() && !params.force()) {
            return new Plan.Rejected(params.at() + " already holds " + held.type()
                    + "; with force: true it is overwritten, and all that is in it is lost");
        }
        return held.used().isEmpty() ? made(params, held) : inUse(params, held);
    }

    private static Plan made(Params params, DeviceContent.Of held) {
        FsKind kind = params.kind();
        List<String> words = new ArrayList<>();
        params.opts().ifPresent(text -> words.addAll(words(text)));
        String uuid = params.wantedUuid()
                .map(text -> " " + kind.uuidOption() + (kind == FsKind.VFAT ? text.replace("-", "") : text))
                .orElse("");
        String command =
                kind.making() + uuid + (words.isEmpty() ? "" : " " + ShellWords.join(words)) + " \"$p\" >/dev/null";
        Foreseen<String> id = params.wantedUuid()
                .<Foreseen<String>>map(text -> new Foreseen.Exactly<>(written(kind, text)))
                .orElseGet(() -> new Foreseen.Later<>("a new file system gets one by chance"));
        return change(
                params,
                held,
                "make a file system of kind " + kind.word() + " on " + params.at(),
                command,
                new DeviceContent.Of(kind.found(), id, "", new Foreseen.Exactly<>(false)));
    }

    private static List<String> words(String text) {
        try {
            return CommandWords.of(text);
        } catch (CommandWords.UnfinishedException e) {
            return List.of(text);
        }
    }

    /** As {@code blkid} writes it. */
    private static String written(FsKind kind, String uuid) {
        if (kind != FsKind.VFAT) {
            return uuid.toLowerCase(Locale.ROOT);
        }
        String digits = uuid.replace("-", "").toUpperCase(Locale.ROOT);
        return digits.substring(0, 4) + "-" + digits.substring(4);
    }

    private static Plan grown(Params params, DeviceContent.Of held) {
        if (held.grows().is(false)) {
            return Plan.UNCHANGED;
        }
        if (params.kind().growsMounted() && held.used().isEmpty()) {
            return new Plan.Rejected(params.at() + " grows only while it is mounted; mount it first");
        }
        String before =
                params.kind().growing().startsWith("resize2fs") && held.used().isEmpty()
                        ? "e2fsck -f -p \"$p\" >/dev/null || [ $? -le 1 ]\n"
                        : "";
        return change(
                params,
                held,
                "grow " + held.type() + " on " + params.at(),
                "m=" + ShellWords.quote(held.used()) + "\n" + before
                        + params.kind().growing().replaceFirst("^mounted ", "")
                        + " >/dev/null 2>\"$log\" || { cat \"$log\" >&2; exit 1; }",
                new DeviceContent.Of(held.type(), held.uuid(), held.used(), new Foreseen.Exactly<>(false)));
    }

    private static Plan renamed(Params params, DeviceContent.Of held, String uuid) {
        String wanted = written(params.kind(), uuid);
        if (held.uuid().is(wanted)) {
            return Plan.UNCHANGED;
        }
        if (params.kind().renaming().isEmpty()) {
            return new Plan.Rejected("nothing gives a file system of kind "
                    + params.kind().word() + " another UUID; wipe it off by state: absent, and make another");
        }
        return change(
                params,
                held,
                "give " + held.type() + " on " + params.at() + " the UUID " + wanted,
                "u=" + ShellWords.quote(wanted) + "\n"
                        + params.kind().renaming().get() + " >/dev/null </dev/null",
                new DeviceContent.Of(held.type(), new Foreseen.Exactly<>(wanted), held.used(), held.grows()));
    }

    /** What the device holds is looked at once more: between plan and change somebody may have used it. */
    private static Plan change(
            Params params, DeviceContent.Of held, String title, String command, DeviceContent after) {
        String script = "p=" + ShellWords.quote(params.at()) + "\nlog=$(mktemp) || exit\ntrap 'rm -f \"$log\"' EXIT\n"
                + "[ \"$(blkid -c /dev/null -o value -s TYPE \"$p\")\" = " + ShellWords.quote(held.type()) + " ] || {\n"
                + "  echo \"$p is not touched: it holds something else than a moment ago\" >&2; exit 1; }\n" + command
                + "\n";
        return new Plan.Change(
                title,
                new Action.Run(
                        title,
                        Script.of(script).within(LONGEST),
                        List.of(
                                new Effect.Opaque(
                                        "what a device holds byte by byte is known after the run",
                                        Reach.paths(params.at(), "/dev/disk")),
                                new Effect.Sets<>(params.key(), after))));
    }
}
