package play.modules.ceph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import play.files.WantedAttributes;
import play.files.WantedFile;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.param.Binding;
import play.param.Cidr;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.Meaning;
import play.param.Means;
import play.value.Content;

/** The configuration of a cluster of Ceph, by which daemons and clients find it. */
public final class CephdeployConfModule implements Resource<CephdeployConfModule.Params> {
    public record Params(
            @Doc("Id of the cluster. It never changes.")
            @Matches(value = CephNames.FSID, expected = CephNames.FSID_EXPECTED)
            String fsid,

            @Doc("All monitors.") List<Monitor> monitors,

            @Doc("Network in which daemons and clients meet.")
            Cidr publicNetwork,

            @Doc("Network in which OSDs copy data among themselves, if it is another one.")
            Optional<Cidr> clusterNetwork,

            @Doc("More options, by section: {global: {osd_pool_default_size: 2}}.") @Default("{}")
            Map<String, Map<String, String>> settings,

            @Doc("Path of the file.") @HostPath @Default("/etc/ceph/ceph.conf") @Means(Meaning.ALL_IT_CHANGES)
            String dest) {

        private WantedFile file() {
            return new WantedFile(dest, Content.of(text(this)), WantedAttributes.of("root", 0644));
        }
    }

    private static final String ARGUMENTS = """
        fsid: 0f5c1d6e-7a0b-4a54-9f0e-0c5a6b7c8d9e
        monitors: [{name: a, address: 192.0.2.11}, {name: b, address: 192.0.2.12}]
        public_network: 192.0.2.0/24
        settings: {global: {osd_pool_default_size: '2'}}
        """;

    private static final String RIGHT = """
        mkdir -p /etc/ceph
        cat >/etc/ceph/ceph.conf <<'END'
        [global]
        fsid = 0f5c1d6e-7a0b-4a54-9f0e-0c5a6b7c8d9e
        mon_host = [v2:192.0.2.11:3300,v1:192.0.2.11:6789],[v2:192.0.2.12:3300,v1:192.0.2.12:6789]
        mon_initial_members = a,b
        osd_pool_default_size = 2
        public_network = 192.0.2.0/24
        END
        """;

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "cephdeploy_conf",
            "Writes ceph.conf: the cluster's id, its monitors and networks, and options by section.",
            Params.class,
            new Example("absent", "mkdir -p /etc/ceph", ARGUMENTS),
            new Example("drifted", RIGHT + "sed -i s/192.0.2.12/192.0.2.13/ /etc/ceph/ceph.conf", ARGUMENTS),
            new Example("right", RIGHT, ARGUMENTS));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return params.file().probes();
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        wrong(params.monitors()).forEach(why -> faults.add(new Binding.Fault("monitors", why)));
        for (String option : normal(params).getOrDefault("global", Map.of()).keySet()) {
            if (typed(params).containsKey(option)) {
                faults.add(new Binding.Fault(
                        "settings", "settings has the option " + option + ", for which there is a parameter"));
            }
        }
        return faults;
    }

    private static List<String> wrong(List<Monitor> monitors) {
        if (monitors.isEmpty()) {
            return List.of("monitors is empty: the cluster could not be found without one");
        }
        Set<String> seen = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        for (Monitor monitor : monitors) {
            Stream.of(monitor.name(), monitor.address())
                    .filter(word -> !seen.add(word))
                    .forEach(word -> wrong.add("two monitors are called " + word + ", or have that address"));
            CephNames.refusesAddress(monitor).ifPresent(wrong::add);
        }
        return wrong;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return params.file().plan(known);
    }

    private static Map<String, String> typed(Params params) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("fsid", params.fsid());
        options.put(
                "mon_initial_members",
                params.monitors().stream().map(Monitor::name).collect(Collectors.joining(",")));
        options.put(
                "mon_host",
                params.monitors().stream()
                        .map(monitor -> CephNames.endpoints(monitor.address()))
                        .collect(Collectors.joining(",")));
        options.put("public_network", params.publicNetwork().toString());
        params.clusterNetwork().ifPresent(network -> options.put("cluster_network", network.toString()));
        return options;
    }

    /** Ceph takes blanks, dashes and underscores in names of options for the same. */
    private static Map<String, Map<String, String>> normal(Params params) {
        Map<String, Map<String, String>> sections = new TreeMap<>();
        params.settings()
                .forEach((section, options) ->
                        options.forEach((name, value) -> sections.computeIfAbsent(section, key -> new TreeMap<>())
                                .put(name.strip().replaceAll("[ -]+", "_"), value)));
        return sections;
    }

    /** Sorted, so that the order in which things were written makes no difference. */
    private static String text(Params params) {
        Map<String, Map<String, String>> sections = normal(params);
        Map<String, String> global = new TreeMap<>(sections.getOrDefault("global", Map.of()));
        global.putAll(typed(params));
        List<String> lines = new ArrayList<>();
        section("global", global, lines);
        sections.forEach((name, options) -> {
            if (!name.equals("global")) {
                section(name, options, lines);
            }
        });
        return String.join("\n", lines) + "\n";
    }

    private static void section(String name, Map<String, String> options, List<String> lines) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add("[" + name + "]");
        options.forEach((option, value) -> lines.add(option + " = " + value));
    }
}
