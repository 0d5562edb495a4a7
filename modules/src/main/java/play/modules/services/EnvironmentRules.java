package play.modules.services;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import play.diag.Suggestions;
import play.rule.Findings;
import play.rule.LintRule;
import play.rule.Project;
import play.rule.RuleSet;
import play.rule.TextFile;

/** Rules on files of variables for units and programs. */
public final class EnvironmentRules implements RuleSet {
    /** The last two kinds are named so by packages of distributions. */
    private static final String ENVIRONMENT =
            ".*\\.env|/etc/(?:default|sysconfig|conf\\.d)/.*|.*/cfg/[^.]*|.*environment"
                    + "|/etc/etcd/etcd\\.conf"
                    + "|/etc/kubernetes/(?:config|apiserver|controller-manager|scheduler|kubelet|proxy)";

    @Override
    public List<LintRule<Project>> rules() {
        return List.of(
                LintRule.error("environment-quote", "Unclosed quote", EnvironmentRules::quotes),
                LintRule.error("environment-twice", "Duplicate variable", EnvironmentRules::twice),
                LintRule.error("environment-prefix", "Variable without the common prefix", EnvironmentRules::prefixes));
    }

    private static boolean isEnvironment(TextFile file) {
        return file.goesTo(ENVIRONMENT);
    }

    private static void quotes(Project project, Findings findings) {
        project.files().stream()
                .filter(EnvironmentRules::isEnvironment)
                .flatMap(file -> file.assignments())
                .forEach(hit -> {
                    String value =
                            hit.group(2).replaceAll("\\{\\{.*?\\}\\}", "x").replaceAll("\\\\.", "");
                    boolean open = value.chars().filter(c -> c == '"').count() % 2 == 1 && !value.endsWith("\\");
                    if (open) {
                        findings.report(
                                hit.place(2),
                                "systemd reads on to the next quote, so the lines below are lost. Close the quote.");
                    }
                });
    }

    private static void twice(Project project, Findings findings) {
        for (TextFile file : project.files().stream()
                .filter(EnvironmentRules::isEnvironment)
                .filter(file -> !file.text().contains("{%"))
                .toList()) {
            Map<String, TextFile.Hit> seen = new HashMap<>();
            for (TextFile.Hit hit : file.assignments().toList()) {
                TextFile.Hit first = seen.putIfAbsent(hit.group(1), hit);
                if (first != null) {
                    findings.report(
                            hit.place(1),
                            "'" + hit.group(1) + "' is set twice; only the last one counts.",
                            "the first time is here",
                            first.place(1));
                }
            }
        }
    }

    /** Where nearly all names begin with one word, one that does not has lost it. */
    private static void prefixes(Project project, Findings findings) {
        for (TextFile file :
                project.files().stream().filter(EnvironmentRules::isEnvironment).toList()) {
            List<TextFile.Hit> all =
                    file.assignments().filter(hit -> !isForTheCommandLine(hit)).toList();
            Map<String, Integer> counts = new HashMap<>();
            all.forEach(hit -> counts.merge(hit.group(1).split("_", 2)[0] + "_", 1, Integer::sum));
            counts.entrySet().stream()
                    .filter(entry -> entry.getValue() >= 4 && entry.getValue() >= all.size() - 2)
                    .findFirst()
                    .ifPresent(entry -> {
                        List<String> names = all.stream()
                                .map(hit -> hit.group(1))
                                .filter(name -> name.startsWith(entry.getKey()))
                                .toList();
                        all.stream()
                                .filter(hit -> !hit.group(1).startsWith(entry.getKey()))
                                .forEach(hit -> {
                                    String rest =
                                            hit.group(1).substring(hit.group(1).indexOf('_') + 1);
                                    findings.report(
                                            hit.place(1),
                                            "All other variables of this file begin with '" + entry.getKey()
                                                    + "'; the program does not read '" + hit.group(1) + "'."
                                                    + Suggestions.hint(
                                                            entry.getKey() + rest, with(names, entry.getKey() + rest)));
                                });
                    });
        }
    }

    /** The unit names such a variable, and may call it as it likes; the program reads no name. */
    private static boolean isForTheCommandLine(TextFile.Hit hit) {
        return hit.group(2).matches("[\"']?-.*");
    }

    private static List<String> with(List<String> names, String more) {
        return Stream.concat(names.stream(), Stream.of(more)).toList();
    }
}
