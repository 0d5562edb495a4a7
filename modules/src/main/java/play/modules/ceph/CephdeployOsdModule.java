package play.modules.ceph;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
import play.param.Doc;
import play.param.Inline;
import play.result.When;
import play.value.Foreseen;

/** An OSD on a device of its own. */
public final class CephdeployOsdModule implements Resource<CephdeployOsdModule.Params> {
    public record Params(@Inline OsdAccess access) {
        private StateKey<OsdDevice> device() {
            return OsdDevice.at(Paths.clean(access.device()));
        }
    }

    /** BlueStore needs room for its own books before it can keep anything. */
    private static final long SMALLEST = 5L << 30;

    private static final String VDB = "device: /dev/vdb\nfsid: " + Examples.FSID + "\n";

    @When("the OSD is there")
    record Result(
            @Doc("Number of the OSD.") Optional<String> id,
            @Doc("Its systemd unit.") Optional<String> unit) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "cephdeploy_osd",
                    "Puts an OSD on a device that is proven empty; a device with anything on it is" + " refused.",
                    Params.class,
                    Examples.of("absent", Examples.MONITOR + Examples.BOOTSTRAP, VDB),
                    Examples.of(
                            "drifted: the directory is gone",
                            Examples.MONITOR + Examples.BOOTSTRAP + Examples.OSD + "rm -r /var/lib/ceph/osd/ceph-0\n",
                            VDB),
                    Examples.of("right", Examples.MONITOR + Examples.BOOTSTRAP + Examples.OSD, VDB))
            .returns(Result.class);

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
        return Plan.on(known.of(params.device()), device -> plan(params, device));
    }

    private static Plan plan(Params params, OsdDevice device) {
        String path = params.access().device();
        if (!device.present()) {
            return new Plan.Rejected("there is no block device " + path);
        }
        if (device.osd().cluster().equals(params.access().fsid())) {
            return device.osd().ready() ? Plan.UNCHANGED : activate(params, device);
        }
        if (!device.osd().cluster().isEmpty()) {
            return new Plan.Rejected(path + " carries osd." + device.osd().id() + " of another cluster, "
                    + device.osd().cluster() + ". " + zap(path));
        }
        if (!device.busy().isEmpty()) {
            return new Plan.Rejected(
                    path + " is " + device.busy() + ": an OSD takes only a device that is proven empty");
        }
        if (!device.holds().isEmpty()) {
            return new Plan.Rejected(path + " holds " + device.holds()
                    + ": an OSD takes only a device that is proven empty. " + zap(path));
        }
        return device.bytes() < SMALLEST
                ? new Plan.Rejected(path + " has " + (device.bytes() >> 20) + " MiB; an OSD needs 5 GiB")
                : create(params, device);
    }

    private static String zap(String path) {
        return "If nothing on it is needed, `cephdeploy_zap` with `device: " + path + "` empties it";
    }

    private static Plan create(Params params, OsdDevice device) {
        String path = params.access().device();
        String script = START.formatted(ShellWords.quote(path))
                + CREATE.formatted(ShellWords.quote(params.access().conf()))
                + ACTIVATE;
        return change(
                params,
                "put an OSD on " + path,
                script,
                device.carrying(params.access().fsid()));
    }

    private static Plan activate(Params params, OsdDevice device) {
        String path = params.access().device();
        String script = START.formatted(ShellWords.quote(path)) + "id="
                + ShellWords.quote(device.osd().id().toString()) + "\n"
                + "fail() { printf '%s\\n' \"$out\" >&2; exit 1; }\n" + ACTIVATE;
        return change(
                params, "put back the directory of osd." + device.osd().id() + " on " + path, script, device.readied());
    }

    private static Plan change(Params params, String title, String script, OsdDevice after) {
        Script run = params.access().client().script(script).within(Duration.ofMinutes(5));
        return new Plan.Change(
                title,
                new Action.Run(
                        "ceph-osd on " + params.access().device(),
                        run,
                        List.of(new Effect.Sets<>(params.device(), after))));
    }

    private static final String START = """
        umask 077
        dev=%1$s
        real=$(readlink -f -- "$dev") out=
        """;

    /**
     * The key goes from the host that makes it to the cluster and onto the device, by standard input. What fails takes
     * its number back, and what it wrote on the device, which was empty before.
     */
    private static final String CREATE = """
        [ -z "$(wipefs -n -p -- "$real")" ] || { echo "$dev is not empty any more" >&2; exit 1; }
        uuid=$(cat /proc/sys/kernel/random/uuid) && key=$(ceph-authtool --gen-print-key) || exit 1
        id=$(printf '{"cephx_secret":"%%s"}' "$key" | ctl osd new "$uuid" -i -) || exit 1
        fail() {
          printf '%%s\\n' "$out" | tail -n 3 >&2
          ctl osd purge-new "$id" --yes-i-really-mean-it >/dev/null 2>&1
          rm -rf "/var/lib/ceph/osd/ceph-$id"
          dd if=/dev/zero of="$real" bs=1048576 count=1 conv=nocreat,fsync 2>/dev/null
          exit 1
        }
        path=/var/lib/ceph/osd/ceph-$id
        mkdir "$path" && ln -s "$dev" "$path/block" || fail
        chown -h ceph:ceph "$path" "$path/block" && chown ceph:ceph "$real" || fail
        out=$(printf %%s "$key" | ceph-osd -c %1$s --mkfs -i "$id" --osd-uuid "$uuid" \\
          --osd-objectstore bluestore --keyfile - --osd-data "$path" --setuser ceph --setgroup ceph 2>&1) || fail
        """;

    /** The device knows all that the folder holds. */
    private static final String ACTIVATE = """
        path=/var/lib/ceph/osd/ceph-$id
        mkdir -p "$path" || fail
        out=$(ceph-bluestore-tool prime-osd-dir --dev "$real" --path "$path" 2>&1) || fail
        ln -sfn "$dev" "$path/block" && chown -hR ceph:ceph "$path" && chown ceph:ceph "$real" || fail
        [ -s "$path/keyring" ] || { out='the device does not know its key'; fail; }
        """;

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        if (after.of(params.device()) instanceof Observed.Known<OsdDevice>(OsdDevice device, var how)) {
            Foreseen<String> number = device.osd().id();
            if (!number.is("")) {
                result.put("id", number.orUnknown());
                result.put(
                        "unit", number.map(id -> "ceph-osd@" + id + ".service").orUnknown());
            }
        }
        return result;
    }
}
