package play.lint;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import play.diag.Severity;
import play.diag.Suggestions;
import play.playbook.Task;
import play.source.Located;
import play.source.Span;

/** Rules on units of systemd and the files they read. */
final class UnitRules {
    private static final Pattern ENVIRONMENT_FILE = Pattern.compile("(?m)^\\s*EnvironmentFile=-?(\\S+)");
    private static final Pattern ENVIRONMENT = Pattern.compile("(?m)^\\s*Environment=\"?([A-Za-z_][A-Za-z0-9_]*)=");
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{?([A-Za-z_][A-Za-z0-9_]*)\\}?");
    private static final Pattern PREFIXED = Pattern.compile("https?://\\$\\{?([A-Za-z_][A-Za-z0-9_]*)\\}?");
    private static final Set<String> STARTS = Set.of("started", "restarted", "reloaded");
    private static final String UNIT = ".*/systemd/system/([^/]+)\\.service";

    private UnitRules() {}

    static List<LintRule> all() {
        return List.of(
                LintRule.of("unit-variable", Severity.ERROR, "Unset variable", UnitRules::variables),
                LintRule.of("nested-url", Severity.ERROR, "Duplicate URL scheme", UnitRules::urls),
                LintRule.of(
                        "started-before-made",
                        Severity.ERROR,
                        "Service is started before its unit is written",
                        UnitRules::order));
    }

    private static List<TextFile> units(Project project) {
        return project.files().stream().filter(file -> file.goesTo(UNIT)).toList();
    }

    /** Variables of the files a unit reads; nothing when one of them is not known. */
    private static Optional<Map<String, TextFile.Hit>> environment(Project project, TextFile unit) {
        Map<String, TextFile.Hit> set = new LinkedHashMap<>();
        for (TextFile.Hit hit : unit.find(ENVIRONMENT).toList()) {
            set.put(hit.group(1), hit);
        }
        for (TextFile.Hit hit : unit.find(ENVIRONMENT_FILE).toList()) {
            Optional<TextFile> file = project.files().stream()
                    .filter(one -> one.dest().equals(hit.group(1)))
                    .findFirst();
            if (file.isEmpty() || file.get().text().contains("{%")) {
                return Optional.empty();
            }
            FileRules.assignments(file.get()).forEach(assignment -> set.put(assignment.group(1), assignment));
        }
        return Optional.of(set);
    }

    private static void variables(Project project, Findings findings) {
        for (TextFile unit : units(project)) {
            environment(project, unit)
                    .ifPresent(set -> unit.find(VARIABLE)
                            .filter(hit -> isInCommand(unit, hit)
                                    && !set.containsKey(hit.group(1))
                                    && !hit.group(1).equals("MAINPID"))
                            .forEach(hit -> findings.report(
                                    hit.place(0),
                                    "No environment file of the unit sets '" + hit.group(1)
                                            + "': systemd replaces it with an empty string."
                                            + Suggestions.hint(hit.group(1), set.keySet()))));
        }
    }

    private static boolean isInCommand(TextFile unit, TextFile.Hit hit) {
        String before = unit.text().substring(0, hit.match().start()).replace("\\\n", " ");
        return before.substring(before.lastIndexOf('\n') + 1).strip().startsWith("Exec");
    }

    private static void urls(Project project, Findings findings) {
        for (TextFile unit : units(project)) {
            Map<String, TextFile.Hit> set = environment(project, unit).orElse(Map.of());
            unit.find(PREFIXED)
                    .forEach(hit -> Optional.ofNullable(set.get(hit.group(1)))
                            .filter(value -> value.group(2).matches("\"?\\w+://.*"))
                            .ifPresent(value -> findings.report(
                                    hit.place(0),
                                    "'" + hit.group(1) + "' has a scheme of its own, so that the URL would have two.",
                                    "set here",
                                    value.place(2))));
        }
    }

    /** A service that an earlier task starts than the one that writes its unit. */
    private static void order(Project project, Findings findings) {
        Map<String, Span> started = new HashMap<>();
        Set<String> written = new HashSet<>();
        for (Task task : project.tasks().toList()) {
            String module = task.call().implementation().spec().name();
            if (module.equals("systemd")) {
                boolean starts = Project.text(task, "state")
                        .map(Located::value)
                        .filter(STARTS::contains)
                        .isPresent();
                Project.text(task, "name")
                        .filter(name -> starts)
                        .ifPresent(name -> started.putIfAbsent(plain(name.value()), name.span()));
            } else if (module.equals("copy") || module.equals("template")) {
                String dest = Project.text(task, "dest").map(Located::value).orElse("");
                if (dest.matches(UNIT)) {
                    String service = plain(dest.substring(dest.lastIndexOf('/') + 1));
                    Span before = started.get(service);
                    if (before != null && written.add(service)) {
                        findings.report(
                                before,
                                "'" + service
                                        + "' is started here, and its unit is written by a later task. Start it where"
                                        + " it is set up.",
                                "the unit is written here",
                                task.call().module().span());
                    }
                    written.add(service);
                }
            }
        }
    }

    private static String plain(String unit) {
        return unit.endsWith(".service") ? unit.substring(0, unit.length() - ".service".length()) : unit;
    }
}
