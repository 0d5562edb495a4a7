package play.modules.ceph;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import play.files.Paths;
import play.host.Effect;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;

/** A monitor that is to have a store on its host, of a cluster that comes into being or of one that runs. */
public final class CephdeployMonModule implements Resource<CephdeployMonModule.Params> {
    public record Params(
            @Doc("The monitor's name, by custom its host's.")
            @Matches(value = CephNames.DAEMON, expected = CephNames.DAEMON_EXPECTED)
            String name,

            @Doc("Id of the cluster.") @Matches(value = CephNames.FSID, expected = CephNames.FSID_EXPECTED)
            String fsid,

            @Doc("All monitors of a cluster that comes into being, this one among them, the same for each. Without"
                    + " it the monitor joins the cluster that answers, by that cluster's own map: from a map of"
                    + " its own it could make a second one.")
            @Default("[]")
            List<Monitor> initialMembers,

            @Doc("Keyring of mon., a path on the host.") @HostPath @Default("/etc/ceph/ceph.mon.keyring")
            String keyring,

            @Doc("The configuration, a path on the host.") @HostPath @Default("/etc/ceph/ceph.conf")
            String conf,

            @Doc("How long to look for a quorum.") @Default("5s")
            Duration timeout) {

        private CephClient client() {
            return new CephClient(fsid, "mon.", Optional.of(keyring), conf, timeout);
        }

        private StateKey<CephQuorum> quorum() {
            return new CephQuorum.Family(client()).key();
        }

        private boolean first() {
            return !initialMembers.isEmpty();
        }
    }

    private static final String ONE =
            "name: a\nfsid: " + Examples.FSID + "\ninitial_members: [{name: a, address: " + Examples.ADDRESS + "}]\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "cephdeploy_mon",
            "Makes the store of a monitor, whole or not at all; one that is there is never touched.",
            Params.class,
            Examples.of("absent", Examples.CONF, ONE),
            Examples.of(
                    "drifted: a directory without a store",
                    Examples.CONF + "install -d -o ceph -g ceph -m 0755 /var/lib/ceph/mon/ceph-a\n",
                    ONE),
            Examples.of("drifted: a second monitor joins", Examples.MONITOR, "name: b\nfsid: " + Examples.FSID + "\n"),
            Examples.of("right", Examples.MONITOR, ONE));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(MonStore.at(params.name()), Files.withoutDigest(Paths.clean(params.keyring())));
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        Optional<String> wrong = params.first()
                        && params.initialMembers().stream()
                                .noneMatch(member -> member.name().equals(params.name()))
                ? Optional.of(params.name() + " is none of initial_members")
                : params.initialMembers().stream()
                        .flatMap(monitor -> CephNames.refusesAddress(monitor).stream())
                        .findFirst();
        return wrong.map(why -> List.of(new Binding.Fault("initial_members", why)))
                .orElse(List.of());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return switch (known.of(MonStore.at(params.name()))) {
            case Observed.Unknown<MonStore>(String reason) -> new Plan.Undetermined(reason);
            case Observed.Known<MonStore>(MonStore store, var how) when !store.present() -> absent(params, known);
            case Observed.Known<MonStore>(MonStore store, var how) ->
                store.fsid().isEmpty() || store.fsid().equals(params.fsid())
                        ? Plan.UNCHANGED
                        : new Plan.Rejected(MonStore.path(params.name()) + " belongs to the cluster " + store.fsid()
                                + ", not to " + params.fsid() + "; it is not replaced by a run");
        };
    }

    private static Plan absent(Params params, Knowledge known) {
        return Plan.on(known.of(Files.withoutDigest(Paths.clean(params.keyring()))), keyring -> {
            if (!keyring.present()) {
                return new Plan.Rejected(
                        "there is no keyring " + params.keyring() + "; `cephdeploy_keyring` writes it");
            }
            return known.has(params.quorum()) ? judged(params, known) : new Plan.Needs(List.of(params.quorum()));
        });
    }

    /** Silence is no proof that there is no cluster: whoever says initial_members says that none has ever formed. */
    private static Plan judged(Params params, Knowledge known) {
        return switch (known.of(params.quorum())) {
            case Observed.Unknown<CephQuorum>(String reason) ->
                params.first()
                        ? make(params)
                        : new Plan.Undetermined(reason + "; a monitor joins only a cluster that answers");
            case Observed.Known<CephQuorum>(CephQuorum quorum, var how)
            when params.first() && !quorum.monitors().contains(params.name()) ->
                new Plan.Rejected("the cluster is there (in quorum: " + String.join(", ", quorum.quorum()) + "), and "
                        + params.name() + " is none of its monitors: to join it, leave out initial_members");
            case Observed.Known<CephQuorum>(CephQuorum quorum, var how) ->
                quorum.refusesToAdd(params.name())
                        .<Plan>map(
                                why -> new Plan.Rejected("adding the monitor " + params.name() + " is refused: " + why))
                        .orElseGet(() -> make(params));
        };
    }

    private static Plan make(Params params) {
        Script script =
                params.client().script(script(params)).within(params.timeout().plusSeconds(60));
        String title = params.first()
                ? "make the store of the monitor " + params.name()
                : "make the store of the monitor " + params.name() + ", which joins the cluster";
        Effect after = new Effect.Sets<>(MonStore.at(params.name()), new MonStore(true, params.fsid()));
        return new Plan.Change(title, new Action.Run("ceph-mon --mkfs " + params.name(), script, List.of(after)));
    }

    /**
     * Made beside its place and moved there when it is whole: half a store would be taken for one. ceph-mon also
     * succeeds where it did nothing, so what counts is that the store has its key.
     */
    private static String script(Params params) {
        String path = MonStore.path(params.name());
        return """
            path=%1$s part=%1$s.new keyring=%2$s
            umask 077
            rm -rf "$part" && mkdir -p "$part" || exit 1
            fail() { printf '%%s\\n' "$out" | tail -n 3 >&2; rm -rf "$part" "$part.map"; exit 1; }
            %3$s
            out=$(ceph-mon -c %4$s --mkfs -i %5$s --monmap "$part.map" \\
              --keyring "$keyring" --mon-data "$part" 2>&1) || fail
            [ -s "$part/keyring" ] || fail
            echo %6$s >"$part/ceph_fsid" && chown -R ceph:ceph "$part" || fail
            if [ -d "$path" ]; then rmdir "$path" || fail; fi
            mv "$part" "$path" && rm -f "$part.map"
            """.formatted(
                        ShellWords.quote(path),
                        ShellWords.quote(params.keyring()),
                        map(params),
                        ShellWords.quote(params.conf()),
                        ShellWords.quote(params.name()),
                        params.fsid());
    }

    private static String map(Params params) {
        if (!params.first()) {
            return "out=$(ctl mon getmap -o \"$part.map\" 2>&1) || fail";
        }
        StringBuilder words = new StringBuilder("--create --clobber --fsid " + params.fsid());
        params.initialMembers()
                .forEach(monitor -> words.append(" --addv ")
                        .append(ShellWords.quote(monitor.name()))
                        .append(' ')
                        .append(ShellWords.quote(CephNames.endpoints(monitor.address()))));
        return "out=$(monmaptool " + words + " \"$part.map\" 2>&1) || fail";
    }
}
