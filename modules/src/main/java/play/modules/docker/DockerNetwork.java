package play.modules.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import play.host.HostState;
import play.host.StateKey;
import play.value.Foreseen;

/**
 * A network of docker or podman.
 *
 * @param members names of the containers in it
 * @param inspected all that is told of it
 */
record DockerNetwork(
        boolean present,
        String driver,
        SortedMap<String, String> options,
        SortedMap<String, String> labels,
        Foreseen<List<Subnet>> subnets,
        Foreseen<Boolean> internal,
        Foreseen<Boolean> ipv6,
        Foreseen<Boolean> attachable,
        SortedSet<String> members,
        Foreseen<Map<String, @Nullable Object>> inspected)
        implements HostState {
    /**
     * Where addresses come from.
     *
     * @param gateway empty where none is told, as the others
     */
    record Subnet(String subnet, String gateway, String range) {}

    private static final Foreseen<Boolean> NO = new Foreseen.Exactly<>(false);

    static final DockerNetwork ABSENT = new DockerNetwork(
            false,
            "",
            new TreeMap<>(),
            new TreeMap<>(),
            new Foreseen.Exactly<>(List.of()),
            NO,
            NO,
            NO,
            new TreeSet<>(),
            new Foreseen.Exactly<>(Map.of()));

    private static final DockerThings.Kind<DockerNetwork> KIND = new DockerThings.Kind<>(
            "network",
            "network",
            "client ps --all --no-trunc --filter \"network=$name\" --format '{{.Names}}' || exit 1",
            DockerNetwork.class,
            ABSENT,
            DockerNetwork::of);

    DockerNetwork {
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        members = Collections.unmodifiableSortedSet(new TreeSet<>(members));
    }

    static StateKey<DockerNetwork> at(DockerAccess access, String name) {
        return new DockerThings<>(KIND, access).key(name);
    }

    private static DockerNetwork of(JsonNode told, List<String> members) {
        return new DockerNetwork(
                true,
                DockerThings.field(told, "Driver", "driver").asText(),
                new TreeMap<>(DockerThings.texts(DockerThings.field(told, "Options", "options"))),
                new TreeMap<>(DockerThings.texts(DockerThings.field(told, "Labels", "labels"))),
                new Foreseen.Exactly<>(subnets(told)),
                flag(told, "Internal", "internal"),
                flag(told, "EnableIPv6", "ipv6_enabled"),
                flag(told, "Attachable", "attachable"),
                new TreeSet<>(members),
                new Foreseen.Exactly<>(DockerThings.plain(told)));
    }

    /** What podman does not tell is not so. */
    private static Foreseen<Boolean> flag(JsonNode told, String docker, String podman) {
        JsonNode flag = DockerThings.field(told, docker, podman);
        return new Foreseen.Exactly<>(flag.asBoolean());
    }

    private static List<Subnet> subnets(JsonNode told) {
        List<Subnet> subnets = new ArrayList<>();
        told.path("IPAM")
                .path("Config")
                .forEach(one -> subnets.add(new Subnet(
                        one.path("Subnet").asText(),
                        one.path("Gateway").asText(),
                        one.path("IPRange").asText())));
        told.path("subnets")
                .forEach(one -> subnets.add(new Subnet(
                        one.path("subnet").asText(), one.path("gateway").asText(), "")));
        return subnets;
    }

    DockerNetwork with(SortedSet<String> others, Foreseen<Map<String, @Nullable Object>> told) {
        return new DockerNetwork(present, driver, options, labels, subnets, internal, ipv6, attachable, others, told);
    }
}
