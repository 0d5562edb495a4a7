package play.modules.storage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Reach;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.Range;
import play.param.RequiredIf;
import play.value.Unknown;

/** Partitions of a disk. */
public final class PartedModule implements Resource<PartedModule.Params> {
    /** What is wanted. */
    public enum State {
        PRESENT,
        ABSENT,
        INFO
    }

    static final String PLACE = "-?[0-9]+(\\.[0-9]+)?(s|B|[KMGT]i?B|%|cyl|chs|compact)?";
    static final String A_PLACE = "a place on the disk, such as 10GiB or 15%";
    private static final Duration LONGEST = Duration.ofMinutes(5);

    @RequiredIf(
            when = "state",
            is = {"present", "absent"},
            needs = {"number"})
    public record Params(
            @Doc("Path of the disk, or of a file that serves as one.") @HostPath
            String device,

            @Doc("Number of the partition. A new one gets the next that is free, which this has to be.")
            @Range(from = 1, to = 128)
            Optional<Integer> number,

            @Doc("Whether there is such a partition; info tells what there is.") @Default("info")
            State state,

            @Doc("Kind of the table of partitions. A disk with another gets a new one, and what was on it is lost.")
            @Default("msdos")
            @Matches(
                    value = "aix|amiga|bsd|dvh|gpt|loop|mac|msdos|pc98|sun",
                    expected = "aix, amiga, bsd, dvh, gpt, loop, mac, msdos, pc98 or sun")
            String label,

            @Doc("Kind of a new partition, for tables that have kinds.")
            @Default("primary")
            @Matches(value = "primary|extended|logical", expected = "primary, extended or logical")
            String partType,

            @Doc("Where a new one begins; a number alone is in 'unit', a negative one counts from the end.")
            @Default("0%")
            @Matches(value = PLACE, expected = A_PLACE)
            String partStart,

            @Doc("Where it ends, likewise.") @Default("100%") @Matches(value = PLACE, expected = A_PLACE)
            String partEnd,

            @Doc("Its name, for tables that have names.")
            @Matches(value = "[^\"'\\\\\\r\\n]+", expected = "a name without quotes")
            Optional<String> name,

            @Doc("Its flags, such as lvm; others that it has are taken off. Without, they stay.")
            @Matches(value = "[a-z0-9_-]+", expected = "a flag of parted's")
            Optional<List<String>> flags,

            @Doc("What a new one is to hold, as parted notes it: ext4. No file system is made.")
            @Matches(value = "[A-Za-z0-9_()-]+", expected = "a type of file system")
            Optional<String> fsType,

            @Doc("Unit of what the result tells, and of numbers alone.")
            @Default("KiB")
            @Matches(value = "s|B|[KMGT]i?B|%|cyl|chs|compact", expected = "a unit of parted's")
            String unit,

            @Doc("How a new one is aligned: cylinder, minimal, none or optimal; undefined leaves it to parted.")
            @Default("optimal")
            @Matches(
                    value = "cylinder|minimal|none|optimal|undefined",
                    expected = "cylinder, minimal, none, optimal or undefined")
            String align,

            @Doc("Whether one that is there gets the end that 'part_end' says.") @Default("false")
            boolean resize) {
        String at() {
            return Paths.clean(device);
        }

        StateKey<PartitionTable> key() {
            return PartitionTable.at(at(), unit);
        }
    }

    record Result(
            @Doc("disk: the device, its table and size; partitions: of each number, begin, end, size, name, file system"
                    + " and flags.")
            Map<String, @Nullable Object> partitionInfo) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "parted",
                    "Makes, changes, removes or tells partitions of a disk. The host needs parted.",
                    Params.class,
                    examples())
            .alias("community.general.parted")
            .insteadOf(new Program("parted", "\\s(print|align-check)\\b"))
            .returns(Result.class);

    private static Example[] examples() {
        String disk = "truncate -s 64M /srv/disk\n";
        String made =
                disk + "parted -s -a optimal /srv/disk mklabel gpt mkpart data 1MiB 20MiB set 1 lvm on 2>/dev/null\n";
        String yaml = "device: /srv/disk\nnumber: 1\nlabel: gpt\nstate: present\n";
        return new Example[] {
            example("absent", disk, yaml + "name: data\nflags: [lvm]\npart_start: 1MiB\npart_end: 20MiB\n"),
            example("drifted", made, yaml + "name: boot files\nflags: [esp]\n"),
            example("drifted: too small", made, yaml + "part_end: 100%\nresize: true\n"),
            example("right", made, yaml + "name: data\nflags: [lvm]\npart_end: 20MiB\nresize: true\n"),
            example(
                    "one more",
                    made,
                    yaml.replace("1\n", "2\n") + "part_start: 20MiB\npart_end: -1MiB\nfs_type: ext4\n"),
            example("another table", made, yaml.replace("gpt", "msdos") + "part_end: 50%\nunit: MiB\n"),
            example("to be removed", made, "device: /srv/disk\nnumber: 1\nstate: absent\n"),
            example("right, only told", made, "device: /srv/disk\nunit: MiB\n")
        };
    }

    private static Example example(String title, String before, String yaml) {
        return new Example(title, before, yaml).after("- package: {name: parted, install_recommends: false}\n");
    }

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.key());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(known.of(params.key()), table -> switch (table) {
            case PartitionTable.Missing none -> new Plan.Rejected("there is no disk " + params.at());
            case PartitionTable.Of held ->
                switch (params.state()) {
                    case INFO -> Plan.UNCHANGED;
                    case PRESENT -> new PartitionSteps(params, held).present();
                    case ABSENT -> new PartitionSteps(params, held).absent();
                };
        });
    }

    /** A change by one call of parted with all its commands. */
    static Plan change(Params params, List<String> titles, List<String> commands, PartitionTable.Of after) {
        int number = params.number().orElse(0);
        String device = params.at();
        List<String> words = new ArrayList<>(List.of("parted", "-s"));
        if (!params.align().equals("undefined")) {
            words.addAll(List.of("-a", params.align()));
        }
        words.addAll(List.of("--", device, "unit", params.unit()));
        words.addAll(commands);
        String script = "export LC_ALL=C\n"
                + "out=$(" + ShellWords.join(words) + " 2>&1 </dev/null) || { printf '%s\\n' \"$out\" >&2; exit 1; }\n"
                + "! command -v udevadm >/dev/null || udevadm settle\n";
        String title = String.join("; ", titles);
        return new Plan.Change(
                title,
                new Action.Run(
                        title,
                        Script.of(script).within(LONGEST),
                        List.of(
                                new Effect.Opaque(
                                        "what a disk holds byte by byte is known after the run",
                                        Reach.paths(device, device + number, device + "p" + number, "/dev/disk")),
                                new Effect.Sets<>(params.key(), after))));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Object info = switch (after.of(params.key())) {
            case Observed.Unknown<PartitionTable>(String why) -> new Unknown(why);
            case Observed.Known<PartitionTable>(PartitionTable.Of held, var how) ->
                held.shown().map(text -> told(text, params.unit())).orUnknown();
            case Observed.Known<PartitionTable>(PartitionTable other, var how) -> Map.of();
        };
        return Map.of("partition_info", info);
    }

    /** As Ansible has it, from what parted prints for programs. */
    private static Map<String, @Nullable Object> told(String text, String unit) {
        Map<String, @Nullable Object> disk = new LinkedHashMap<>();
        List<Map<String, @Nullable Object>> partitions = new ArrayList<>();
        List<String> lines = text.lines().skip(1).toList();
        for (int i = 0; i < lines.size(); i++) {
            String[] fields = lines.get(i).replaceFirst(";$", "").split(":", -1);
            if (i == 0 && fields.length > 5) {
                disk.put("dev", fields[0]);
                disk.put("size", number(fields[1]));
                disk.put("unit", unit.toLowerCase(Locale.ROOT));
                disk.put("logical_block", number(fields[3]));
                disk.put("physical_block", number(fields[4]));
                disk.put("table", fields[5]);
                disk.put("model", fields.length > 6 ? fields[6] : "");
            } else if (fields.length > 6) {
                partitions.add(partition(fields, unit));
            }
        }
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        info.put("disk", disk);
        info.put("partitions", partitions);
        return info;
    }

    private static Map<String, @Nullable Object> partition(String[] fields, String unit) {
        Map<String, @Nullable Object> partition = new LinkedHashMap<>();
        partition.put("num", number(fields[0]));
        partition.put("begin", number(fields[1]));
        partition.put("end", number(fields[2]));
        partition.put("size", number(fields[3]));
        partition.put("unit", unit.toLowerCase(Locale.ROOT));
        partition.put("fstype", fields[4]);
        partition.put("name", fields[5]);
        partition.put("flags", fields[6].isEmpty() ? List.of() : List.of(fields[6].split(", *")));
        return partition;
    }

    private static Object number(String text) {
        String digits = text.replaceFirst("[A-Za-z%]+$", "");
        if (digits.matches("\\d{1,18}")) {
            return Long.parseLong(digits);
        }
        return digits.matches("\\d+\\.\\d+") ? (Object) Double.parseDouble(digits) : text;
    }
}
