package play.modules.ceph;

import java.util.List;
import play.files.Paths;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;
import play.param.Inline;

/** A device that is to be empty, whatever is on it. */
public final class CephdeployZapModule implements Resource<CephdeployZapModule.Params> {
    public record Params(@Inline OsdAccess access) {
        private StateKey<OsdDevice> device() {
            return OsdDevice.at(Paths.clean(access.device()));
        }
    }

    private static final String VDB = "device: /dev/vdb\nfsid: " + Examples.FSID + "\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "cephdeploy_zap",
            "Empties the named device, with all that is on it. One that is in use is refused, and so is an OSD that"
                    + " the cluster still knows.",
            Params.class,
            Examples.of("absent: data without a signature", "printf data >/dev/vdb\n", VDB),
            Examples.of(
                    "drifted: an OSD that the cluster has forgotten",
                    Examples.MONITOR + Examples.BOOTSTRAP + Examples.OSD
                            + "ceph osd purge-new 0 --yes-i-really-mean-it\n",
                    VDB),
            Examples.of("drifted: a file system", "mkfs.ext4 -q /dev/vdb\n", VDB),
            Examples.of("right", "", VDB));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.device());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        String path = params.access().device();
        return Plan.on(known.of(params.device()), found -> switch (found) {
            case OsdDevice device when !device.present() -> new Plan.Rejected("there is no block device " + path);
            case OsdDevice device when device.empty() -> Plan.UNCHANGED;
            case OsdDevice device
            when !device.busy().isEmpty() ->
                new Plan.Rejected(path + " is " + device.busy() + "; nothing that is in use is emptied");
            case OsdDevice device
            when device.osd().cluster().equals(params.access().fsid()) -> own(params, device, known);
            case OsdDevice device -> zap(params, device);
        });
    }

    /** An OSD of the cluster itself may hold the only copy of something, as long as the cluster counts on it. */
    private static Plan own(Params params, OsdDevice device, Knowledge known) {
        StateKey<OsdMember> key = new OsdMember.Family(params.access().client())
                .at(device.osd().uuid().toString());
        if (!known.has(key)) {
            return new Plan.Needs(List.of(key));
        }
        return switch (known.of(key)) {
            case Observed.Unknown<OsdMember>(String reason) ->
                new Plan.Undetermined(
                        reason + "; whether the OSD on " + params.access().device() + " is still needed is unknown");
            case Observed.Known<OsdMember>(OsdMember member, var how)
            when member.present() ->
                new Plan.Rejected(params.access().device() + " carries osd." + member.id()
                        + ", on which the cluster counts: take it out, wait until `ceph osd safe-to-destroy "
                        + member.id() + "` agrees, and purge it");
            case Observed.Known<OsdMember> none -> zap(params, device);
        };
    }

    private static Plan zap(Params params, OsdDevice device) {
        String path = params.access().device();
        Script script = Script.of(ZAP.formatted(ShellWords.quote(path)));
        return new Plan.Change(
                "empty " + path + ", which holds " + device.holds(),
                new Action.Run(
                        "wipefs " + path, script, List.of(new Effect.Sets<>(params.device(), device.emptied()))));
    }

    /**
     * Also what has no signature, at the places where emptiness is looked for; wipefs refuses what is in use by then.
     */
    private static final String ZAP = """
        real=$(readlink -f -- %1$s)
        size=$(blockdev --getsize64 "$real") && wipefs -q -a -- "$real" || exit 1
        zero() { dd if=/dev/zero of="$real" bs=1048576 seek="$1" count="$2" conv=nocreat,notrunc,fsync 2>/dev/null; }
        zero 0 10 && zero $((size / 1048576 - 1)) 1 || { echo "%1$s cannot be written" >&2; exit 1; }
        """;
}
