package play.modules.ceph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import play.host.Effect;
import play.host.Knowledge;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;
import play.param.Range;

/** A replicated pool that is to be there. */
public final class CephdeployPoolModule implements Resource<CephdeployPoolModule.Params> {
    /** Whether Ceph chooses how many placement groups a pool has. */
    public enum Autoscale {
        ON,
        WARN,
        OFF
    }

    public record Params(
            @Doc("The pool's name.")
            @Matches(value = "[A-Za-z0-9_][A-Za-z0-9_.-]*", expected = "a name of letters, digits and _ . -")
            String name,

            @Doc("How many copies of everything there are, each on another host.")
            @Range(from = 2, to = 10)
            @Default("3")
            int size,

            @Doc("How many copies must be there for writes to go on. With 1, what was written last may be lost with"
                    + " one disk.")
            @Range(from = 1, to = 10)
            @Default("2")
            int minSize,

            @Doc("What it is used for: rbd, cephfs, rgw, or a name of one's own.")
            @Matches(value = "[A-Za-z0-9_][A-Za-z0-9_.-]*", expected = "a name of letters, digits and _ . -")
            String application,

            @Doc("Whether Ceph chooses the number of placement groups, warns, or leaves it.") @Default("on")
            Autoscale pgAutoscaleMode,

            @Doc("How many placement groups a new pool has; if not given, as Ceph is set up.")
            @Range(from = 1, to = 65536)
            Optional<Integer> pgNum,

            @Doc("How the cluster is reached.") CephClient client) {

        private StateKey<CephPool> pool() {
            return new CephPool.Family(client).at(name);
        }

        private String autoscale() {
            return pgAutoscaleMode.name().toLowerCase(Locale.ROOT);
        }

        private CephPool wanted() {
            return new CephPool(true, true, size, minSize, autoscale(), List.of(application));
        }
    }

    private static final String KUBE = "name: kube\nsize: 3\napplication: rbd\n" + Examples.CLIENT;
    private static final String RIGHT = Examples.MONITOR
            + "ceph osd pool create kube\n"
            + "ceph osd pool set kube size 3\n"
            + "ceph osd pool set kube min_size 2\n"
            + "ceph osd pool application enable kube rbd\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "cephdeploy_pool",
            "Creates a replicated pool, or sets its size, application and autoscaling. It never deletes one.",
            Params.class,
            Examples.of("absent", Examples.MONITOR, KUBE),
            Examples.of(
                    "drifted",
                    Examples.MONITOR
                            + "ceph osd pool create kube\n"
                            + "ceph osd pool set kube pg_autoscale_mode off\n"
                            + "ceph osd pool set kube size 4\n",
                    KUBE),
            Examples.of("right", RIGHT, KUBE));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.pool());
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        return params.minSize() > params.size()
                ? List.of(new Binding.Fault(
                        "min_size",
                        "min_size " + params.minSize() + " is larger than size " + params.size()
                                + ": nothing could ever be written"))
                : List.of();
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(known.of(params.pool()), there -> plan(params, there));
    }

    private static Plan plan(Params params, CephPool there) {
        CephPool wanted = params.wanted();
        if (there.equals(wanted)) {
            return Plan.UNCHANGED;
        }
        if (!there.replicated()) {
            return new Plan.Rejected(
                    "the pool " + params.name() + " is erasure coded; a pool can't become another kind");
        }
        if (!there.applications().isEmpty() && !there.applications().equals(wanted.applications())) {
            return new Plan.Rejected("the pool " + params.name() + " is used by "
                    + String.join(", ", there.applications()) + ", not by " + params.application());
        }
        String title = (there.present() ? "change" : "create") + " the pool " + params.name();
        return new Plan.Change(
                title,
                new Action.Run(
                        "ceph osd pool " + params.name(),
                        params.client().script(commands(params, there)),
                        List.of(new Effect.Sets<>(params.pool(), wanted))));
    }

    /** A new pool has what Ceph is set up to give it, so all is set. */
    private static String commands(Params params, CephPool there) {
        String name = ShellWords.quote(params.name());
        List<String> lines = new ArrayList<>();
        if (!there.present()) {
            lines.add("create " + name
                    + params.pgNum().map(number -> " " + number).orElse(""));
        }
        if (there.size() != params.size()) {
            lines.add("set " + name + " size " + params.size());
        }
        // Ceph changes min_size with size.
        if (there.minSize() != params.minSize() || there.size() != params.size()) {
            lines.add("set " + name + " min_size " + params.minSize());
        }
        if (!there.autoscale().equals(params.autoscale())) {
            lines.add("set " + name + " pg_autoscale_mode " + params.autoscale());
        }
        if (there.applications().isEmpty()) {
            lines.add("application enable " + name + " " + ShellWords.quote(params.application()));
        }
        return "run() { out=$(ctl osd pool \"$@\" 2>&1) || { printf '%s\\n' \"$out\" >&2; exit 1; }; }\nrun "
                + String.join("\nrun ", lines) + "\n";
    }
}
