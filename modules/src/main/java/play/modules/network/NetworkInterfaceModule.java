package play.modules.network;

import java.util.List;
import play.host.Knowledge;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.modules.remains.Removal;
import play.modules.remains.Search;
import play.param.Doc;
import play.param.Matches;

/** Takes a virtual network interface off a host. */
public final class NetworkInterfaceModule implements Resource<NetworkInterfaceModule.Params> {
    public record Params(
            @Doc("Name of the interface.")
            @Matches(value = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}", expected = "the name of a network interface")
            String name,

            @Doc("absent: it is not to be there. Hardware can't be removed, and the task fails.")
            Removal.State state) {}

    private static final Search INTERFACES =
            new Search("interface", "[ -e \"/sys/class/net/$1\" ] && echo \"$1\"\nreturn 0\n");

    private static final String ABSENT = "name: bridge7\nstate: absent\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "network_interface",
            "Removes a virtual network interface, such as a bridge or a tunnel.",
            Params.class,
            new Example("absent, which is right", "", ABSENT),
            new Example("drifted", "ip link add bridge7 type bridge; ip link set bridge7 up", ABSENT),
            new Example("right: another one is there", "ip link add bridge8 type bridge", ABSENT));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(INTERFACES.key(params.name()));
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Removal.of(
                INTERFACES.key(params.name()),
                "interface " + params.name(),
                known,
                found -> "ip link delete dev " + ShellWords.quote(params.name()) + "\n");
    }
}
