package play.host;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts from the lines {@code name=value} that a host printed. */
final class PrintedFacts {
    private static final Map<String, String> FAMILIES = Map.ofEntries(
            Map.entry("debian", "Debian"),
            Map.entry("ubuntu", "Debian"),
            Map.entry("raspbian", "Debian"),
            Map.entry("rhel", "RedHat"),
            Map.entry("centos", "RedHat"),
            Map.entry("fedora", "RedHat"),
            Map.entry("rocky", "RedHat"),
            Map.entry("almalinux", "RedHat"),
            Map.entry("ol", "RedHat"),
            Map.entry("amzn", "RedHat"),
            Map.entry("openeuler", "RedHat"),
            Map.entry("alpine", "Alpine"),
            Map.entry("arch", "Archlinux"),
            Map.entry("opensuse-leap", "Suse"),
            Map.entry("sles", "Suse"));

    private static final Map<String, String> ARCHITECTURES =
            Map.of("amd64", "x86_64", "arm64", "aarch64", "i686", "i386");

    private final FactLines lines;

    PrintedFacts(String text) {
        lines = FactLines.of(text);
    }

    Map<String, @Nullable Object> facts() {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        machine(facts);
        distribution(facts);
        DiskLinks links = DiskLinks.of(lines);
        new MountFacts(lines, links).addTo(facts);
        new DeviceFacts(lines, links).addTo(facts);
        new AccountFacts(lines).addTo(facts);
        HardwareFacts hardware = new HardwareFacts(lines);
        hardware.addTo(facts);
        hardware.load(facts);
        new VirtualizationFacts(lines).addTo(facts);
        new SystemFacts(lines).addTo(facts);
        new NetworkFacts(lines).addTo(facts);
        return facts;
    }

    private void machine(Map<String, @Nullable Object> facts) {
        String machine = line("machine");
        String fqdn = line("fqdn");
        facts.put("system", line("system"));
        facts.put("kernel", line("kernel"));
        facts.put("kernel_version", line("kernel_version"));
        facts.put("machine", machine);
        facts.put("userspace_bits", line("bits"));
        facts.put("userspace_architecture", line("bits").equals("32") && machine.equals("x86_64") ? "i386" : machine);
        facts.put("architecture", ARCHITECTURES.getOrDefault(machine, machine));
        facts.put("nodename", line("nodename"));
        facts.put("hostname", beforeDot(line("nodename")));
        facts.put("fqdn", fqdn);
        facts.put("domain", fqdn.contains(".") ? fqdn.substring(fqdn.indexOf('.') + 1) : "");
        facts.put("service_mgr", line("init"));
        facts.put("cgroup_version", lines.number("cgroup"));
        facts.put("pkg_mgr", line("pkg").equals("apt-get") ? "apt" : line("pkg"));
        facts.put("machine_id", line("machine_id"));
        facts.put("date_time", TimeFacts.of(lines).all());
    }

    private void distribution(Map<String, @Nullable Object> facts) {
        String id = line("os_ID");
        String version = version(id);
        facts.put("os_family", family(id));
        facts.put("distribution", id.isEmpty() ? "" : distributionName(id));
        facts.put("distribution_version", version);
        facts.put("distribution_major_version", beforeDot(version));
        facts.put("distribution_release", line("os_VERSION_CODENAME"));
        if (version.contains(".")) {
            facts.put("distribution_minor_version", version.split("\\.", 3)[1]);
        }
        facts.putAll(file(family(id)));
    }

    /** The file that Ansible would take these from. */
    private static Map<String, Object> file(String family) {
        String path = switch (family) {
            case "RedHat" -> "/etc/redhat-release";
            case "Alpine" -> "/etc/alpine-release";
            case "Archlinux" -> "/etc/arch-release";
            default -> "/etc/os-release";
        };
        return Map.of(
                "distribution_file_path",
                path,
                "distribution_file_variety",
                family.equals("Suse") ? "SUSE" : family,
                "distribution_file_parsed",
                true);
    }

    /** As in Ansible: Debian's os-release leaves out the point release. */
    private String version(String id) {
        String exact = line("debian_version");
        return id.equals("debian") && exact.matches("[0-9]+(\\.[0-9]+)*") ? exact : line("os_VERSION_ID");
    }

    private String family(String id) {
        if (FAMILIES.containsKey(id)) {
            return FAMILIES.get(id);
        }
        for (String like : line("os_ID_LIKE").split(" ")) {
            if (FAMILIES.containsKey(like)) {
                return FAMILIES.get(like);
            }
        }
        return line("os_NAME");
    }

    private static String distributionName(String id) {
        return switch (id) {
            case "rhel" -> "RedHat";
            case "centos" -> "CentOS";
            case "almalinux" -> "AlmaLinux";
            case "ol" -> "OracleLinux";
            case "amzn" -> "Amazon";
            case "openeuler" -> "openEuler";
            default -> id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1);
        };
    }

    private static String beforeDot(String text) {
        int dot = text.indexOf('.');
        return dot < 0 ? text : text.substring(0, dot);
    }

    private String line(String name) {
        return lines.text(name);
    }
}
