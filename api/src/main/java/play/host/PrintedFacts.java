package play.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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

    private final Map<String, String> lines = new HashMap<>();
    private final List<String[]> addresses = new ArrayList<>();
    private final List<String[]> disks = new ArrayList<>();

    PrintedFacts(String text) {
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (line.matches("address=\\S+ \\S+ [0-9A-Fa-f.:]+(/[0-9]+)? \\S+")) {
                addresses.add(line.substring(8).split(" "));
            } else if (line.matches("disk=\\S+ \\S* [0-9]{1,15} [0-9]{1,15} /.*")) {
                disks.add(line.substring(5).split(" ", 5));
            } else if (equals > 0) {
                lines.put(line.substring(0, equals), line.substring(equals + 1).replaceAll("^\"|\"$", ""));
            }
        });
    }

    Map<String, @Nullable Object> facts() {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        machine(facts);
        distribution(facts);
        size(facts);
        network(facts);
        return facts;
    }

    private void machine(Map<String, @Nullable Object> facts) {
        String machine = line("machine");
        String fqdn = line("fqdn");
        facts.put("system", line("system"));
        facts.put("kernel", line("kernel"));
        facts.put("machine", machine);
        facts.put("architecture", ARCHITECTURES.getOrDefault(machine, machine));
        facts.put("nodename", line("nodename"));
        facts.put("hostname", beforeDot(line("nodename")));
        facts.put("fqdn", fqdn);
        facts.put("domain", fqdn.contains(".") ? fqdn.substring(fqdn.indexOf('.') + 1) : "");
        facts.put("service_mgr", line("init"));
        facts.put("cgroup_version", number("cgroup"));
        facts.put("pkg_mgr", line("pkg").equals("apt-get") ? "apt" : line("pkg"));
        facts.put("user_id", line("user"));
        facts.put("machine_id", line("machine_id"));
        facts.put("product_uuid", line("product_uuid"));
        facts.put("date_time", dateTime(line("date").split(" ")));
        facts.put("selinux_mode", selinux());
    }

    /** All of it text, as in Ansible; {@code iso8601} in UTC, the other parts in the host's time zone. */
    private static Map<String, Object> dateTime(String[] date) {
        if (date.length < 11 || !date[0].matches("[0-9]{1,11}")) {
            return Map.of();
        }
        Map<String, Object> now = new LinkedHashMap<>();
        now.put("epoch", date[0]);
        now.put("iso8601", Instant.ofEpochSecond(Long.parseLong(date[0])).toString());
        now.put("date", String.join("-", date[1], date[2], date[3]));
        now.put("time", String.join(":", date[4], date[5], date[6]));
        List<String> parts = List.of(
                "year", "month", "day", "hour", "minute", "second", "tz", "tz_offset", "weekday", "weekday_number");
        for (int i = 0; i < parts.size(); i++) {
            now.put(parts.get(i), date[i + 1]);
        }
        return now;
    }

    private String selinux() {
        return switch (line("selinux")) {
            case "1" -> "enforcing";
            case "0" -> "permissive";
            default -> "disabled";
        };
    }

    private void distribution(Map<String, @Nullable Object> facts) {
        String id = line("os_ID");
        String version = version(id);
        facts.put("os_family", family(id));
        facts.put("distribution", id.isEmpty() ? "" : distributionName(id));
        facts.put("distribution_version", version);
        facts.put("distribution_major_version", beforeDot(version));
        facts.put("distribution_release", line("os_VERSION_CODENAME"));
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

    private void size(Map<String, @Nullable Object> facts) {
        facts.put("memtotal_mb", number("MemTotal") / 1024);
        facts.put("memfree_mb", number("MemFree") / 1024);
        facts.put("swaptotal_mb", number("SwapTotal") / 1024);
        facts.put("processor_vcpus", number("vcpus"));
        facts.put("processor_nproc", number("nproc"));
        facts.put("mounts", disks.stream().map(PrintedFacts::mount).toList());
    }

    /**
     * What has a device, as in Ansible. Sizes in bytes; what is available is what is left for users other than root.
     */
    private static Map<String, Object> mount(String[] disk) {
        Map<String, Object> mount = new LinkedHashMap<>();
        mount.put("device", disk[0]);
        mount.put("fstype", disk[1]);
        mount.put("mount", disk[4]);
        mount.put("size_total", Long.parseLong(disk[2]) * 1024);
        mount.put("size_available", Long.parseLong(disk[3]) * 1024);
        return mount;
    }

    private void network(Map<String, @Nullable Object> facts) {
        facts.put("interfaces", addresses.stream().map(a -> a[0]).distinct().toList());
        facts.put("all_ipv4_addresses", global("inet"));
        facts.put("all_ipv6_addresses", global("inet6"));
        facts.put("default_ipv4", defaultRoute());
    }

    private List<String> global(String family) {
        return addresses.stream()
                .filter(a -> a[1].equals(family) && !a[3].equals("host"))
                .map(a -> a[2].split("/")[0])
                .toList();
    }

    /** As Ansible has it: empty where there is no default route. */
    private Map<String, Object> defaultRoute() {
        List<String> words = List.of(line("route").split(" "));
        int dev = words.indexOf("dev");
        int via = words.indexOf("via");
        if (dev < 0 || dev + 1 >= words.size()) {
            return Map.of();
        }
        String device = words.get(dev + 1);
        Map<String, Object> route = new LinkedHashMap<>();
        route.put("interface", device);
        route.put("gateway", via < 0 || via + 1 >= words.size() ? "" : words.get(via + 1));
        addresses.stream()
                .filter(a -> a[0].equals(device) && a[1].equals("inet"))
                .findFirst()
                .ifPresent(a -> route.put("address", a[2].split("/")[0]));
        route.put("mtu", number("mtu_" + device));
        return route;
    }

    private static String beforeDot(String text) {
        int dot = text.indexOf('.');
        return dot < 0 ? text : text.substring(0, dot);
    }

    private String line(String name) {
        return lines.getOrDefault(name, "");
    }

    private long number(String name) {
        String text = line(name);
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }
}
