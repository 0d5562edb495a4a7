package play.modules.ceph;

import java.util.List;
import java.util.Optional;
import play.host.Effect;
import play.host.Knowledge;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;
import play.param.Doc;
import play.param.Matches;

/** A monitor that is not to be in the map of its cluster. */
public final class CephdeployMonRemoveModule implements Resource<CephdeployMonRemoveModule.Params> {
    public record Params(
            @Doc("The monitor's name.") @Matches(value = CephNames.DAEMON, expected = CephNames.DAEMON_EXPECTED)
            String name,

            @Doc("How the cluster is reached, from another host than the monitor's.")
            CephClient client) {

        private StateKey<MonMember> member() {
            return new MonMember.Family(client).at(name);
        }

        private StateKey<CephQuorum> quorum() {
            return new CephQuorum.Family(client).key();
        }
    }

    private static final String B = "name: b\n" + Examples.CLIENT;
    private static final String ADD_B = Examples.MONITOR + Examples.SECOND_MONITOR;

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "cephdeploy_mon_remove",
            "Removes a monitor from a cluster's map, also a dead one, unless the others would not be a majority; its"
                    + " store and unit stay.",
            Params.class,
            Examples.of("absent, which is right", Examples.MONITOR, B),
            Examples.of("drifted", ADD_B, B),
            Examples.of("right", Examples.MONITOR, "name: c\n" + Examples.CLIENT));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.member(), params.quorum());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(
                known.of(params.member()),
                member -> member.present()
                        ? Plan.on(known.of(params.quorum()), quorum -> remove(params, quorum))
                        : Plan.UNCHANGED);
    }

    private static Plan remove(Params params, CephQuorum quorum) {
        Optional<String> refusal = quorum.refusesToRemove(params.name());
        if (refusal.isPresent()) {
            return new Plan.Rejected("removing the monitor " + params.name() + " is refused: " + refusal.get());
        }
        Effect after = new Effect.Sets<>(params.member(), MonMember.ABSENT);
        return new Plan.Change(
                "remove the monitor " + params.name() + " from the map",
                new Action.Run(
                        "ceph mon remove " + params.name(),
                        params.client().script("ctl mon remove " + ShellWords.quote(params.name()) + " >/dev/null\n"),
                        List.of(after)));
    }
}
