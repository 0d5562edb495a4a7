package play.lint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.diag.Severity;
import play.playbook.Task;
import play.source.Located;

/** Rules on what is given to {@code command} and {@code shell}. */
final class ShellRules {
    private static final Set<String> SHELLS = Set.of("command", "shell", "raw", "script");
    private static final Pattern PIPE = Pattern.compile("(?<![|\\\\])\\|(?![|&])");
    private static final Pattern FLUSH = Pattern.compile(
            "\\b(?:ip6?tables(?:-legacy|-nft)?\\s+(?:-t\\s+\\w+\\s+)?(?:-F|--flush|-X|-P\\s+\\w+\\s+ACCEPT)"
                    + "|nft\\s+(?:flush\\s+ruleset|delete\\s+table)"
                    + "|ufw\\s+(?:--force\\s+)?(?:disable|reset)"
                    + "|systemctl\\s+(?:--now\\s+)?(?:stop|disable|mask)"
                    + "\\s+(?:--now\\s+)?(?:firewalld|nftables|ufw|iptables)"
                    + "|setenforce\\s+0)");
    private static final Pattern TEMPORARY =
            Pattern.compile("\\bip6?tables\\s+(?:-t\\s+\\w+\\s+)?(?:-A|-I|--append|--insert)\\b"
                    + "|\\bfirewall-cmd\\b(?!.*--permanent)(?=.*--add-)");

    /** Words that begin a command, and the module that does it. */
    private static final Map<String, String> MODULES = modules();

    private static final Pattern NEVER = Pattern.compile("(?!)");

    /** Calls of these words that only ask, or make what the module does not. */
    private static final Map<String, Pattern> ASKS = asks();

    private ShellRules() {}

    static List<LintRule> all() {
        return List.of(
                LintRule.of(
                        "command-instead-of-module",
                        Severity.WARNING,
                        "Command instead of a module",
                        ShellRules::modules),
                LintRule.of("pipefail", Severity.WARNING, "Pipe hides failures", ShellRules::pipes),
                LintRule.of("firewall-flush", Severity.ERROR, "Firewall or SELinux is disabled", ShellRules::flushes),
                LintRule.of(
                        "firewall-temporary", Severity.ERROR, "Firewall rule is not permanent", ShellRules::temporary),
                LintRule.of("loose-chmod", Severity.ERROR, "World-writable mode", ShellRules::chmods));
    }

    private static Map<String, String> modules() {
        Map<String, String> modules = new LinkedHashMap<>();
        List.of("systemctl", "service", "chkconfig").forEach(word -> modules.put(word, "systemd"));
        List.of("apt-get", "apt", "yum", "dnf", "rpm", "dpkg").forEach(word -> modules.put(word, "package"));
        List.of("mkdir", "rm", "ln", "touch", "chmod", "chown", "chgrp").forEach(word -> modules.put(word, "file"));
        List.of("cp", "cat", "tee").forEach(word -> modules.put(word, "copy"));
        List.of("curl", "wget").forEach(word -> modules.put(word, "get_url"));
        List.of("tar", "unzip").forEach(word -> modules.put(word, "unarchive"));
        List.of("useradd", "usermod", "userdel").forEach(word -> modules.put(word, "user"));
        List.of("groupadd", "groupmod", "groupdel").forEach(word -> modules.put(word, "group"));
        modules.put("sed", "lineinfile");
        modules.put("sysctl", "sysctl");
        modules.put("modprobe", "modprobe");
        modules.put("hostnamectl", "hostname");
        modules.put("etcdctl", "etcdctl");
        List.of("openssl", "cfssl", "cfssljson").forEach(word -> modules.put(word, "certgen"));
        modules.put("kubectl", "kubectl-apply");
        return modules;
    }

    private static Map<String, Pattern> asks() {
        Map<String, String> asks = new LinkedHashMap<>();
        asks.put("systemctl", "\\s(is-\\w+|status|show|list-\\S+|cat|get-default|--version)\\b");
        asks.put("service", "\\sstatus\\b");
        asks.put("chkconfig", "\\s--list\\b");
        asks.put("rpm", "\\s(-[qV]\\w*|--query|--verify|--eval|-E)\\b");
        asks.put(
                "dpkg",
                "\\s(-[lsLSCp]|--list|--status|--audit|--print-\\S+|--compare-versions|--get-selections|--verify)\\b");
        asks.put("apt", "\\s(list|show|policy|search)\\b");
        asks.put("apt-get", "\\s(-s|--simulate|--dry-run|--print-uris)\\b");
        List.of("yum", "dnf")
                .forEach(word -> asks.put(word, "\\s(list|info|repolist|search|check-update|repoquery|provides)\\b"));
        asks.put("cat", "^[^>]*$");
        asks.put("tar", "^\\S+\\s+(?!\\S*x|.*\\s(--extract|--get|-\\w*x\\w*)\\b)");
        asks.put("unzip", "\\s-\\w*[lptvzZ]");
        asks.put("sed", "^(?!.*\\s(-\\w*i|--in-place))");
        asks.put("sysctl", "^(?!.*(=|\\s-\\w*[wp]|--system))");
        asks.put("hostnamectl", "^\\S+\\s*(status\\b.*|--\\S+)?$");
        asks.put("openssl", "\\s(x509\\b.*-noout|verify|version|s_client|rand|dgst|enc)\\b");
        asks.put(
                "kubectl",
                "\\s(get|describe|logs|version|cluster-info|top|wait|auth"
                        + "|api-resources|api-versions|explain|diff|exec|config)\\b");
        asks.put("etcdctl", "\\s(get|version|endpoint|watch|check)\\b");
        Map<String, Pattern> patterns = new LinkedHashMap<>();
        asks.forEach((word, pattern) -> patterns.put(word, Pattern.compile(pattern)));
        return patterns;
    }

    private static void each(Project project, java.util.function.BiConsumer<Task, Located<String>> check) {
        project.calls(SHELLS)
                .forEach(task -> TaskRules.command(task).ifPresent(command -> check.accept(task, command)));
    }

    private static void modules(Project project, Findings findings) {
        each(project, (task, command) -> {
            String first = command.value().strip().split("\\s+", 2)[0];
            String word = first.substring(first.lastIndexOf('/') + 1);
            if (MODULES.containsKey(word)
                    && !ASKS.getOrDefault(word, NEVER).matcher(command.value()).find()) {
                findings.report(
                        command.span(),
                        "The module '" + MODULES.get(word) + "' does what '" + word
                                + "' does here; it shows in a dry run what would change, and changes nothing if the "
                                + "state is right already.");
            }
        });
    }

    private static void pipes(Project project, Findings findings) {
        each(project, (task, command) -> {
            boolean shell = task.call().implementation().spec().name().equals("shell");
            if (shell
                    && PIPE.matcher(unquoted(command.value())).find()
                    && !command.value().contains("pipefail")) {
                findings.report(
                        command.span(),
                        "Only the last command of a pipe decides whether the task fails. Begin with 'set -o pipefail'"
                                + " and name a shell that knows it (executable: /bin/bash).");
            }
        });
    }

    /** Quoted words and expressions may hold a bar that is no pipe. */
    private static String unquoted(String command) {
        return command.replaceAll("\\{\\{.*?\\}\\}", "x")
                .replaceAll("'[^']*'", "x")
                .replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"", "x");
    }

    private static void flushes(Project project, Findings findings) {
        each(
                project,
                (task, command) -> find(
                        FLUSH,
                        command,
                        findings,
                        "removes rules that others rely on, and opens the host. Use a table of your own, and change "
                                + "only that."));
        project.calls(Set.of("systemd"))
                .filter(task -> Project.text(task, "name")
                        .filter(name -> name.value().matches("(firewalld|nftables|ufw|iptables)(\\.service)?"))
                        .isPresent())
                .filter(task -> Project.text(task, "state")
                        .filter(state -> state.value().equals("stopped"))
                        .isPresent())
                .forEach(task -> findings.report(
                        task.call().module().span(),
                        "Stopping the firewall opens the host to all traffic. Open the ports that are needed "
                                + "instead."));
    }

    private static void temporary(Project project, Findings findings) {
        each(
                project,
                (task, command) -> find(
                        TEMPORARY,
                        command,
                        findings,
                        "changes the rules in the kernel only; they are lost at a reboot. Write a file that is loaded "
                                + "at boot, or pass --permanent."));
    }

    private static void chmods(Project project, Findings findings) {
        Pattern chmod = Pattern.compile("\\bchmod\\s+(?:-R\\s+)?([0-7]{3,4}|[ugoa]+[+=]\\w+)\\s+(\\S+)");
        each(
                project,
                (task, command) -> chmod.matcher(command.value())
                        .results()
                        .filter(hit -> TaskRules.isLoose(hit.group(1)))
                        .forEach(hit -> findings.report(
                                command.span(),
                                "With mode " + hit.group(1) + " every process of the host may change " + hit.group(2)
                                        + (hit.group(2).endsWith(".sock")
                                                ? ": write access to that socket is root access."
                                                : "."))));
    }

    private static void find(Pattern pattern, Located<String> command, Findings findings, String why) {
        Matcher matcher = pattern.matcher(command.value());
        if (matcher.find()) {
            findings.report(command.span(), "'" + matcher.group().strip() + "' " + why);
        }
    }
}
