package play.modules.docker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;
import play.param.NoEffect;

/** How a container is reached, and what it reaches. */
public record ContainerNetworking(
        @Doc("Ports of the host that lead to it, as the client takes them: 8080:80, 127.0.0.1:8443:443/tcp.")
        @Alias("ports")
        @Matches(
                value = "((\\[[0-9a-fA-F:]+]|[0-9.]+):)?([0-9]+(-[0-9]+)?:)?[0-9]+(-[0-9]+)?(/(tcp|udp|sctp))?",
                expected = "ports such as 8080:80")
        Optional<List<String>> publishedPorts,

        @Doc("Networks that it is in. It stays in others, too.")
        Optional<List<Membership>> networks,

        @Doc("Kind of its network: bridge, host, none, container:NAME or a network's name. Without, the first of"
                + " 'networks'.")
        Optional<String> networkMode,

        @Doc("Whether it is in 'networks' alone, and not in the default one.")
        @NoEffect("It is, as with the client. Leave it out.")
        @Default("true")
        boolean networksCliCompatible,

        @Doc("Its host name.") Optional<String> hostname,
        @Doc("Its domain.") Optional<String> domainname,
        @Doc("Name servers.") Optional<List<String>> dnsServers,
        @Doc("Domains that short names are looked for in.") Optional<List<String>> dnsSearchDomains,
        @Doc("Options of its resolver.") Optional<List<String>> dnsOpts,

        @Doc("Addresses of hosts by their names, for its /etc/hosts.")
        Optional<Map<String, String>> etcHosts) {
    /** A network, and how a container is known in it. */
    public record Membership(
            @Doc("Name of the network.") String name,
            @Doc("Names that it has there beside its own.") Optional<List<String>> aliases,
            @Doc("Its address.") Optional<String> ipv4Address,
            @Doc("Its address for IPv6.") Optional<String> ipv6Address) {}

    List<Membership> memberships() {
        return networks.orElse(List.of());
    }
}
