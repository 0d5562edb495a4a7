package play.vars;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.inventory.Host;
import play.playbook.Step;
import play.value.Omit;

/** The variables that the engine itself defines and nobody can override. */
final class MagicVariables {
    static final Set<String> NAMES = Set.of(
            "inventory_hostname",
            "inventory_hostname_short",
            "inventory_dir",
            "inventory_file",
            "groups",
            "group_names",
            "hostvars",
            "playbook_dir",
            "role_path",
            "role_name",
            "ansible_role_name",
            "ansible_play_hosts",
            "ansible_play_hosts_all",
            "ansible_play_batch",
            "play_hosts",
            "ansible_check_mode",
            "ansible_diff_mode",
            "ansible_run_tags",
            "ansible_skip_tags",
            "ansible_version",
            "ansible_facts",
            "omit",
            "ansible_managed");

    private final Variables variables;
    private final String host;
    private final Step.Context context;

    MagicVariables(Variables variables, String host, Step.Context context) {
        this.variables = variables;
        this.host = host;
        this.context = context;
    }

    Optional<Object> find(String name) {
        if (!NAMES.contains(name)) {
            return Optional.empty();
        }
        return switch (name) {
            case "inventory_hostname" -> Optional.of(host);
            case "inventory_hostname_short" -> Optional.of(host.split("\\.")[0]);
            case "inventory_file" -> source().map(Path::toString);
            case "inventory_dir" -> source().map(MagicVariables::folder);
            case "groups" -> Optional.of(variables.sources().inventory().hostsByGroup());
            case "group_names" -> Optional.of(variables.sources().inventory().groupNames(host));
            case "hostvars" -> Optional.of(variables.hostVars());
            case "playbook_dir" ->
                Optional.of(
                        variables.play().folder().toAbsolutePath().normalize().toString());
            case "role_path" ->
                context.role()
                        .map(use ->
                                use.role().folder().toAbsolutePath().normalize().toString());
            case "role_name", "ansible_role_name" ->
                context.role().map(use -> use.role().name());
            case "ansible_play_hosts_all" -> Optional.of(variables.play().hosts());
            case "ansible_play_hosts" ->
                Optional.of(variables.takingPart(variables.play().hosts()));
            case "ansible_play_batch", "play_hosts" ->
                Optional.of(variables.takingPart(variables.play().batch()));
            case "ansible_check_mode" ->
                Optional.of(variables.sources().invocation().check());
            case "ansible_diff_mode" ->
                Optional.of(variables.sources().invocation().diff());
            case "ansible_run_tags" ->
                Optional.of(
                        variables.sources().invocation().tags().isEmpty()
                                ? List.of("all")
                                : variables.sources().invocation().tags());
            case "ansible_skip_tags" ->
                Optional.of(variables.sources().invocation().skipTags());
            case "ansible_version" -> Optional.of(language());
            case "ansible_managed" -> Optional.of("Managed by play; changes made here are lost.");
            case "ansible_facts" -> Optional.of(facts());
            default -> Optional.of(Omit.OMIT);
        };
    }

    /** Of Ansible, whose language this is. */
    private static Map<String, @Nullable Object> language() {
        Map<String, @Nullable Object> version = new LinkedHashMap<>();
        version.put("full", "2.21.0");
        version.put("major", 2L);
        version.put("minor", 21L);
        version.put("revision", 0L);
        version.put("string", "2.21.0");
        return version;
    }

    private Optional<Path> source() {
        return variables.sources().inventory().host(host).flatMap(Host::source);
    }

    private static String folder(Path source) {
        Path absolute = source.toAbsolutePath().normalize();
        @Nullable Path parent = absolute.getParent();
        return java.nio.file.Files.isDirectory(absolute) || parent == null ? absolute.toString() : parent.toString();
    }

    private Map<String, @Nullable Object> facts() {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        variables.ofRun().factsOf(host).forEach((name, entry) -> {
            if (entry instanceof Entry.Fixed(Object value)) {
                facts.put(
                        name.startsWith(RunVariables.FACT) ? name.substring(RunVariables.FACT.length()) : name, value);
            }
        });
        return facts;
    }
}
