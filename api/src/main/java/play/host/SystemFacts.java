package play.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Facts of what is set up on a host: its security, its names of other hosts, its Python, how it was started. */
final class SystemFacts {
    /** What Ansible says where a program that would tell is not there. */
    private static final String NOT_TOLD = "N/A";

    private final FactLines lines;

    SystemFacts(FactLines lines) {
        this.lines = lines;
    }

    void addTo(Map<String, @Nullable Object> facts) {
        facts.put("fips", lines.text("fips").equals("1"));
        facts.put("apparmor", Map.of("status", lines.text("apparmor").isEmpty() ? "disabled" : "enabled"));
        facts.put("selinux", selinux());
        facts.put("selinux_mode", selinuxMode());
        facts.put("lsb", lsb());
        facts.put("dns", dns());
        facts.put("cmdline", startedWith(false));
        facts.put("proc_cmdline", startedWith(true));
        for (String kind : List.of("dsa", "ecdsa", "ed25519", "rsa")) {
            key(kind, facts);
        }
        python(facts);
        facts.put("is_chroot", isChroot());
        capabilities(facts);
        systemd(facts);
        facts.put("hostnqn", lines.text("nqn"));
        facts.put("iscsi_iqn", lines.text("iscsi"));
        facts.put("fibre_channel_wwn", lines.values("fc"));
        facts.put("gather_subset", List.of("all"));
        facts.put("module_setup", true);
    }

    /**
     * Whether the root directory is another than that of the first process; who may not look at that one goes by the
     * inodes of root directories of ext4, XFS and Btrfs.
     */
    private boolean isChroot() {
        List<String> roots = lines.values("root");
        return switch (roots.size()) {
            case 0 -> false;
            case 1 -> !roots.getFirst().matches("[0-9]+:(2|128|256)");
            default -> !roots.getFirst().equals(roots.getLast());
        };
    }

    private void capabilities(Map<String, @Nullable Object> facts) {
        String current = lines.text("caps");
        boolean all = current.equals("=ep");
        facts.put("system_capabilities_enforced", current.isEmpty() ? NOT_TOLD : all ? "False" : "True");
        facts.put(
                "system_capabilities",
                current.isEmpty()
                        ? NOT_TOLD
                        : all
                                ? List.of()
                                : Stream.of(current.substring(current.indexOf('=') + 1)
                                                .split(","))
                                        .map(String::strip)
                                        .toList());
    }

    private void systemd(Map<String, @Nullable Object> facts) {
        lines.whole("systemd")
                .ifPresent(version ->
                        facts.put("systemd", Map.of("version", version, "features", lines.text("features"))));
    }

    private String selinuxMode() {
        return switch (lines.text("selinux")) {
            case "1" -> "enforcing";
            case "0" -> "permissive";
            default -> "disabled";
        };
    }

    private Map<String, Object> selinux() {
        if (lines.text("selinux").isEmpty()) {
            return Map.of("status", "disabled");
        }
        Map<String, Object> selinux = new LinkedHashMap<>();
        selinux.put("status", "enabled");
        selinux.put("mode", selinuxMode());
        selinux.put("policyvers", lines.number("policyvers"));
        selinux.put("config_mode", known(lines.text("selinux_SELINUX")));
        selinux.put("type", known(lines.text("selinux_SELINUXTYPE")));
        return selinux;
    }

    private static String known(String text) {
        return text.isEmpty() ? "unknown" : text;
    }

    /** Empty where the host has nothing that tells it. */
    private Map<String, Object> lsb() {
        Map<String, Object> lsb = new LinkedHashMap<>();
        for (String part : List.of("id", "release", "description", "codename")) {
            String told = lines.text("lsb_" + part);
            if (!told.isEmpty()) {
                lsb.put(part, told);
            }
        }
        if (lsb.get("release") instanceof String release) {
            lsb.put("major_release", release.split("\\.", 2)[0]);
        }
        return lsb;
    }

    private Map<String, Object> dns() {
        Map<String, Object> dns = new LinkedHashMap<>();
        List<String> servers = lines.values("dns_nameserver");
        if (!servers.isEmpty()) {
            dns.put("nameservers", servers.stream().map(String::strip).toList());
        }
        if (!lines.text("dns_domain").isEmpty()) {
            dns.put("domain", lines.text("dns_domain"));
        }
        if (!lines.text("dns_search").isEmpty()) {
            dns.put("search", List.of(lines.text("dns_search").split("\\s+")));
        }
        Map<String, Object> options = new LinkedHashMap<>();
        lines.values("dns_options").stream()
                .flatMap(line -> Stream.of(line.strip().split("\\s+")))
                .map(option -> option.split(":", 2))
                .forEach(option -> options.put(option[0], option.length > 1 ? option[1] : true));
        if (!options.isEmpty()) {
            dns.put("options", options);
        }
        return dns;
    }

    /**
     * Words of the kernel's command line: what stands after {@code =}, or true.
     *
     * @param all whether a word that is there several times has all values, as a list; else the last
     */
    private Map<String, Object> startedWith(boolean all) {
        Map<String, List<Object>> words = new LinkedHashMap<>();
        Stream.of(lines.text("cmdline").split("\\s+"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.split("=", 2))
                .forEach(word -> words.computeIfAbsent(word[0], name -> new ArrayList<>())
                        .add(word.length > 1 ? word[1] : true));
        Map<String, Object> found = new LinkedHashMap<>();
        words.forEach((word, values) -> found.put(word, all && values.size() > 1 ? values : values.getLast()));
        return found;
    }

    private void key(String kind, Map<String, @Nullable Object> facts) {
        String[] key = lines.text("ssh_" + kind).split(" ");
        if (key.length > 1) {
            facts.put("ssh_host_key_" + kind + "_public_keytype", key[0]);
            facts.put("ssh_host_key_" + kind + "_public", key[1]);
        }
    }

    /** Nothing where the host has none; {@code play} needs none. */
    private void python(Map<String, @Nullable Object> facts) {
        String[] told = lines.text("python").split(" ", 6);
        if (told.length < 6 || !Stream.of(told[0], told[1], told[2], told[4]).allMatch(n -> n.matches("[0-9]{1,9}"))) {
            return;
        }
        List<Object> info = Stream.of(told)
                .limit(5)
                .<Object>map(part -> part.matches("[0-9]+") ? (Object) Long.valueOf(part) : part)
                .toList();
        Map<String, Object> version = new LinkedHashMap<>();
        List<String> names = List.of("major", "minor", "micro", "releaselevel", "serial");
        for (int i = 0; i < names.size(); i++) {
            version.put(names.get(i), info.get(i));
        }
        facts.put("python", Map.of("version", version, "version_info", info, "executable", told[5], "type", "cpython"));
        facts.put("python_version", String.join(".", told[0], told[1], told[2]));
    }
}
