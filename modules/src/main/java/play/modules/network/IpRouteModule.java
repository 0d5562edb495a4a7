package play.modules.network;

import java.util.List;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.modules.remains.Remains;
import play.modules.remains.Removal;
import play.modules.remains.Search;
import play.param.Cidr;
import play.param.Doc;

/** Takes the routes to a block of addresses off a host. */
public final class IpRouteModule implements Resource<IpRouteModule.Params> {
    public record Params(
            @Doc("The block of addresses, such as 10.244.0.0/16: routes that lead to it or to a part of it are meant.")
            Cidr within,

            @Doc("absent: they are not to be there.") Removal.State state) {}

    private static final Search ROUTES = new Search(
            "routes to", "case $1 in *:*) f=-6 ;; *) f=-4 ;; esac\nip \"$f\" route show table main root \"$1\"\n");

    private static final String ABSENT = "within: 10.244.0.0/16\nstate: absent\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "ip_route",
            "Removes the routes to a block of addresses.",
            Params.class,
            new Example("absent, which is right", "", ABSENT),
            new Example("drifted", "ip route add blackhole 10.244.1.0/24; ip route add 10.244.2.0/24 dev lo", ABSENT),
            new Example("right: others lead elsewhere", "ip route add blackhole 10.250.0.0/16", ABSENT));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    private static StateKey<Remains> routes(Params params) {
        return ROUTES.key(params.within().address() + "/" + params.within().prefix());
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(routes(params));
    }

    /** What `ip route show` tells of a route, `ip route delete` takes; states of its link alone it does not know. */
    @Override
    public Plan plan(Params params, Knowledge known) {
        String family = params.within().address().contains(":") ? "-6" : "-4";
        return Removal.of(
                routes(params),
                "routes to " + routes(params).id(),
                known,
                found -> "while read -r route; do ip " + family + " route delete $route || exit 1; done <<'END'\n"
                        + String.join(
                                "\n",
                                found.stream().map(IpRouteModule::withoutState).toList()) + "\nEND\n");
    }

    private static String withoutState(String route) {
        return route.replaceAll(" (linkdown|dead|offload|pervasive)\\b", "");
    }
}
