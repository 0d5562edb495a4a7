package play.modules.kubernetes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which versions of programs of a cluster may run beside each other, and so whether a cluster may be upgraded: the
 * version skew policy of Kubernetes, and what etcd says of its upgrades.
 *
 * @param running all processes of the cluster
 * @param kubernetes the version that is wanted
 * @param etcd likewise; empty leaves etcd as it is
 */
record VersionSkew(List<Running> running, ProgramVersion kubernetes, Optional<ProgramVersion> etcd) {
    private static final String API_SERVER = "kube-apiserver";
    private static final String ETCD = "etcd";

    /** Before it, members that were removed from a cluster of 3.5 are there again in 3.6. */
    private static final ProgramVersion BEFORE_ETCD_3_6 = new ProgramVersion(3, 5, 26, "");

    private static final int NODE_SKEW = 3;
    private static final int NAMED = 5;

    /** A process. */
    record Running(String host, String program, ProgramVersion version) {}

    /** A program in one version, with the hosts where it runs. */
    record Spread(String program, ProgramVersion version, List<String> hosts) {
        @Override
        public String toString() {
            return program + " of " + String.join(", ", hosts.subList(0, Math.min(NAMED, hosts.size())))
                    + (hosts.size() > NAMED ? " and " + (hosts.size() - NAMED) + " more" : "") + " is " + version;
        }

        boolean isOfNode() {
            return program.equals("kubelet") || program.equals("kube-proxy");
        }

        int mostMinors() {
            return isOfNode() ? NODE_SKEW : 1;
        }
    }

    /** Why the cluster may not be upgraded; none where it may. */
    List<String> refusals() {
        List<String> refusals = new ArrayList<>();
        for (Spread spread : spread(running.stream())) {
            wanted(spread.program()).ifPresent(wanted -> refuse(spread, wanted, refusals));
        }
        oldestApiServer().ifPresent(oldest -> {
            betweenApiServers(oldest, refusals);
            besideApiServers(oldest, refusals);
        });
        if (etcd.filter(wanted -> wanted.series().equals("3.6")).isPresent()) {
            beforeEtcd36(refusals);
        }
        return refusals;
    }

    /** What has another version than the one that is wanted. */
    List<Spread> outdated() {
        return spread(running.stream()
                .filter(process ->
                        wanted(process.program()).stream().anyMatch(wanted -> !wanted.equals(process.version()))));
    }

    private static List<Spread> spread(Stream<Running> processes) {
        Map<String, Spread> spreads = new LinkedHashMap<>();
        processes
                .sorted(Comparator.comparing(Running::version))
                .forEach(process -> spreads.computeIfAbsent(
                                process.program() + " " + process.version(),
                                key -> new Spread(process.program(), process.version(), new ArrayList<>()))
                        .hosts()
                        .add(process.host()));
        return List.copyOf(spreads.values());
    }

    private Optional<ProgramVersion> wanted(String program) {
        return program.equals(ETCD) ? etcd : Optional.of(kubernetes);
    }

    private Stream<Running> apiServers() {
        return running.stream().filter(process -> process.program().equals(API_SERVER));
    }

    private Optional<Running> oldestApiServer() {
        return apiServers().min(Comparator.comparing(Running::version));
    }

    private static void refuse(Spread spread, ProgramVersion wanted, List<String> refusals) {
        int minors = wanted.minorsAfter(spread.version());
        if (wanted.compareTo(spread.version()) < 0) {
            refusals.add(spread + ", and " + wanted + " is older: no program is taken back to an older version");
        } else if (wanted.major() != spread.version().major()) {
            refusals.add(spread + ", and " + wanted + " is another major version");
        } else if (minors > spread.mostMinors()) {
            String first = spread.isOfNode()
                    ? "a node may be at most " + NODE_SKEW + " behind the API servers; upgrade it to " + wanted.major()
                            + "." + (wanted.minor() - NODE_SKEW) + " or newer first"
                    : "upgrade by one minor version at a time, to " + next(spread.version()) + " first";
            refusals.add(spread + ", and " + wanted + " is " + minors + " minor versions newer: " + first);
        }
    }

    private static String next(ProgramVersion version) {
        return version.major() + "." + (version.minor() + 1);
    }

    private void betweenApiServers(Running oldest, List<String> refusals) {
        spread(apiServers().filter(server -> server.version().minorsAfter(oldest.version()) > 1))
                .forEach(newer -> refusals.add(newer + ", and that of " + oldest.host() + " is " + oldest.version()
                        + ": API servers may be one minor version apart; bring the older one to "
                        + next(oldest.version()) + " first"));
    }

    /**
     * While API servers of two versions serve, nodes may be as new as the oldest. What else asks an API server asks
     * that of its host.
     */
    private void besideApiServers(Running oldest, List<String> refusals) {
        Map<Running, List<Running>> newer = new LinkedHashMap<>();
        running.stream()
                .filter(process -> !process.program().equals(ETCD))
                .forEach(process -> Optional.of(serverOf(process).orElse(oldest))
                        .filter(server -> process.version().minorsAfter(server.version()) > 0)
                        .filter(server -> !process.program().equals(API_SERVER))
                        .ifPresent(server -> newer.computeIfAbsent(server, key -> new ArrayList<>())
                                .add(process)));
        newer.forEach((server, processes) -> spread(processes.stream())
                .forEach(spread -> refusals.add(spread + ", and the API server of " + server.host() + " is "
                        + server.version() + ": "
                        + (spread.isOfNode()
                                ? "a node may not be newer than the oldest API server"
                                : "what asks an API server may not be newer than it")
                        + "; upgrade that first")));
    }

    private Optional<Running> serverOf(Running process) {
        return process.program().startsWith("kube-controller")
                        || process.program().equals("kube-scheduler")
                ? apiServers()
                        .filter(server -> server.host().equals(process.host()))
                        .findFirst()
                : Optional.empty();
    }

    private void beforeEtcd36(List<String> refusals) {
        spread(running.stream()
                        .filter(process -> process.program().equals(ETCD))
                        .filter(member -> member.version().series().equals(BEFORE_ETCD_3_6.series()))
                        .filter(member -> member.version().compareTo(BEFORE_ETCD_3_6) < 0))
                .forEach(member -> refusals.add(member + ": etcd 3.6 follows on " + BEFORE_ETCD_3_6
                        + " or newer; upgrade to the last version of 3.5 first"));
    }
}
