package play.lint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import play.rule.Findings;
import play.rule.LintRule;
import play.rule.Project;
import play.rule.TextFile;

/** Rules on the form of texts that are written to hosts. */
final class TextRules {
    private static final Pattern ADDRESS = Pattern.compile("(?<![\\w.])(\\d{1,3}(?:\\.\\d{1,3}){3,})(?=:\\d{2,5}\\b)");
    private static final Pattern BLOCK =
            Pattern.compile("(?m)^\\s*(vrrp_script|vrrp_instance|upstream|backend|frontend)\\s+([\\w.-]+)");

    private TextRules() {}

    static List<LintRule<Project>> all() {
        return List.of(
                LintRule.error("bad-address", "Invalid IPv4 address", TextRules::addresses),
                LintRule.error("bad-json", "Invalid JSON", TextRules::json),
                LintRule.error("block-twice", "Duplicate block", TextRules::blocks));
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
        return parts.length == 4 && Arrays.stream(parts).allMatch(part -> Integer.parseInt(part) < 256);
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
