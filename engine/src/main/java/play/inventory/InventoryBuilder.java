package play.inventory;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.source.Span;
import play.yaml.YamlNode;

/** Collects hosts and groups while inventories are read, in their order. Used by one thread. */
public final class InventoryBuilder {
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final Map<String, HostVars> groups = new LinkedHashMap<>();
    private final Map<String, Set<String>> members = new HashMap<>();
    private final Map<String, Set<String>> children = new HashMap<>();
    private final Map<String, Span> places = new HashMap<>();
    private final Map<String, Span> hostPlaces = new HashMap<>();
    private final Map<String, Span> groupPlaces = new HashMap<>();
    private Optional<Path> source = Optional.empty();
    private boolean complete = true;

    public InventoryBuilder() {
        groups.put(Group.ALL, HostVars.NONE);
        groups.put(Group.UNGROUPED, HostVars.NONE);
        children.put(Group.ALL, new LinkedHashSet<>(List.of(Group.UNGROUPED)));
    }

    /** All that an inventory has, to which more is added. */
    InventoryBuilder(Inventory known) {
        this();
        hosts.putAll(known.hosts());
        known.groups().values().forEach(group -> {
            group(group.name(), group.vars());
            if (!isTop(group.name())) {
                members.computeIfAbsent(group.name(), any -> new LinkedHashSet<>())
                        .addAll(group.hosts());
            }
            group.children().forEach(child -> child(group.name(), child));
        });
        hostPlaces.putAll(known.places().hosts());
        groupPlaces.putAll(known.places().groups());
        complete = known.complete();
    }

    /** What is added from now on comes from here. */
    void from(Path file) {
        source = Optional.of(file);
    }

    /** Something could not be read, so it cannot be told which hosts, groups and variables there are. */
    public InventoryBuilder lose() {
        complete = false;
        return this;
    }

    /** Where a host is named, for messages; the first place counts. */
    InventoryBuilder hostAt(String name, Span place) {
        hostPlaces.putIfAbsent(name, place);
        return this;
    }

    /** Where a group is named, for messages; the first place counts. */
    InventoryBuilder groupAt(String name, Span place) {
        groupPlaces.putIfAbsent(name, place);
        return this;
    }

    /** A host that may be there already; variables are laid over those it has. */
    public InventoryBuilder host(String name, HostVars vars) {
        @Nullable Host known = hosts.get(name);
        if (known == null) {
            hosts.put(name, new Host(name, vars, source));
        } else if (!vars.all().isEmpty()) {
            hosts.put(name, new Host(name, known.vars().and(vars), known.source()));
        }
        return this;
    }

    /** A group that may be there already; variables are laid over those it has. */
    public InventoryBuilder group(String name, HostVars vars) {
        groups.merge(name, vars, (known, more) -> more.all().isEmpty() ? known : known.and(more));
        return this;
    }

    /** Puts a host into a group; both are made if they are not there. */
    public InventoryBuilder member(String group, String host) {
        host(host, HostVars.NONE);
        group(group, HostVars.NONE);
        members.computeIfAbsent(group, any -> new LinkedHashSet<>()).add(host);
        return this;
    }

    /** Puts the hosts of a group in the order in which they were first named. */
    void order(String group) {
        Set<String> ordered = new LinkedHashSet<>(hosts.keySet());
        ordered.retainAll(of(members, group));
        members.put(group, ordered);
    }

    /** Puts a group into a group; both are made if they are not there. */
    public InventoryBuilder child(String group, String child, Span place) {
        places.putIfAbsent(group + " > " + child, place);
        return child(group, child);
    }

    /** The same, where it is known to make no circle. */
    InventoryBuilder child(String group, String child) {
        group(group, HostVars.NONE);
        group(child, HostVars.NONE);
        children.computeIfAbsent(group, any -> new LinkedHashSet<>()).add(child);
        return this;
    }

    /** Groups, hosts and variables as a YAML inventory has them: for plugins that add to what is written so. */
    public InventoryBuilder yaml(YamlNode groups, Problems problems) {
        new YamlInventory(this, problems).read(groups);
        return this;
    }

    /** Every host so far, in the order they were named. */
    public List<String> hosts() {
        return List.copyOf(hosts.keySet());
    }

    /** Whether a group was named, here or by a source before. */
    boolean hasGroup(String name) {
        return groups.containsKey(name);
    }

    boolean hasHost(String name) {
        return hosts.containsKey(name);
    }

    Inventory build(List<FolderVars> beside, List<Path> sources, Problems problems) {
        reportCycles(problems);
        settleTop();
        Map<String, Integer> depths = depths();
        Map<String, Group> finished = new LinkedHashMap<>();
        groups.forEach((name, vars) -> finished.put(
                name, new Group(name, of(members, name), of(children, name), vars, depths.getOrDefault(name, 1))));
        return new Inventory(hosts, finished, beside, sources, new Inventory.Places(hostPlaces, groupPlaces), complete);
    }

    private static Set<String> of(Map<String, Set<String>> all, String group) {
        return all.getOrDefault(group, Set.of());
    }

    /**
     * As Ansible does it last: {@code ungrouped} has the hosts of no other group, {@code all} as its children, behind
     * those it was given, every group that no other holds.
     */
    private void settleTop() {
        Set<String> inGroups = new HashSet<>();
        Set<String> held = new HashSet<>();
        groups.keySet().stream().filter(name -> !isTop(name)).forEach(name -> inGroups.addAll(of(members, name)));
        groups.keySet().forEach(name -> held.addAll(of(children, name)));
        Set<String> ungrouped = members.computeIfAbsent(Group.UNGROUPED, any -> new LinkedHashSet<>());
        ungrouped.addAll(hosts.keySet());
        ungrouped.removeIf(inGroups::contains);
        Set<String> top = children.computeIfAbsent(Group.ALL, any -> new LinkedHashSet<>());
        groups.keySet().stream()
                .filter(name -> !held.contains(name) && !name.equals(Group.ALL))
                .forEach(top::add);
    }

    private static boolean isTop(String group) {
        return group.equals(Group.ALL) || group.equals(Group.UNGROUPED);
    }

    private Map<String, Integer> depths() {
        Map<String, Integer> depths = new HashMap<>(Map.of(Group.ALL, 0));
        Deque<String> open = new ArrayDeque<>(List.of(Group.ALL));
        while (!open.isEmpty()) {
            String name = open.remove();
            int below = depths.getOrDefault(name, 0) + 1;
            for (String child : of(children, name)) {
                // A cycle was reported before; it must not keep us here.
                if (depths.getOrDefault(child, 0) < below && below <= groups.size()) {
                    depths.put(child, below);
                    open.add(child);
                }
            }
        }
        return depths;
    }

    /** The first cycle; every group on it would tell the same. */
    private void reportCycles(Problems problems) {
        Set<String> harmless = new HashSet<>();
        Optional<List<String>> found = groups.keySet().stream()
                .flatMap(name -> cycle(name, new LinkedHashSet<>(), harmless).stream())
                .findFirst();
        found.ifPresent(path -> {
            String edge = path.get(path.size() - 2) + " > " + path.getLast();
            problems.report(Diagnostic.error(
                    "group-cycle",
                    "Circular group membership",
                    "Group '" + path.getFirst() + "' is below itself: " + String.join(" > ", path) + ".",
                    Objects.requireNonNull(places.get(edge))));
        });
    }

    /** The way from a group back to itself, when there is one below {@code at}; what has none is looked at once. */
    private Optional<List<String>> cycle(String at, Set<String> path, Set<String> harmless) {
        if (harmless.contains(at)) {
            return Optional.empty();
        }
        if (!path.add(at)) {
            List<String> way = new ArrayList<>(path);
            List<String> found = new ArrayList<>(way.subList(way.indexOf(at), way.size()));
            found.add(at);
            return Optional.of(found);
        }
        for (String child : of(children, at)) {
            Optional<List<String>> found = cycle(child, path, harmless);
            if (found.isPresent()) {
                return found;
            }
        }
        path.remove(at);
        harmless.add(at);
        return Optional.empty();
    }
}
