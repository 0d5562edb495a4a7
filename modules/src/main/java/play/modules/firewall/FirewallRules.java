package play.modules.firewall;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.modules.services.SystemdModule;
import play.rule.Findings;
import play.rule.LintRule;
import play.rule.ModuleCall;
import play.rule.Project;
import play.rule.RuleSet;
import play.source.Located;

/** Rules on what takes rules of a firewall away, or makes some that do not last. */
public final class FirewallRules implements RuleSet {
    private static final Pattern FLUSH = Pattern.compile(
            "\\b(?:ip6?tables(?:-legacy|-nft)?\\s+(?:-t\\s+\\w+\\s+)?(?:-F|--flush|-X|-P\\s+\\w+\\s+ACCEPT)"
                    + "|nft\\s+(?:flush\\s+ruleset|delete\\s+table)"
                    + "|ufw\\s+(?:--force\\s+)?(?:disable|reset)"
                    + "|systemctl\\s+(?:--now\\s+)?(?:stop|disable|mask)"
                    + "\\s+(?:--now\\s+)?(?:firewalld|nftables|ufw|iptables)"
                    + "|setenforce\\s+0)");
    private static final Pattern TEMPORARY_RULE =
            Pattern.compile("\\bip6?tables\\s+(?:-t\\s+\\w+\\s+)?(?:-A|-I|--append|--insert)\\b");
    private static final Pattern TEMPORARY_ZONE = Pattern.compile("\\bfirewall-cmd\\b(?!.*--permanent)(?=.*--add-)");

    /** Keeps the rules that the kernel has. */
    private static final Pattern KEEPING = Pattern.compile("\\b(?:ip6?tables-save|netfilter-persistent\\s+save)\\b");

    private static final String LOST = "changes the rules in the kernel only; they are lost at a reboot. ";
    private static final String KEEP =
            "Write a file that is loaded at boot, or keep them by netfilter-persistent save.";
    private static final String FIREWALL = "(firewalld|nftables|ufw|iptables)(\\.service)?";

    @Override
    public List<LintRule<Project>> rules() {
        return List.of(
                LintRule.error("firewall-flush", "Firewall or SELinux is disabled", FirewallRules::flushes),
                LintRule.error("firewall-temporary", "Firewall rule is not permanent", FirewallRules::temporary));
    }

    private static void flushes(Project project, Findings findings) {
        project.commands()
                .forEach(command -> find(
                        FLUSH,
                        command,
                        findings,
                        "removes rules that others rely on, and opens the host. Use a table of your own, and "
                                + "change only that."));
        project.calls(IptablesModule.class)
                .filter(call ->
                        (says(call, "flush", "true") && call.given("chain").isEmpty())
                                || says(call, "policy", "ACCEPT"))
                .forEach(call -> findings.report(
                        call.place(),
                        "This removes rules that others rely on, or opens the host. Use a chain of your own, and"
                                + " change only that."));
        project.calls(SystemdModule.class)
                .filter(call -> call.given("name")
                        .flatMap(name -> name.text())
                        .filter(name -> name.value().matches(FIREWALL))
                        .isPresent())
                .filter(call ->
                        call.given("state").filter(state -> state.is("stopped")).isPresent())
                .forEach(call -> findings.report(
                        call.place(),
                        "Stopping the firewall opens the host to all traffic. Open the ports that are needed "
                                + "instead."));
    }

    private static void temporary(Project project, Findings findings) {
        project.commands().forEach(command -> find(TEMPORARY_ZONE, command, findings, LOST + "Pass --permanent."));
        if (project.commands()
                .noneMatch(command -> KEEPING.matcher(command.value()).find())) {
            project.commands().forEach(command -> find(TEMPORARY_RULE, command, findings, LOST + KEEP));
            project.calls(IptablesModule.class)
                    .filter(call ->
                            call.given("jump").or(() -> call.given("goto")).isPresent()
                                    && !says(call, "state", "absent"))
                    .forEach(call -> findings.report(call.place(), "This " + LOST + KEEP));
        }
    }

    private static boolean says(ModuleCall<?> call, String parameter, String value) {
        return call.given(parameter).filter(given -> given.is(value)).isPresent();
    }

    private static void find(Pattern pattern, Located<String> command, Findings findings, String why) {
        Matcher matcher = pattern.matcher(command.value());
        if (matcher.find()) {
            findings.report(command.span(), "'" + matcher.group().strip() + "' " + why);
        }
    }
}
