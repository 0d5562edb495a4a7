package play.modules.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Query;

/** The ports at which a host listens, and who does. */
public final class ListenPortsFactsModule implements Query<ListenPortsFactsModule.Params> {
    public record Params() {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "listen_ports_facts",
                    "Lists the ports on which a host listens; the result has ansible_facts.tcp_listen and"
                            + " ansible_facts.udp_listen, each a list of protocol, address, port, name and pid of the"
                            + " process. They are in the result alone: register it.",
                    Params.class,
                    new Example("all", "", "{}\n"))
            .alias("community.general.listen_ports_facts");

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(ListeningSockets.Family.here());
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        return Answer.on(known.of(ListeningSockets.Family.here()), all -> {
            Map<String, @Nullable Object> facts = new LinkedHashMap<>();
            for (String protocol : List.of("tcp", "udp")) {
                facts.put(
                        protocol + "_listen",
                        all.sockets().stream()
                                .filter(socket -> socket.protocol().equals(protocol))
                                .map(ListeningSockets.Socket::shown)
                                .toList());
            }
            return new Answer.Found(Map.of("ansible_facts", facts));
        });
    }
}
