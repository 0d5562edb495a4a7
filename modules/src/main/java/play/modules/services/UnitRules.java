package play.modules.services;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import play.diag.Suggestions;
import play.rule.Findings;
import play.rule.Given;
import play.rule.LintRule;
import play.rule.ModuleCall;
import play.rule.Project;
import play.rule.RuleSet;
import play.rule.TextFile;
import play.source.Located;
import play.source.Span;

/** Rules on units of systemd and the files they read. */
public final class UnitRules implements RuleSet {
    private static final Pattern ENVIRONMENT_FILE = Pattern.compile("(?m)^\\s*EnvironmentFile=-?(\\S+)");
    private static final Pattern ENVIRONMENT = Pattern.compile("(?m)^\\s*Environment=\"?([A-Za-z_][A-Za-z0-9_]*)=");
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{?([A-Za-z_][A-Za-z0-9_]*)\\}?");
    private static final Pattern PREFIXED = Pattern.compile("https?://\\$\\{?([A-Za-z_][A-Za-z0-9_]*)\\}?");
    private static final Set<UnitWish.Target> STARTS =
            EnumSet.of(UnitWish.Target.STARTED, UnitWish.Target.RESTARTED, UnitWish.Target.RELOADED);
    private static final String UNIT = ".*/systemd/system/([^/]+)\\.service";

    @Override
    public List<LintRule<Project>> rules() {
        return List.of(
                LintRule.error("unit-variable", "Unset variable", UnitRules::variables),
                LintRule.error("nested-url", "Duplicate URL scheme", UnitRules::urls),
                LintRule.error(
                        "started-before-made", "Service is started before its unit is written", UnitRules::order));
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
            file.get().assignments().forEach(assignment -> set.put(assignment.group(1), assignment));
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
        for (ModuleCall<?> call : project.calls().toList()) {
            if (call.module() instanceof SystemdModule) {
                starts(call).ifPresent(name -> started.putIfAbsent(plain(name.value()), name.span()));
            }
            String unit = call.destination()
                    .map(Located::value)
                    .filter(path -> path.matches(UNIT))
                    .orElse("");
            String service = plain(unit.substring(unit.lastIndexOf('/') + 1));
            if (!unit.isEmpty() && written.add(service) && started.containsKey(service)) {
                findings.report(
                        started.get(service),
                        "'" + service + "' is started here, and its unit is written by a later task. Start it where"
                                + " it is set up.",
                        "the unit is written here",
                        call.place());
            }
        }
    }

    private static Optional<Located<String>> starts(ModuleCall<?> call) {
        return call.value("state", UnitWish.Target.class)
                .filter(STARTS::contains)
                .flatMap(state -> call.given("name"))
                .flatMap(Given::text);
    }

    private static String plain(String unit) {
        return unit.endsWith(".service") ? unit.substring(0, unit.length() - ".service".length()) : unit;
    }
}
