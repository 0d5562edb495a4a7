package play.modules.storage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import play.files.Backup;
import play.files.EditedFile;
import play.files.MountPoint;
import play.files.Paths;
import play.files.Steps;
import play.files.WantedAttributes;
import play.host.Knowledge;
import play.host.Reach;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Replacing;
import play.module.Resource;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.NoEffect;
import play.param.OpenIf;
import play.param.RequiredIf;
import play.result.When;

/** A file system: where it is mounted now, and by which line of {@code /etc/fstab} at boot. */
public final class MountModule implements Resource<MountModule.Params> {
    /** What is wanted of a mount, in Ansible's words. */
    public enum State {
        PRESENT,
        MOUNTED,
        UNMOUNTED,
        ABSENT,
        ABSENT_FROM_FSTAB,
        ABSENT_MOUNT,
        EPHEMERAL,
        REMOUNTED
    }

    @RequiredIf(
            when = "state",
            is = {"present", "mounted", "ephemeral"},
            needs = {"src", "fstype"})
    @OpenIf(
            when = "state",
            is = {"mounted", "ephemeral", "remounted"},
            open = {"opts", "src"},
            instead =
                    "keep passwords in a file of the host that is root's alone, and name it by the option credentials=")
    public record Params(
            @Doc("Where it is mounted; of swap space none or swap.") @Alias("name") @HostPath(relative = true)
            String path,

            @Doc("present: the line of fstab says so, what is mounted now stays as it is. mounted: it is mounted too,"
                    + " anew where the line had to be changed; the mount point is made. unmounted: it is not"
                    + " mounted, fstab stays as it is. absent: a mount that fstab has is not mounted, and line and"
                    + " mount point go; absent_mount: the mount point stays; absent_from_fstab: only the line goes."
                    + " ephemeral: it is mounted, fstab stays as it is; what is mounted already stays too, where"
                    + " Ansible mounts it once more with every run, as remounted does.")
            State state,

            @Doc("What is mounted: a device, UUID=…, LABEL=…, server:/path, with the option bind a path.")
            @Matches(value = "[^-\\n][^\\n]*", expected = "a device, a path or a name such as tmpfs")
            Optional<String> src,

            @Doc("Type of the file system; none for bind mounts, swap for swap space.")
            @Matches(value = "[A-Za-z0-9][A-Za-z0-9._,-]*", expected = "a type such as ext4")
            Optional<String> fstype,

            @Doc("Options, separated by commas.")
            @Default("defaults")
            @Matches(value = "[^\\s-][^\\s]*", expected = "options separated by commas, without blanks")
            String opts,

            @Doc("Whether dump(8) backs it up.") @Default("0") @Matches(value = "\\d", expected = "a digit")
            String dump,

            @Doc("When fsck(8) checks it at boot.") @Default("0") @Matches(value = "\\d", expected = "a digit")
            String passno,

            @Doc("The file of lines.") @Default("/etc/fstab") @HostPath
            String fstab,

            @Doc("Whether it is mounted at boot; false adds the option noauto.") @Default("true")
            boolean boot,

            @Doc("Whether what fstab held is kept beside it before it is changed.") @Default("false")
            boolean backup,

            @Doc("Whether the options are hidden in logs.")
            @Default("false")
            @NoEffect("What comes from a vault is hidden in all logs, and 'no_log: true' hides a whole task. Leave it"
                    + " out; passwords belong into a file that the option credentials= names.")
            boolean optsNoLog) {

        private String options() {
            boolean added = !boot && !options(opts).contains("noauto");
            return added ? opts + ",noauto" : opts;
        }

        private static List<String> options(String opts) {
            return List.of(opts.split(","));
        }

        FstabEntry entry() {
            return new FstabEntry(src.orElseThrow(), where(), fstype.orElseThrow(), options(), dump, passno);
        }

        MountSource source() {
            return MountSource.of(src.orElseThrow(), options(opts));
        }

        String where() {
            return path.startsWith("/") ? Paths.clean(path) : path;
        }

        private EditedFile file() {
            return new EditedFile(
                    fstab, true, false, WantedAttributes.ANY, new Replacing(Optional.empty(), false, backup));
        }
    }

    record Result(
            @Doc("Where it is mounted.") String name,
            @Doc("What is mounted.") @When("src is given") Optional<String> src,

            @Doc("Type of the file system.") @When("fstype is given")
            Optional<String> fstype,

            @Doc("The options in fstab.") String opts,
            @Doc("Whether dump(8) backs it up.") String dump,
            @Doc("When fsck(8) checks it.") String passno,
            @Doc("The file of lines.") String fstab,

            @Doc("yes or no: whether it is mounted at boot.")
            String boot,

            @Doc("The backup; empty where none was kept.") String backupFile) {}

    /** The paths of what has none. */
    private static final Set<String> NOWHERE = Set.of("none", "swap");

    private static final Set<State> KERNELS = Set.of(State.MOUNTED, State.UNMOUNTED, State.EPHEMERAL, State.REMOUNTED);

    private static final String DATA = "path: /srv/data\nsrc: tmpfs\nfstype: tmpfs\nopts: size=1m,mode=0750\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "mount",
                    "Mounts a file system, now and at boot; `umount` is for all that is mounted below a directory.",
                    Params.class,
                    new Example("absent", "rm -f /etc/fstab", DATA + "state: mounted\n"),
                    new Example(
                            "drifted",
                            "mkdir -p /srv/data; mount -t tmpfs tmpfs /srv/data; echo"
                                    + " 'tmpfs /srv/data tmpfs defaults 0 0' >>/etc/fstab",
                            DATA + "state: mounted\n"),
                    new Example(
                            "right",
                            "mkdir -p /srv/data; mount -t tmpfs tmpfs /srv/data; echo"
                                    + " 'tmpfs /srv/data tmpfs size=1m,mode=0750 0 0' >>/etc/fstab",
                            DATA + "state: mounted\n"),
                    new Example("only at boot", "", DATA + "state: present\nboot: false\n"),
                    new Example(
                            "a directory at a second place, only now",
                            "mkdir -p /srv/real",
                            "path: '/srv/second place'\nsrc: /srv/real\nfstype: none\nopts: bind\nstate: ephemeral\n"),
                    new Example(
                            "to be unmounted",
                            "mkdir -p /srv/data; mount -t tmpfs tmpfs /srv/data; mount -t tmpfs tmpfs /srv/data",
                            "path: /srv/data\nstate: unmounted\n"),
                    new Example(
                            "to be removed",
                            "mkdir -p /srv/data; mount -t tmpfs tmpfs /srv/data; echo"
                                    + " 'tmpfs /srv/data tmpfs defaults 0 0' >>/etc/fstab",
                            "path: /srv/data\nstate: absent\n"),
                    new Example(
                            "swap space to be removed",
                            "echo '/swapfile none swap sw 0 0' >>/etc/fstab",
                            "path: none\nsrc: /swapfile\nfstype: swap\nstate: absent\n"))
            .alias("ansible.posix.mount")
            .insteadOf(new Program("mount", "^(\\S+\\s*)?$|-l\\b|remount"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        if (params.path().startsWith("/")) {
            return List.of();
        }
        return NOWHERE.contains(params.path()) && !KERNELS.contains(params.state())
                ? List.of()
                : List.of(new Binding.Fault(
                        "path",
                        "path must be absolute, not '" + params.path() + "'; none and swap are for lines of fstab about"
                                + " swap space, with state: present or absent"));
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(params.file().probes());
        String where = params.where();
        if (where.startsWith("/")) {
            keys.add(MountPoint.at(where));
            keys.addAll(new MountSteps(params).directory().probes());
        }
        if (params.src().isPresent()) {
            keys.addAll(params.source().probes());
        }
        return keys;
    }

    /** What concerns only fstab leaves all mounts alone. */
    @Override
    public Optional<Reach> reach(Map<String, String> known) {
        return Set.of("present", "absent_from_fstab").contains(known.getOrDefault("state", ""))
                ? Optional.ofNullable(known.get("fstab"))
                        .filter(path -> path.startsWith("/"))
                        .map(path -> Reach.files(Paths.clean(path)))
                : Optional.empty();
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        MountSteps steps = new MountSteps(params);
        Optional<String> elsewhere = params.state() == State.PRESENT
                        || params.state() == State.ABSENT_FROM_FSTAB
                        || !params.where().startsWith("/")
                ? Optional.empty()
                : steps.leadsElsewhere(known);
        if (elsewhere.isPresent()) {
            return new Plan.Rejected(elsewhere.get());
        }
        return switch (params.state()) {
            case PRESENT -> params.file().plan(known, text -> FstabText.with(text, params.entry()));
            case ABSENT_FROM_FSTAB -> withoutLine(params, known);
            case MOUNTED -> Steps.inOrder(known, mounted(params, known));
            case EPHEMERAL -> Steps.inOrder(known, List.of(steps::place, now -> steps.ephemeral(now, known)));
            case UNMOUNTED -> steps.unmounted(known);
            case REMOUNTED -> steps.remounted(known);
            case ABSENT, ABSENT_MOUNT -> absent(params, known);
        };
    }

    private static Plan withoutLine(Params params, Knowledge known) {
        return params.file().plan(known, text -> FstabText.without(text, params.where(), params.src()));
    }

    /** The line of fstab comes last: one that could not be mounted is not written. */
    private static List<Function<Knowledge, Plan>> mounted(Params params, Knowledge known) {
        MountSteps steps = new MountSteps(params);
        Plan line = params.file().plan(known, text -> FstabText.with(text, params.entry()));
        return List.of(steps::place, now -> steps.mounted(now, known, line instanceof Plan.Change), now -> line);
    }

    /** The line goes last: while it is there, the next run does what is left. */
    private static Plan absent(Params params, Knowledge known) {
        Plan line = withoutLine(params, known);
        if (!(line instanceof Plan.Change) || !params.where().startsWith("/")) {
            return line;
        }
        MountSteps steps = new MountSteps(params);
        return Steps.inOrder(
                known,
                List.of(
                        steps::unmounted,
                        now -> params.state() == State.ABSENT ? steps.withoutPlace(now) : Plan.UNCHANGED,
                        now -> line));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new HashMap<>();
        result.put("name", params.path());
        params.src().ifPresent(src -> result.put("src", src));
        params.fstype().ifPresent(fstype -> result.put("fstype", fstype));
        result.put("opts", params.options());
        result.put("dump", params.dump());
        result.put("passno", params.passno());
        result.put("fstab", params.fstab());
        result.put("boot", params.boot() ? "yes" : "no");
        result.put("backup_file", "");
        Backup.told(result, params.file().path(), after);
        return result;
    }
}
