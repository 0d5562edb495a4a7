package play.modules.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Query;
import play.param.Doc;

/** The ports at which a host listens, and who does. */
public final class ListenPortsFactsModule implements Query<ListenPortsFactsModule.Params> {
    public record Params() {}

    record Result(
            @Doc("The ports; the host has them as variables from here on.")
            Facts ansibleFacts) {
        record Facts(
                @Doc("Ports of TCP.") List<Socket> tcpListen,
                @Doc("Ports of UDP.") List<Socket> udpListen) {}

        record Socket(
                @Doc("tcp or udp.") String protocol,
                @Doc("Address that is listened on.") String address,
                @Doc("The port.") int port,
                @Doc("Name of the process.") String name,
                @Doc("Number of the process.") long pid) {}
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "listen_ports_facts",
                    "Lists the ports on which a host listens, as facts.",
                    Params.class,
                    new Example("all", "", "{}\n"))
            .alias("community.general.listen_ports_facts")
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public Optional<Set<String>> facts(Function<String, Optional<String>> written) {
        return Optional.of(Set.of("tcp_listen", "udp_listen"));
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
            return Answer.Found.ofFacts(facts);
        });
    }
}
