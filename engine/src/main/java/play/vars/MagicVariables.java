package play.vars;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import play.host.Facts;
import play.inventory.Host;
import play.playbook.MagicNames;
import play.playbook.RoleUse;
import play.playbook.Step;
import play.value.Omit;

/** The variables that the engine itself defines and nobody can override. */
final class MagicVariables {
    /** Stands for the host where something holds for all of them. */
    static final String NO_HOST = "";

    private static final String CONNECTION = "ansible_connection";

    /** Those that differ from host to host. */
    static final Set<String> OF_HOSTS = Set.of(
            "inventory_hostname",
            "inventory_hostname_short",
            "inventory_dir",
            "inventory_file",
            "group_names",
            "ansible_facts",
            CONNECTION,
            "ansible_host");

    /** Those that have no value in places. */
    private static final Set<String> SOMETIMES = Set.of(
            "inventory_dir",
            "inventory_file",
            "role_path",
            "role_name",
            "ansible_role_name",
            "ansible_collection_name",
            "ansible_parent_role_names",
            "ansible_parent_role_paths",
            "ansible_forks",
            "ansible_verbosity",
            "ansible_limit",
            "ansible_inventory_sources",
            "ansible_playbook_python");

    /** Those that hold in the play under way. */
    static final Set<String> OF_PLAYS = Set.of(
            "ansible_play_name",
            "ansible_play_hosts",
            "ansible_play_hosts_all",
            "ansible_play_batch",
            "play_hosts",
            "ansible_search_path",
            "role_names",
            "ansible_role_names",
            "ansible_play_role_names",
            "ansible_dependent_role_names");

    static final Set<String> NAMES =
            Stream.concat(MagicNames.ALWAYS.stream(), SOMETIMES.stream()).collect(Collectors.toUnmodifiableSet());

    /** Those that have a value where nobody gives one. */
    static final Set<String> OTHERWISE = Set.of(CONNECTION, "ansible_host", "ansible_managed");

    private static final String MANAGED = "Managed by play; changes made here are lost.";

    private final HostScope scope;
    private final Variables variables;
    private final String host;
    private final Step.Context context;
    private final PlayUnderWay play;

    MagicVariables(HostScope scope, Variables variables, String host, Step.Context context, PlayUnderWay play) {
        this.scope = scope;
        this.variables = variables;
        this.host = host;
        this.context = context;
        this.play = play;
    }

    Optional<Object> find(String name) {
        if (!NAMES.contains(name) || isUnknown(name) || (!play.seen() && OF_PLAYS.contains(name))) {
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
                Optional.of(play.vars().folder().toAbsolutePath().normalize().toString());
            case "role_path" -> context.role().map(MagicVariables::path);
            case "role_name" -> context.role().map(use -> use.role().ownName());
            case "ansible_role_name" -> context.role().map(use -> use.role().name());
            case "ansible_collection_name" ->
                context.role().flatMap(use -> use.role().collection());
            case "ansible_play_hosts_all" -> Optional.of(play.vars().hosts());
            case "ansible_play_hosts" ->
                Optional.of(variables.takingPart(play.vars().hosts()));
            case "ansible_play_batch", "play_hosts" ->
                Optional.of(variables.takingPart(play.vars().batch()));
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
            case "ansible_facts" -> Optional.of(facts());
            case "vars" -> Optional.of(new ScopeVars(scope));
            case "ansible_play_name" -> Optional.of(play.vars().name());
            case "role_names", "ansible_play_role_names" ->
                Optional.of(names(play.vars().roles()));
            case "ansible_dependent_role_names" -> Optional.of(names(dependencies()));
            case "ansible_role_names" -> Optional.of(names(play.roles().every()));
            case "ansible_parent_role_names" -> parents(use -> use.role().name());
            case "ansible_parent_role_paths" -> parents(MagicVariables::path);
            case "ansible_search_path" ->
                Optional.of(context.files().bases().stream()
                        .map(base -> base.toAbsolutePath().normalize().toString())
                        .distinct()
                        .toList());
            case "omit" -> Optional.of(Omit.OMIT);
            default ->
                Optional.ofNullable(variables.sources().invocation().told().get(name));
        };
    }

    private boolean isUnknown(String name) {
        return host.equals(NO_HOST) && OF_HOSTS.contains(name);
    }

    /** The value of a variable that nothing defines. */
    Optional<Entry> otherwise(String name) {
        if (!OTHERWISE.contains(name) || isUnknown(name)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (name) {
                    case CONNECTION -> connection();
                    case "ansible_host" -> new Entry.Fixed(host);
                    default -> new Entry.Fixed(MANAGED);
                });
    }

    /** What a keyword says, or the command line; nothing has to be reached to act upon this machine. */
    private Entry connection() {
        return context.connection()
                .<Entry>map(keyword -> new Entry.Written(keyword, keyword.span()))
                .orElseGet(() -> new Entry.Fixed(Optional.ofNullable(
                                variables.sources().invocation().told().get(CONNECTION))
                        .orElse(variables.sources().inventory().isImplicit(host) ? "local" : "ssh")));
    }

    private List<RoleUse> dependencies() {
        return play.vars().roles().stream()
                .flatMap(use -> use.allDependencies().stream())
                .toList();
    }

    /** Of a role that another one calls, innermost first. */
    private Optional<Object> parents(Function<RoleUse, String> what) {
        // A role that takes itself in is there twice.
        List<String> all = new ArrayList<>(context.role()
                .map(use -> use.chain().stream().map(what).toList())
                .orElse(List.of()));
        if (all.size() < 2) {
            return Optional.empty();
        }
        all.removeLast();
        return Optional.of(all.reversed());
    }

    private static List<String> names(List<RoleUse> roles) {
        return each(roles, use -> use.role().name());
    }

    private static List<String> each(List<RoleUse> roles, Function<RoleUse, String> what) {
        return roles.stream().map(what).distinct().toList();
    }

    private static String path(RoleUse use) {
        return use.role().folder().toAbsolutePath().normalize().toString();
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
        return Files.isDirectory(absolute) || parent == null ? absolute.toString() : parent.toString();
    }

    private Map<String, @Nullable Object> facts() {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        variables.ofRun().factsOf(host).forEach((name, entry) -> {
            if (entry instanceof Entry.Fixed(Object value)) {
                facts.put(
                        name.startsWith(RunVariables.FACT) ? name.substring(RunVariables.FACT.length()) : name, value);
            }
        });
        if (facts.containsKey(Facts.LOCAL)) {
            // As in Ansible; all others are without the prefix there.
            facts.put(RunVariables.FACT + Facts.LOCAL, facts.get(Facts.LOCAL));
        }
        return facts;
    }
}
