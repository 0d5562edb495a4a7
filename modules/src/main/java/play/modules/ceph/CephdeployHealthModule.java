package play.modules.ceph;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Patience;
import play.module.Query;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;
import play.param.Range;

/** A gate: a cluster of Ceph is well. */
public final class CephdeployHealthModule implements Query<CephdeployHealthModule.Params> {
    public record Params(
            @Doc("How many monitors there must be, all in quorum; if not given, as many as the cluster's map has.")
            @Range(from = 1, to = 99)
            Optional<Integer> monitors,

            @Doc("How many managers there must be, one of them active.") @Range(from = 1, to = 99) @Default("1")
            int managers,

            @Doc("How many OSDs there must be, all up and in; if not given, as many as the cluster knows.")
            @Range(from = 0, to = 100000)
            Optional<Integer> osds,

            @Doc("Codes of warnings that are tolerated, such as MON_DISK_LOW. Monitors out of quorum and OSDs that are "
                    + "down are not excused by them.")
            @Matches(value = "[A-Z][A-Z0-9_]*", expected = "a code of Ceph's health checks, in capitals")
            @Default("[]")
            List<String> except,

            @Doc("How long to wait for it.") @Default("60s") Duration timeout,

            @Doc("Pause between two attempts.") @Default("2s")
            Duration interval,

            @Doc("How the cluster is reached.") CephClient client) {

        private StateKey<CephHealth> health() {
            return new CephHealth.Family(client).key();
        }
    }

    record Result(
            @Doc("HEALTH_OK or HEALTH_WARN.") String status,

            @Doc("Codes of the checks that fail and are excused.")
            List<String> excused,

            @Doc("Monitors in quorum.") List<String> quorum,
            @Doc("How many managers there are.") int managers,
            @Doc("How many OSDs there are.") int osds) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "cephdeploy_health",
                    "Waits until a Ceph cluster is HEALTH_OK, apart from named exceptions, with all"
                            + " monitors in quorum and all OSDs up and in.",
                    Params.class,
                    new Example("a gate", "", "monitors: 3\nosds: 3\nexcept: [MON_DISK_LOW]\n" + Examples.CLIENT))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.health());
    }

    @Override
    public Optional<Patience> patience(Params params) {
        return Optional.of(new Patience(params.timeout(), params.interval()));
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        return switch (known.of(params.health())) {
            case Observed.Unknown<CephHealth>(String reason) -> new Answer.Waiting(reason);
            case Observed.Known<CephHealth>(CephHealth health, var how) -> {
                List<String> faults = faults(params, health);
                yield faults.isEmpty()
                        ? new Answer.Found(found(health))
                        : new Answer.Waiting(String.join("; ", faults));
            }
        };
    }

    private static List<String> faults(Params params, CephHealth health) {
        List<String> faults = new ArrayList<>();
        int monitors = params.monitors().orElse(health.monitors());
        if (health.monitors() != monitors) {
            faults.add("the cluster has " + health.monitors() + " monitors, not " + monitors);
        }
        if (health.quorum().size() < health.monitors()) {
            faults.add("only " + String.join(", ", health.quorum()) + " of " + health.monitors()
                    + " monitors are in quorum");
        }
        if (health.managers() < params.managers()) {
            faults.add("there are " + health.managers() + " managers, not " + params.managers());
        }
        osds(params, health.osds(), faults);
        health.checks().stream()
                .filter(check -> !params.except().contains(check.code()))
                .forEach(check -> faults.add(check.code() + ": " + check.message()));
        return faults;
    }

    private static void osds(Params params, CephHealth.Osds osds, List<String> faults) {
        int wanted = params.osds().orElse(osds.all());
        if (osds.all() != wanted) {
            faults.add("the cluster has " + osds.all() + " OSDs, not " + wanted);
        }
        if (osds.up() < osds.all()) {
            faults.add("only " + osds.up() + " of " + osds.all() + " OSDs are up");
        }
        if (osds.in() < osds.all()) {
            faults.add("only " + osds.in() + " of " + osds.all() + " OSDs are in");
        }
    }

    private static Map<String, Object> found(CephHealth health) {
        return Map.of(
                "status",
                health.status(),
                "excused",
                health.checks().stream().map(CephHealth.Check::code).sorted().toList(),
                "quorum",
                health.quorum(),
                "managers",
                (long) health.managers(),
                "osds",
                (long) health.osds().all());
    }
}
