package play.lint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import play.diag.Severity;
import play.diag.Suggestions;

/** Rules on the form of texts that are written to hosts. */
final class FileRules {
    /** The last two kinds are named so by packages of distributions. */
    private static final String ENVIRONMENT =
            ".*\\.env|/etc/(?:default|sysconfig|conf\\.d)/.*|.*/cfg/[^.]*|.*environment"
                    + "|/etc/etcd/etcd\\.conf"
                    + "|/etc/kubernetes/(?:config|apiserver|controller-manager|scheduler|kubelet|proxy)";

    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?m)^[ \\t]*(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)$");
    private static final Pattern ADDRESS = Pattern.compile("(?<![\\w.])(\\d{1,3}(?:\\.\\d{1,3}){3,})(?=:\\d{2,5}\\b)");
    private static final Pattern BLOCK =
            Pattern.compile("(?m)^\\s*(vrrp_script|vrrp_instance|upstream|backend|frontend)\\s+([\\w.-]+)");

    private FileRules() {}

    static List<LintRule> all() {
        return List.of(
                LintRule.of("environment-quote", Severity.ERROR, "Unclosed quote", FileRules::quotes),
                LintRule.of("environment-twice", Severity.ERROR, "Duplicate variable", FileRules::twice),
                LintRule.of(
                        "environment-prefix",
                        Severity.ERROR,
                        "Variable without the common prefix",
                        FileRules::prefixes),
                LintRule.of("bad-address", Severity.ERROR, "Invalid IPv4 address", FileRules::addresses),
                LintRule.of("bad-json", Severity.ERROR, "Invalid JSON", FileRules::json),
                LintRule.of("block-twice", Severity.ERROR, "Duplicate block", FileRules::blocks));
    }

    static boolean isEnvironment(TextFile file) {
        return file.goesTo(ENVIRONMENT);
    }

    static List<TextFile.Hit> assignments(TextFile file) {
        return file.find(ASSIGNMENT).toList();
    }

    private static void quotes(Project project, Findings findings) {
        project.files().stream()
                .filter(FileRules::isEnvironment)
                .flatMap(file -> assignments(file).stream())
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
                .filter(FileRules::isEnvironment)
                .filter(file -> !file.text().contains("{%"))
                .toList()) {
            Map<String, TextFile.Hit> seen = new HashMap<>();
            for (TextFile.Hit hit : assignments(file)) {
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
                project.files().stream().filter(FileRules::isEnvironment).toList()) {
            List<TextFile.Hit> all = assignments(file).stream()
                    .filter(hit -> !isForTheCommandLine(hit))
                    .toList();
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
        return java.util.stream.Stream.concat(names.stream(), java.util.stream.Stream.of(more))
                .toList();
    }

    private static void addresses(Project project, Findings findings) {
        project.files().stream()
                .flatMap(file -> file.find(ADDRESS))
                .filter(hit -> !isAddress(hit.group(1)))
                .forEach(hit -> findings.report(
                        hit.place(1), "'" + hit.group(1) + "' is not an IPv4 address: four numbers from 0 to 255."));
    }

    private static boolean isAddress(String text) {
        String[] parts = text.split("\\.", -1);
        return parts.length == 4 && java.util.Arrays.stream(parts).allMatch(part -> Integer.parseInt(part) < 256);
    }

    private static void json(Project project, Findings findings) {
        ObjectMapper mapper = new ObjectMapper()
                .enable(com.fasterxml.jackson.core.json.JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS.mappedFeature());
        mapper.enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        for (TextFile file : project.files()) {
            if (file.goesTo(".*\\.(json|conflist)")
                    && !file.text().contains("{%")
                    && !file.text().contains("{{")) {
                try {
                    mapper.readTree(file.text());
                } catch (JsonProcessingException e) {
                    int at = (int) Math.max(
                            0,
                            Math.min(
                                    e.getLocation() == null
                                            ? 0
                                            : e.getLocation().getCharOffset(),
                                    file.text().length() - 1));
                    findings.report(
                            file.at(at, at + 1),
                            "What goes to " + file.dest() + " is not valid JSON: " + e.getOriginalMessage() + ".");
                }
            }
        }
    }

    private static void blocks(Project project, Findings findings) {
        for (TextFile file : project.files().stream()
                .filter(file ->
                        file.goesTo(".*\\.(conf|cfg)(\\.j2)?") && !file.text().contains("{% for"))
                .toList()) {
            Map<String, TextFile.Hit> seen = new HashMap<>();
            file.find(BLOCK).forEach(hit -> {
                TextFile.Hit first = seen.putIfAbsent(hit.group(1) + " " + hit.group(2), hit);
                if (first != null) {
                    findings.report(
                            hit.place(2),
                            "There are two blocks '" + hit.group(1) + " " + hit.group(2)
                                    + "'; which one counts is up to the program.",
                            "the first is here",
                            first.place(2));
                }
            });
        }
    }
}
