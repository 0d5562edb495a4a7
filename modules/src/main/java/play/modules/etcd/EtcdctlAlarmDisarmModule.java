package play.modules.etcd;

import java.util.List;
import play.host.Effect;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;
import play.param.Default;
import play.param.Doc;

/** No alarm of an etcd cluster is to be raised. */
public final class EtcdctlAlarmDisarmModule implements Resource<EtcdctlAlarmDisarmModule.Params> {
    public record Params(
            @Doc("Whether an alarm is disarmed that tells of members which hold different data, too. Compare them "
                    + "first (etcdctl_hashkv), and replace the faulty one.")
            @Default("false")
            boolean corrupt,

            @Doc("How etcd is reached.") EtcdClient client) {
        private StateKey<EtcdAlarms> alarms() {
            return new EtcdAlarms.Family(client).at("alarms");
        }
    }

    /** Fills an etcd whose quota is 16 MiB until it takes no more. */
    private static final String FULL =
            "systemd-run --quiet --unit=example-etcd --property=Type=notify /usr/local/bin/etcd"
                    + " --data-dir=/var/tmp/example-etcd --quota-backend-bytes=16777216\n"
                    + "head -c 1000000 /dev/zero | tr '\\0' x >/root/value\n"
                    + "for i in $(seq 40); do " + Examples.CTL
                    + "put /fill </root/value >/dev/null 2>&1 || break; done\n";

    private static final String COMPACTED =
            "revision=$(" + Examples.CTL + "get / -w json | sed 's/.*\"revision\":\\([0-9]*\\).*/\\1/')\n"
                    + Examples.CTL + "compact $revision\n" + Examples.CTL + "defrag\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "etcdctl_alarm_disarm",
            "Disarms the alarms of an etcd cluster, once their cause is removed: etcdctl_defrag frees space, after a"
                    + " compaction.",
            Params.class,
            new ModuleSpec.Example("absent", FULL + COMPACTED, Examples.CLIENT, Examples.PROGRAMS),
            new ModuleSpec.Example("drifted", FULL + COMPACTED, Examples.CLIENT, Examples.PROGRAMS),
            Examples.of("right", "", ""));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.alarms());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(
                known.of(params.alarms()),
                found -> found.raised().isEmpty() ? Plan.UNCHANGED : plan(params, found.raised()));
    }

    private static Plan plan(Params params, List<EtcdAlarms.Raised> raised) {
        List<String> corrupt = raised.stream()
                .filter(alarm -> !alarm.alarm().equals("NOSPACE"))
                .map(EtcdAlarms.Raised::toString)
                .toList();
        if (!corrupt.isEmpty() && !params.corrupt()) {
            return new Plan.Rejected("members hold different data (" + String.join(", ", corrupt)
                    + "): find out which by etcdctl_hashkv, replace it, and disarm with corrupt: true");
        }
        return new Plan.Change(
                "disarm "
                        + String.join(
                                ", ",
                                raised.stream().map(EtcdAlarms.Raised::toString).toList()),
                new Action.Run(
                        "etcdctl alarm disarm",
                        params.client().script("ctl alarm disarm\n"),
                        List.of(new Effect.Sets<>(params.alarms(), EtcdAlarms.NONE))));
    }
}
