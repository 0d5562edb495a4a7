package play.modules.firewall;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import play.modules.services.SystemdModule;
import play.rule.Findings;
import play.rule.Given;
import play.rule.LintRule;
import play.rule.ModuleCall;
import play.rule.Project;
import play.rule.RuleSet;
import play.rule.TextFile;
import play.source.Located;
import play.source.Span;

/** Whether a firewall lets in what the programs behind it are for. */
public final class CoverageRules implements RuleSet {
    /** Where programs of a cluster listen for other hosts. */
    private static final Map<String, List<String>> PORTS = Map.of(
            "etcd", List.of("2379/tcp", "2380/tcp"),
            "kube-apiserver", List.of("6443/tcp"),
            "kubelet", List.of("10250/tcp"),
            "flanneld", List.of("8472/udp"));

    private static final String PROGRAM = "(etcd|kube-apiserver|kubelet|flanneld)";
    private static final Pattern STARTED = Pattern.compile("(?m)^\\s*ExecStart=\\S*?/?" + PROGRAM + "(?=\\s|$)");
    private static final Pattern SECURE_PORT = Pattern.compile("--secure-port[= ](\\d{1,5})\\b");
    private static final Pattern ADDED = Pattern.compile(
            "--add-port[= ]([0-9]+(?:-[0-9]+)?)/(tcp|udp)|-p\\s+(tcp|udp)\\b.*?--dports?[= ]([0-9:,]+)");
    private static final Pattern DPORT =
            Pattern.compile("\\b(tcp|udp|th)\\s+dport\\s+(\\{[^}]*\\}|[0-9]+(?:-[0-9]+)?)");
    private static final Pattern CLOSED = Pattern.compile("hook\\s+input[^}]*?policy\\s+drop");

    @Override
    public List<LintRule<Project>> rules() {
        return List.of(LintRule.error("firewall-coverage", "Firewall blocks cluster traffic", CoverageRules::coverage));
    }

    /** What somebody wrote to open ports, from the first place on; {@code computed} where only a run tells which. */
    private record Firewall(List<OpenedPorts> opened, List<Span> places, boolean computed) {}

    private static void coverage(Project project, Findings findings) {
        Firewall firewall = firewall(project);
        if (firewall.places().isEmpty() || firewall.computed()) {
            return;
        }
        List<String> shut = new ArrayList<>();
        needed(project).forEach((program, ports) -> {
            List<String> missing = ports.stream()
                    .filter(port -> firewall.opened().stream().noneMatch(opened -> opened.covers(port)))
                    .toList();
            if (!missing.isEmpty()) {
                shut.add(String.join(" and ", missing) + " of " + program);
            }
        });
        if (!shut.isEmpty()) {
            findings.report(
                    firewall.places().getFirst(),
                    "Nothing here lets in " + String.join(", ", shut)
                            + ", where others must reach them. Open these for the hosts that need it, or leave the"
                            + " firewall to the role 'firewall'.");
        }
    }

    private static Firewall firewall(Project project) {
        List<OpenedPorts> opened = new ArrayList<>();
        List<Span> places = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Located<String> command : project.commands().toList()) {
            List<MatchResult> hits = ADDED.matcher(command.value()).results().toList();
            if (!hits.isEmpty()) {
                places.add(command.span());
                texts.add(command.value());
                hits.forEach(hit -> opened.addAll(
                        hit.group(1) == null
                                ? OpenedPorts.of(hit.group(3), hit.group(4))
                                : OpenedPorts.of(hit.group(2), hit.group(1))));
            }
        }
        for (TextFile rules : tables(project)) {
            if (rules.find(CLOSED).findAny().isPresent()) {
                places.add(rules.place());
                texts.add(rules.text());
                rules.find(DPORT).forEach(hit -> opened.addAll(OpenedPorts.of(hit.group(1), hit.group(2))));
            }
        }
        List<OpenedPorts.Task> tasks = OpenedPorts.byTasks(project);
        tasks.forEach(task -> {
            places.add(task.place());
            opened.addAll(task.ports().orElse(List.of()));
        });
        boolean computed = tasks.stream().anyMatch(task -> task.ports().isEmpty());
        return new Firewall(
                opened,
                places,
                computed || texts.stream().anyMatch(text -> text.contains("{{") || text.contains("{%")));
    }

    private static List<TextFile> tables(Project project) {
        Stream<TextFile> given = project.calls(NftablesTableModule.class)
                .flatMap(call -> call.given("content").stream())
                .flatMap(content -> content.text().stream())
                .map(text -> TextFile.inside("", text));
        return Stream.concat(project.files().stream(), given).toList();
    }

    /** The ports of each program that a unit starts, or a task by its usual name. */
    private static Map<String, List<String>> needed(Project project) {
        Set<String> programs = new LinkedHashSet<>();
        String secure = project.files().stream()
                .flatMap(file -> file.find(SECURE_PORT))
                .map(hit -> hit.group(1) + "/tcp")
                .findFirst()
                .orElse("6443/tcp");
        project.files().forEach(file -> file.find(STARTED).forEach(hit -> programs.add(hit.group(1))));
        project.calls(SystemdModule.class)
                .flatMap(call -> started(call).stream())
                .forEach(programs::add);
        return programs.stream()
                .collect(Collectors.toMap(
                        program -> program,
                        program -> program.equals("kube-apiserver") ? List.of(secure) : PORTS.get(program),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    private static Optional<String> started(ModuleCall<?> call) {
        return call.given("name")
                .flatMap(Given::text)
                .map(name -> name.value().replaceAll("\\.service$", ""))
                .filter(name -> name.matches(PROGRAM));
    }
}
