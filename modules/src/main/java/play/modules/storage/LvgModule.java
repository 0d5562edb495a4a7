package play.modules.storage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import play.files.Paths;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;

/** Groups of volumes of LVM. */
public final class LvgModule implements Resource<LvgModule.Params> {
    /** What is wanted. */
    public enum State {
        PRESENT,
        ABSENT,
        ACTIVE,
        INACTIVE
    }

    public record Params(
            @Doc("Name of the group.")
            @Matches(value = "[A-Za-z0-9+_.][A-Za-z0-9+_.-]*", expected = "the name of a group")
            String vg,

            @Doc("Devices that it is made of. One that holds anything is refused; `filesystem` with state: absent wipes"
                    + " it.")
            @HostPath
            Optional<List<String>> pvs,

            @Doc("Whether there is such a group; active and inactive: and whether its volumes are active now.")
            @Default("present")
            State state,

            @Doc("Size of the extents of a new group, a power of 2, in megabytes or with a unit: 16k.")
            @Default("4")
            @Matches(value = "[0-9]+[bBsSkKmMgG]?", expected = "a size, such as 4 or 16k")
            String pesize,

            @Doc("Words for pvcreate.") @Default("") String pvOptions,

            @Doc("Words for vgcreate.") @Default("") String vgOptions,

            @Doc("Whether physical volumes grow where their devices are larger.") @Default("false")
            boolean pvresize,

            @Doc("Whether devices of the group that 'pvs' does not name leave it.") @Default("true")
            boolean removeExtraPvs,

            @Doc("With state: absent, whether the group goes with its volumes and all that is in them.")
            @Default("false")
            boolean force,

            @Doc("Whether the group gets another UUID with each run.") @Default("false")
            boolean resetVgUuid,

            @Doc("Whether its physical volumes get other UUIDs with each run.") @Default("false")
            boolean resetPvUuid) {
        StateKey<VolumeGroup> key() {
            return VolumeGroup.named(vg);
        }

        List<String> devices() {
            return pvs.orElse(List.of()).stream().map(Paths::clean).distinct().toList();
        }
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "lvg",
                    "Makes, extends or removes groups of volumes of LVM. The host needs lvm2.",
                    Params.class,
                    examples())
            .alias("community.general.lvg")
            .insteadOf(new Program("vgcreate"), new Program("vgextend"), new Program("vgremove"));

    private static Example[] examples() {
        String one = "vgcreate -q -s 8m vg0 /dev/vdb\n";
        String two = "vgcreate -q vg0 /dev/vdb /dev/vdc\n";
        return new Example[] {
            example("absent", "", "vg: vg0\npvs: [/dev/vdb]\npesize: '16'\n"),
            example("drifted: a device more", one, "vg: vg0\npvs: /dev/vdb,/dev/vdc\n"),
            example("drifted: a device less", two, "vg: vg0\npvs: /dev/vdc\n"),
            example("right", one, "vg: vg0\npvs: /dev/vdb\npvresize: true\n"),
            example("right, with a device that may stay", two, "vg: vg0\npvs: /dev/vdb\nremove_extra_pvs: false\n"),
            example("to be removed", two, "vg: vg0\nstate: absent\n")
        };
    }

    /** Loop devices of other hosts of a lab can be seen there. */
    private static final String OWN =
            "printf 'devices { filter = [ \"a|^/dev/vd|\", \"r|.*|\" ] }\\n' >/etc/lvm/lvmlocal.conf\n";

    private static Example example(String title, String before, String yaml) {
        return new Example(title, OWN + before, yaml).after("- package: {name: lvm2, install_recommends: false}\n");
    }

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        Map.of("pv_options", params.pvOptions(), "vg_options", params.vgOptions())
                .forEach((name, text) -> Lvm.fault(name, text).ifPresent(faults::add));
        return faults;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(params.key()));
        if (params.state() != State.ABSENT) {
            params.devices().forEach(device -> keys.add(PhysicalVolume.at(device)));
        }
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(
                known.of(params.key()),
                group -> params.state() == State.ABSENT
                        ? absent(params, group)
                        : Plan.onEach(
                                known, params.devices(), PhysicalVolume::at, found -> present(params, group, found)));
    }

    private static Plan absent(Params params, VolumeGroup group) {
        if (!group.present()) {
            return Plan.UNCHANGED;
        }
        if (group.volumes() > 0 && !params.force()) {
            return new Plan.Rejected("the group " + params.vg() + " has " + group.volumes()
                    + " volumes; with force: true it goes with them, and all that is in them is lost");
        }
        GroupChanges changes = new GroupChanges(params);
        changes.call("remove the group " + params.vg(), List.of("vgremove", "-q", "--force", params.vg()));
        return changes.plan(VolumeGroup.ABSENT);
    }

    private static Plan present(Params params, VolumeGroup group, SequencedMap<String, PhysicalVolume> found) {
        SequencedMap<String, PhysicalVolume.Of> devices = new LinkedHashMap<>();
        for (Map.Entry<String, PhysicalVolume> each : found.entrySet()) {
            Optional<String> refusal = refusal(params, each.getKey(), each.getValue());
            if (refusal.isPresent()) {
                return new Plan.Rejected(refusal.get());
            }
            if (each.getValue() instanceof PhysicalVolume.Of device) {
                devices.put(each.getKey(), device);
            }
        }
        if (!group.present() && devices.isEmpty()) {
            return new Plan.Rejected("a new group needs devices; give 'pvs'");
        }
        return group.present() ? changed(params, group, devices) : made(params, devices);
    }

    private static Optional<String> refusal(Params params, String path, PhysicalVolume found) {
        return switch (found) {
            case PhysicalVolume.Missing none -> Optional.of("there is no device " + path);
            case PhysicalVolume.Of device
            when !device.group().isEmpty() && !device.group().equals(params.vg()) ->
                Optional.of(path + " belongs to the group " + device.group());
            case PhysicalVolume.Of device
            when !device.holds().isEmpty() && !device.isVolume() ->
                Optional.of(path + " holds " + device.holds() + "; filesystem with state: absent wipes it");
            case PhysicalVolume.Of device -> Optional.empty();
        };
    }

    private static Plan made(Params params, SequencedMap<String, PhysicalVolume.Of> devices) {
        GroupChanges changes = new GroupChanges(params);
        devices.forEach(changes::prepare);
        List<String> words = new ArrayList<>(List.of("vgcreate", "-q"));
        words.addAll(Lvm.words(params.vgOptions()));
        words.addAll(List.of("-s", params.pesize(), params.vg()));
        words.addAll(devices.keySet());
        changes.call("make the group " + params.vg(), words);
        devices.forEach((path, device) -> changes.becomes(path, device.in(params.vg())));
        return changes.plan(new VolumeGroup(true, Lvm.bytes(params.pesize()), names(devices), 0, 0));
    }

    private static SortedSet<String> names(SequencedMap<String, PhysicalVolume.Of> devices) {
        SortedSet<String> names = new TreeSet<>();
        devices.values().forEach(device -> names.add(device.name()));
        return names;
    }

    private static Plan changed(Params params, VolumeGroup group, SequencedMap<String, PhysicalVolume.Of> devices) {
        GroupChanges changes = new GroupChanges(params);
        SortedSet<String> after = new TreeSet<>(group.devices());
        devices.forEach((path, device) -> {
            if (after.add(device.name())) {
                changes.prepare(path, device);
                changes.call(
                        "add " + path + " to the group " + params.vg(), List.of("vgextend", "-q", params.vg(), path));
                changes.becomes(path, device.in(params.vg()));
            } else if (params.pvresize() && !device.grows().is(false)) {
                changes.call("grow " + path, List.of("pvresize", "-q", path));
                changes.becomes(path, device.grown());
            }
        });
        if (!devices.isEmpty() && params.removeExtraPvs()) {
            group.devices().stream()
                    .filter(name -> !names(devices).contains(name))
                    .forEach(name -> {
                        after.remove(name);
                        changes.call(
                                "take " + name + " out of the group " + params.vg(),
                                List.of("vgreduce", "-q", params.vg(), name));
                    });
        }
        if (params.resetPvUuid()) {
            after.forEach(
                    name -> changes.call("give " + name + " another UUID", List.of("pvchange", "-q", "-u", name)));
        }
        if (params.resetVgUuid()) {
            changes.call(
                    "give the group " + params.vg() + " another UUID", List.of("vgchange", "-q", "-u", params.vg()));
        }
        return changes.plan(activated(params, group.with(after), changes));
    }

    private static VolumeGroup activated(Params params, VolumeGroup group, GroupChanges changes) {
        long wanted = switch (params.state()) {
            case ACTIVE -> group.volumes();
            case INACTIVE -> 0;
            case PRESENT, ABSENT -> group.active();
        };
        if (wanted == group.active()) {
            return group;
        }
        boolean up = params.state() == State.ACTIVE;
        changes.call(
                (up ? "activate" : "deactivate") + " the volumes of " + params.vg(),
                List.of("vgchange", "-q", "--activate", up ? "y" : "n", params.vg()));
        return group.withActive(wanted);
    }
}
