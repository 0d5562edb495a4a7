package play.modules.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import play.value.Foreseen;

/** What a network is to be like. */
record NetworkWish(DockerNetworkModule.Params params) {
    private List<DockerNetworkModule.Ipam> ipam() {
        return params.ipamConfig().orElse(List.of());
    }

    /** Whether one that is there is otherwise, in what the task says. */
    boolean isOther(DockerNetwork now) {
        return !now.driver().equals(params.driver())
                || !now.options().entrySet().containsAll(params.driverOptions().entrySet())
                || !now.labels().entrySet().containsAll(params.labels().entrySet())
                || differs(params.internal(), now.internal())
                || differs(params.enableIpv6(), now.ipv6())
                || differs(params.attachable(), now.attachable())
                || ipam().stream().anyMatch(one -> !has(now, one));
    }

    private static boolean differs(Optional<Boolean> wanted, Foreseen<Boolean> now) {
        return wanted.filter(flag -> now.is(!flag)).isPresent();
    }

    private static boolean has(DockerNetwork now, DockerNetworkModule.Ipam wanted) {
        return !(now.subnets() instanceof Foreseen.Exactly<List<DockerNetwork.Subnet>>(var subnets))
                || subnets.stream()
                        .anyMatch(one -> agrees(wanted.subnet(), one.subnet())
                                && agrees(wanted.gateway(), one.gateway())
                                && (one.range().isEmpty() || agrees(wanted.iprange(), one.range())));
    }

    private static boolean agrees(Optional<String> wanted, String there) {
        return wanted.filter(text -> !text.equalsIgnoreCase(there)).isEmpty();
    }

    /** The words with which it is made. */
    List<String> words() {
        List<String> words = new ArrayList<>(List.of("network", "create", "--driver", params.driver()));
        options(words, "--opt", params.driverOptions());
        options(words, "--label", params.labels());
        params.ipamDriver().ifPresent(name -> words.addAll(List.of("--ipam-driver", name)));
        options(words, "--ipam-opt", params.ipamDriverOptions().orElse(Map.of()));
        for (DockerNetworkModule.Ipam one : ipam()) {
            one.subnet().ifPresent(text -> words.addAll(List.of("--subnet", text)));
            one.iprange().ifPresent(text -> words.addAll(List.of("--ip-range", text)));
            one.gateway().ifPresent(text -> words.addAll(List.of("--gateway", text)));
            options(words, "--aux-address", one.auxAddresses().orElse(Map.of()));
        }
        flag(words, "--internal", params.internal());
        flag(words, "--ipv6", params.enableIpv6());
        flag(words, "--attachable", params.attachable());
        params.scope().ifPresent(text -> words.addAll(List.of("--scope", text)));
        words.add(params.name());
        return words;
    }

    private static void options(List<String> words, String option, Map<String, String> values) {
        values.forEach((name, value) -> words.addAll(List.of(option, name + "=" + value)));
    }

    private static void flag(List<String> words, String option, Optional<Boolean> wanted) {
        wanted.filter(flag -> flag).ifPresent(flag -> words.add(option));
    }

    /** A new one with these containers. */
    DockerNetwork made(SortedSet<String> members) {
        return new DockerNetwork(
                true,
                params.driver(),
                new TreeMap<>(params.driverOptions()),
                new TreeMap<>(params.labels()),
                new Foreseen.Later<>("docker or podman chooses what the task leaves open"),
                exactly(params.internal()),
                exactly(params.enableIpv6()),
                exactly(params.attachable()),
                members,
                new Foreseen.Later<>("it is told after the run"));
    }

    private static Foreseen<Boolean> exactly(Optional<Boolean> wanted) {
        return wanted.<Foreseen<Boolean>>map(Foreseen.Exactly::new)
                .orElseGet(() -> new Foreseen.Later<>("settings of docker decide"));
    }
}
