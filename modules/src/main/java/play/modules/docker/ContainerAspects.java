package play.modules.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import play.value.Bytes;

/** What a container is like, by the names of parameters, from what docker or podman tells of it. */
final class ContainerAspects {
    private static final String ENVIRONMENT = "env";
    private static final int DIGITS = 16;

    private final SortedMap<String, SortedSet<String>> all = new TreeMap<>();

    private ContainerAspects() {}

    /**
     * What a container is like.
     *
     * @param values of parameters, by their names
     */
    record Held(SortedMap<String, SortedSet<String>> values) {
        Held {
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        }

        Set<String> of(String parameter) {
            return values.getOrDefault(parameter, Collections.emptySortedSet());
        }

        /** Of an environment only a digest, as of a file with secrets: a change of it is to be seen. */
        @Override
        public String toString() {
            SortedMap<String, Object> shown = new TreeMap<>(values);
            if (values.containsKey(ENVIRONMENT)) {
                String all = String.join("\n", of(ENVIRONMENT));
                shown.put(ENVIRONMENT, Bytes.of(all).hex("SHA-256").substring(0, DIGITS));
            }
            return shown.toString();
        }
    }

    static Held of(JsonNode told) {
        ContainerAspects aspects = new ContainerAspects();
        aspects.config(told.path("Config"));
        aspects.host(told.path("HostConfig"));
        aspects.ports(told.path("HostConfig").path("PortBindings"));
        told.path("NetworkSettings")
                .path("Networks")
                .fieldNames()
                .forEachRemaining(name -> aspects.add("networks", name));
        return new Held(aspects.all);
    }

    private void add(String name, String value) {
        all.computeIfAbsent(name, key -> new TreeSet<>()).add(value);
    }

    /** One value, unless nothing is told. */
    private void one(String name, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull()) {
            add(name, value.asText());
        }
    }

    private void each(String name, JsonNode values) {
        values.forEach(value -> add(name, value.asText()));
    }

    private void pairs(String name, JsonNode mapping) {
        DockerThings.texts(mapping).forEach((key, value) -> add(name, key + "=" + value));
    }

    private void words(String name, JsonNode words) {
        if (words.isArray()) {
            StringBuilder line = new StringBuilder();
            words.forEach(word -> line.append(word.asText()).append('\n'));
            add(name, line.toString());
        } else if (words.isTextual()) {
            add(name, words.asText().isEmpty() ? "" : words.asText().replace(' ', '\n') + "\n");
        }
    }

    private void config(JsonNode config) {
        words("command", config.path("Cmd"));
        words("entrypoint", config.path("Entrypoint"));
        each(ENVIRONMENT, config.path("Env"));
        pairs("labels", config.path("Labels"));
        config.path("ExposedPorts").fieldNames().forEachRemaining(port -> add("exposed_ports", port));
        health(config.path("Healthcheck"));
        one("user", config.path("User"));
        one("working_dir", config.path("WorkingDir"));
        one("hostname", config.path("Hostname"));
        one("domainname", config.path("Domainname"));
        one("tty", config.path("Tty"));
        one("interactive", config.path("OpenStdin"));
        one("stop_signal", config.path("StopSignal"));
        one("stop_timeout", config.path("StopTimeout"));
    }

    private void health(JsonNode check) {
        words("healthcheck", check.path("Test"));
        one("healthcheck-interval", check.path("Interval"));
        one("healthcheck-timeout", check.path("Timeout"));
        one("healthcheck-start-period", check.path("StartPeriod"));
        one("healthcheck-retries", check.path("Retries"));
    }

    private void host(JsonNode host) {
        for (String[] names : new String[][] {
            {"privileged", "Privileged"},
            {"read_only", "ReadonlyRootfs"},
            {"init", "Init"},
            {"auto_remove", "AutoRemove"},
            {"ipc_mode", "IpcMode"},
            {"pid_mode", "PidMode"},
            {"runtime", "Runtime"},
            {"network_mode", "NetworkMode"},
            {"memory", "Memory"},
            {"memory_reservation", "MemoryReservation"},
            {"memory_swap", "MemorySwap"},
            {"shm_size", "ShmSize"},
            {"cpus", "NanoCpus"},
            {"cpu_shares", "CpuShares"},
            {"cpuset_cpus", "CpusetCpus"},
            {"pids_limit", "PidsLimit"},
            {"oom_score_adj", "OomScoreAdj"}
        }) {
            one(names[0], host.path(names[1]));
        }
        each("dns_servers", host.path("Dns"));
        each("dns_search_domains", host.path("DnsSearch"));
        each("dns_opts", host.path("DnsOptions"));
        each("etc_hosts", host.path("ExtraHosts"));
        each("security_opts", host.path("SecurityOpt"));
        each("groups", host.path("GroupAdd"));
        host.path("CapAdd").forEach(cap -> add("capabilities", capability(cap.asText())));
        host.path("CapDrop").forEach(cap -> add("cap_drop", capability(cap.asText())));
        host.path("Binds").forEach(bind -> add("volumes", volume(bind.asText())));
        host.path("Tmpfs").fieldNames().forEachRemaining(path -> add("tmpfs", path));
        pairs("sysctls", host.path("Sysctls"));
        pairs("log_options", host.path("LogConfig").path("Config"));
        one("log_driver", host.path("LogConfig").path("Type"));
        String policy = host.path("RestartPolicy").path("Name").asText();
        add("restart_policy", policy.isEmpty() ? "no" : policy);
        one("restart_retries", host.path("RestartPolicy").path("MaximumRetryCount"));
        host.path("Ulimits").forEach(limit -> add("ulimits", limit(limit)));
        host.path("Devices")
                .forEach(device -> add(
                        "devices",
                        device.path("PathOnHost").asText() + ":"
                                + device.path("PathInContainer").asText()));
    }

    /** {@code nofile:1024:4096}; podman has the kernel's names. */
    private static String limit(JsonNode limit) {
        String name = limit.path("Name").asText().toLowerCase(Locale.ROOT).replaceFirst("^rlimit_", "");
        return name + ":" + limit.path("Soft").asText() + ":"
                + limit.path("Hard").asText();
    }

    static String capability(String name) {
        return name.toUpperCase(Locale.ROOT).replaceFirst("^CAP_", "");
    }

    /** A place with whether it can be written; how else it is mounted is left out. */
    static String volume(String bind) {
        String[] parts = bind.split(":");
        boolean only = parts.length > 2 && (("," + parts[2] + ",").contains(",ro,"));
        return parts.length == 1 ? bind : parts[0] + ":" + parts[1] + (only ? ":ro" : ":rw");
    }

    /** {@code 127.0.0.1:8080:80/tcp}; without an address where all are meant. */
    private void ports(JsonNode bindings) {
        bindings.properties()
                .forEach(entry -> entry.getValue().forEach(binding -> {
                    String address = binding.path("HostIp").asText();
                    String host =
                            address.isEmpty() || address.equals("0.0.0.0") || address.equals("::") ? "" : address + ":";
                    add("published_ports", host + binding.path("HostPort").asText() + ":" + entry.getKey());
                }));
    }
}
