package play.modules.docker;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What a container is to be like: an option for each parameter that a task gives. */
final class ContainerWish {
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private final DockerContainerModule.Params params;
    private final List<ContainerOption> options = new ArrayList<>();

    private ContainerWish(DockerContainerModule.Params params) {
        this.params = params;
    }

    static List<ContainerOption> of(DockerContainerModule.Params params) {
        ContainerWish wish = new ContainerWish(params);
        wish.own();
        wish.networking(params.networking());
        wish.limits(params.limits());
        wish.settings(params.settings());
        return wish.options;
    }

    private void own() {
        params.env()
                .ifPresent(env -> options.add(new ContainerOption(
                        "env",
                        EnvironmentFile.of(env).words(),
                        EnvironmentFile.of(env).texts(),
                        false)));
        map("labels", "--label", params.labels(), "=");
        params.healthcheck().ifPresent(check -> options.addAll(check.options()));
        params.envFile()
                .ifPresent(path ->
                        options.add(new ContainerOption("env_file", List.of("--env-file", path), Set.of(), false)));
        list(
                "exposed_ports",
                "--expose",
                params.exposedPorts(),
                port -> Set.of(port.contains("/") ? port : port + "/tcp"));
        params.entrypoint().ifPresent(words -> {
            // Further words of it come before those of the command.
            String first = words.words().isEmpty() ? "" : words.words().getFirst();
            options.add(ContainerOption.one("entrypoint", List.of("--entrypoint=" + first), line(words)));
        });
    }

    static String line(WordList words) {
        StringBuilder line = new StringBuilder();
        words.words().forEach(word -> line.append(word).append('\n'));
        return line.toString();
    }

    private void networking(ContainerNetworking net) {
        list("published_ports", "--publish", net.publishedPorts(), ContainerWish::ports);
        value("hostname", "--hostname", net.hostname());
        value("domainname", "--domainname", net.domainname());
        list("dns_servers", "--dns", net.dnsServers(), Set::of);
        list("dns_search_domains", "--dns-search", net.dnsSearchDomains(), Set::of);
        list("dns_opts", "--dns-option", net.dnsOpts(), Set::of);
        map("etc_hosts", "--add-host", net.etcHosts(), ":");
        value("network_mode", "--network", net.networkMode());
    }

    private void limits(ContainerLimits limits) {
        size("memory", "--memory", limits.memory());
        size("memory_reservation", "--memory-reservation", limits.memoryReservation());
        size("memory_swap", "--memory-swap", limits.memorySwap());
        size("shm_size", "--shm-size", limits.shmSize());
        limits.cpus()
                .ifPresent(count -> options.add(ContainerOption.one(
                        "cpus",
                        List.of("--cpus", count),
                        String.valueOf(new BigDecimal(count).multiply(NANOS).longValue()))));
        value("cpu_shares", "--cpu-shares", limits.cpuShares().map(String::valueOf));
        value("cpuset_cpus", "--cpuset-cpus", limits.cpusetCpus());
        value("pids_limit", "--pids-limit", limits.pidsLimit().map(String::valueOf));
        value("oom_score_adj", "--oom-score-adj", limits.oomScoreAdj().map(String::valueOf));
        list(
                "ulimits",
                "--ulimit",
                limits.ulimits()
                        .map(all -> all.stream().map(ContainerWish::written).toList()),
                limit -> Set.of(limit.replace('=', ':')));
    }

    /** {@code nofile=1024:4096}: one number is both. */
    private static String written(String limit) {
        String[] parts = limit.split("[:=]");
        return parts[0] + "=" + parts[1] + ":" + (parts.length > 2 ? parts[2] : parts[1]);
    }

    private void settings(ContainerSettings set) {
        value("user", "--user", set.user());
        value("working_dir", "--workdir", set.workingDir());
        list("volumes", "--volume", set.volumes(), place -> Set.of(ContainerAspects.volume(place)));
        list("tmpfs", "--tmpfs", set.tmpfs(), place -> Set.of(place.split(":")[0]));
        list("devices", "--device", set.devices(), ContainerWish::device);
        list("capabilities", "--cap-add", set.capabilities(), cap -> Set.of(ContainerAspects.capability(cap)));
        list("cap_drop", "--cap-drop", set.capDrop(), cap -> Set.of(ContainerAspects.capability(cap)));
        list("security_opts", "--security-opt", set.securityOpts(), Set::of);
        list("groups", "--group-add", set.groups(), Set::of);
        map("sysctls", "--sysctl", set.sysctls(), "=");
        map("log_options", "--log-opt", set.logOptions(), "=");
        value("log_driver", "--log-driver", set.logDriver());
        flag("privileged", "--privileged", set.privileged());
        flag("read_only", "--read-only", set.readOnly());
        flag("init", "--init", set.init());
        flag("tty", "--tty", set.tty());
        flag("interactive", "--interactive", set.interactive());
        flag("auto_remove", "--rm", set.autoRemove());
        value("stop_signal", "--stop-signal", set.stopSignal());
        value("stop_timeout", "--stop-timeout", set.stopTimeout().map(String::valueOf));
        value("ipc_mode", "--ipc", set.ipcMode());
        value("pid_mode", "--pid", set.pidMode());
        value("runtime", "--runtime", set.runtime());
        restart(set);
    }

    private void restart(ContainerSettings set) {
        boolean counts = set.restartPolicy().equals(Optional.of("on-failure"));
        String retries = set.restartRetries()
                .filter(count -> counts)
                .map(count -> ":" + count)
                .orElse("");
        set.restartPolicy()
                .ifPresent(policy -> options.add(
                        ContainerOption.one("restart_policy", List.of("--restart", policy + retries), policy)));
        set.restartRetries()
                .filter(count -> counts)
                .ifPresent(
                        count -> options.add(ContainerOption.one("restart_retries", List.of(), String.valueOf(count))));
    }

    private void value(String name, String option, Optional<String> value) {
        value.ifPresent(text -> options.add(ContainerOption.one(name, List.of(option, text), text)));
    }

    private void size(String name, String option, Optional<String> value) {
        value.ifPresent(text -> {
            String bytes = text.matches("unlimited|-1") ? "-1" : String.valueOf(bytes(text));
            options.add(ContainerOption.one(name, List.of(option, bytes), bytes));
        });
    }

    /** In 1024s. */
    static long bytes(String size) {
        BigDecimal count = new BigDecimal(size.replaceFirst("[A-Za-z]+$", ""));
        String unit = size.replaceFirst("^[0-9.]+", "").toLowerCase(Locale.ROOT);
        int power = unit.isEmpty() ? 0 : "bkmgtp".indexOf(unit.charAt(0));
        return count.multiply(BigDecimal.valueOf(1L << (10 * power))).longValue();
    }

    private void flag(String name, String option, Optional<Boolean> value) {
        value.ifPresent(is -> options.add(ContainerOption.one(name, List.of(option + "=" + is), String.valueOf(is))));
    }

    private void map(String name, String option, Optional<Map<String, String>> values, String sign) {
        values.ifPresent(all -> {
            List<String> words = new ArrayList<>();
            Set<String> wanted = new TreeSet<>();
            all.forEach((key, value) -> {
                words.addAll(List.of(option, key + sign + value));
                wanted.add(key + sign + value);
            });
            options.add(new ContainerOption(name, words, wanted, false));
        });
    }

    private void list(String name, String option, Optional<List<String>> values, Function<String, Set<String>> normal) {
        values.ifPresent(all -> {
            List<String> words = new ArrayList<>();
            Set<String> wanted = new TreeSet<>();
            all.forEach(value -> {
                words.addAll(List.of(option, value));
                wanted.addAll(normal.apply(value));
            });
            options.add(new ContainerOption(name, words, wanted, false));
        });
    }

    private static Set<String> device(String binding) {
        String[] parts = binding.split(":");
        return Set.of(parts[0] + ":" + (parts.length > 1 && parts[1].startsWith("/") ? parts[1] : parts[0]));
    }

    /** Each port of a range for itself. */
    static Set<String> ports(String published) {
        String[] kind = published.split("/");
        String protocol = kind.length > 1 ? kind[1] : "tcp";
        int last = kind[0].lastIndexOf(':');
        String[] inside = kind[0].substring(last + 1).split("-");
        String outside = last < 0 ? "" : kind[0].substring(0, last);
        int split = outside.lastIndexOf(':');
        String address = split < 0 ? "" : outside.substring(0, split).replaceAll("[\\[\\]]", "") + ":";
        String[] host = outside.substring(split + 1).split("-");
        Set<String> all = new TreeSet<>();
        int count = inside.length < 2 ? 1 : Integer.parseInt(inside[1]) - Integer.parseInt(inside[0]) + 1;
        for (int i = 0; i < count; i++) {
            String port = host[0].isEmpty() ? "" : String.valueOf(Integer.parseInt(host[0]) + i);
            String any = address.equals("0.0.0.0:") ? "" : address;
            all.add(any + port + ":" + (Integer.parseInt(inside[0]) + i) + "/" + protocol);
        }
        return all;
    }
}
