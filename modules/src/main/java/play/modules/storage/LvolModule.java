package play.modules.storage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.host.Knowledge;
import play.host.Observed;
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
import play.param.Presence;
import play.param.RequiredBy;
import play.param.RequiredOneOf;
import play.result.When;
import play.value.Unknown;

/** Volumes of LVM. */
public final class LvolModule implements Resource<LvolModule.Params> {
    static final String NAME = "[A-Za-z0-9+_.][A-Za-z0-9+_.-]*";

    @RequiredOneOf({"lv", "thinpool"})
    @RequiredBy(value = "snapshot", needs = "lv")
    public record Params(
            @Doc("Name of the group.") @Matches(value = NAME, expected = "the name of a group")
            String vg,

            @Doc("Name of the volume; with 'snapshot', of the one that it is made of.")
            @Matches(value = NAME, expected = "the name of a volume")
            Optional<String> lv,

            @Doc("How large it is, in mebibytes or with a unit: 512, 10g; or a percentage of the group (%VG), of what"
                    + " it has free (%FREE), of what the devices 'pvs' have free (%PVS), or of the volume that a"
                    + " snapshot is made of (%ORIGIN). With + or - before it, one that is there grows or shrinks by"
                    + " it, with each run. A percentage of what is free makes one that is there larger, never"
                    + " smaller.")
            @Matches(value = VolumeSize.FORM, expected = VolumeSize.EXPECTED)
            Optional<String> size,

            @Doc("Whether there is such a volume.") @Default("present")
            Presence state,

            @Doc("Whether it is active, so that it can be used.") @Default("true")
            boolean active,

            @Doc("Whether it may be made smaller, or removed with all that is in it.") @Default("false")
            boolean force,

            @Doc("Words for lvcreate.") @Default("") String opts,

            @Doc("Name of a snapshot of the volume. One of a thin volume has no size.")
            @Matches(value = NAME, expected = "the name of a snapshot")
            Optional<String> snapshot,

            @Doc("Devices of the group that a new volume, or what it grows by, comes to lie on.") @HostPath
            Optional<List<String>> pvs,

            @Doc("Name of a pool of thin volumes: with 'lv', the one that the volume takes its room from; alone, one"
                    + " that is made.")
            @Matches(value = NAME, expected = "the name of a pool")
            Optional<String> thinpool,

            @Doc("Whether one that is larger than 'size' is made smaller, for which 'force' is needed.")
            @Default("true")
            boolean shrink,

            @Doc("Whether the file system in it is resized with it: ext2, ext3, ext4, reiserfs and xfs.")
            @Default("false")
            boolean resizefs) {
        /** Of what the task makes or removes. */
        String name() {
            return snapshot.or(() -> lv).or(() -> thinpool).orElse("");
        }

        Optional<VolumeSize> wanted() {
            return size.map(VolumeSize::of);
        }

        List<String> devices() {
            return pvs.orElse(List.of()).stream().map(Paths::clean).distinct().toList();
        }

        boolean isThin() {
            return thinpool.isPresent() && lv.isPresent() && snapshot.isEmpty();
        }

        /** The volume that this one is made of or in, if any. */
        Optional<String> base() {
            return snapshot.isPresent() ? lv : thinpool.filter(pool -> lv.isPresent());
        }

        StateKey<VolumeGroup> group() {
            return VolumeGroup.named(vg);
        }

        StateKey<GroupSpace> space() {
            return GroupSpace.of(vg);
        }

        StateKey<LogicalVolume> key() {
            return LogicalVolume.named(vg, name());
        }

        String path() {
            return LogicalVolume.path(vg, name());
        }
    }

    record Result(
            @Doc("Name of the group.") String vg,

            @Doc("Name of the volume, of the snapshot, or of the pool.")
            String lv,

            @Doc("How large it is, in the unit of 'size'; in mebibytes where that has none.") @When("state is present")
            Optional<Double> size) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "lvol",
                    "Makes, resizes or removes volumes of LVM, with snapshots and thin pools. The host needs lvm2.",
                    Params.class,
                    examples())
            .alias("community.general.lvol")
            .insteadOf(
                    new Program("lvcreate"),
                    new Program("lvextend"),
                    new Program("lvreduce"),
                    new Program("lvremove"),
                    new Program("lvresize"))
            .returns(Result.class);

    /** Of kernels without the device mapper LVM makes volumes too, which nobody can use there. */
    private static Example[] examples() {
        String made = "vgcreate -q vg0 /dev/vdb /dev/vdc\nlvcreate -q -y -n data -L 64m vg0\n";
        String yaml = "vg: vg0\nlv: data\nactive: false\n";
        return new Example[] {
            example("absent", "vgcreate -q vg0 /dev/vdb\n", yaml + "size: 50m\n"),
            example("absent, all that is free", made, "vg: vg0\nlv: logs\nsize: 100%FREE\nactive: false\n"),
            example("absent, a part of a device", made, yaml.replace("data", "logs") + "size: 50%PVS\npvs: /dev/vdc\n"),
            example("drifted: too small", made, yaml + "size: 100\n"),
            example("drifted: smaller than a part of the group", made, yaml + "size: 50%VG\n"),
            example("drifted: room is left", made, yaml + "size: +100%FREE\n"),
            example("drifted: too large", made, yaml + "size: 32m\nforce: true\n"),
            example("right", made, yaml + "size: 62m\n"),
            example("right, larger than it has to be", made, yaml + "size: 32m\nshrink: false\n"),
            example("right, whatever its size", made, yaml),
            example("to be removed", made, "vg: vg0\nlv: data\nstate: absent\nforce: true\n"),
            example("right, in no group", "", "vg: vg0\nlv: data\nstate: absent\n")
        };
    }

    /** Loop devices of other hosts of a lab can be seen there. */
    private static final String OWN = "printf 'devices { filter = [ \"a|^/dev/vd|\", \"r|.*|\" ] }\\n"
            + "global { activation = 0 }\\n' >/etc/lvm/lvmlocal.conf\n";

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
        Lvm.fault("opts", params.opts()).ifPresent(faults::add);
        params.wanted()
                .filter(VolumeSize::isShare)
                .flatMap(size -> fault(params, size))
                .ifPresent(why -> faults.add(new Binding.Fault("size", why)));
        return faults;
    }

    private static Optional<String> fault(Params params, VolumeSize size) {
        if (!size.isBelowWhole()) {
            return Optional.of("no volume is larger than 100% of anything");
        }
        if (size.isShareOf("ORIGIN") && params.snapshot().isEmpty()) {
            return Optional.of("only a snapshot has a size in %ORIGIN; give 'snapshot', or %VG or %FREE");
        }
        return params.isThin()
                ? Optional.of("a thin volume has no part of its group; give its size as 10g")
                : Optional.empty();
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(params.group(), params.key(), params.space()));
        params.base().ifPresent(base -> keys.add(LogicalVolume.named(params.vg(), base)));
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(known.of(params.group()), group -> {
            if (!group.present()) {
                return params.state() == Presence.ABSENT
                        ? Plan.UNCHANGED
                        : new Plan.Rejected("there is no group " + params.vg() + "; lvg makes one");
            }
            // One of a group that a dry run has made has no state that could be read.
            return group.volumes() == 0
                    ? planned(params, known, group, LogicalVolume.ABSENT)
                    : Plan.on(known.of(params.key()), volume -> planned(params, known, group, volume));
        });
    }

    private static Plan planned(Params params, Knowledge known, VolumeGroup group, LogicalVolume volume) {
        if (params.state() == Presence.ABSENT) {
            return volume.present() ? new VolumeRemoval(params, group).of(volume) : Plan.UNCHANGED;
        }
        return volume.present()
                ? new VolumeFitting(params, group, known).of(volume)
                : new VolumeMaking(params, group, known).plan();
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("vg", params.vg());
        result.put("lv", params.name());
        if (params.state() == Presence.PRESENT) {
            VolumeSize unit = params.wanted().orElse(VolumeSize.of("1m"));
            result.put(
                    "size",
                    switch (after.of(params.key())) {
                        case Observed.Unknown<LogicalVolume>(String why) -> new Unknown(why);
                        case Observed.Known<LogicalVolume>(LogicalVolume volume, var how) ->
                            volume.size().map(unit::shown).orUnknown();
                    });
        }
        return result;
    }
}
