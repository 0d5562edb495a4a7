package play.inventory;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.source.Span;

/** All hosts and groups, in the order they were first named. Immutable. */
public final class Inventory {
    /** Where names stand; those that no file names, such as {@code ungrouped}, have no place. */
    public record Places(Map<String, Span> hosts, Map<String, Span> groups) {
        public Places {
            hosts = Map.copyOf(hosts);
            groups = Map.copyOf(groups);
        }
    }

    /** Names of the controller itself, which is there even when no inventory names it. */
    public static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "::1");

    private static final Comparator<Group> LAID_OVER = Comparator.comparingInt(Group::depth)
            .thenComparingLong(Group::priority)
            .thenComparing(Group::name);

    private final Map<String, Host> hosts;
    private final Map<String, Group> groups;
    private final List<FolderVars> beside;
    private final List<Path> sources;
    private final Places places;
    private final boolean complete;
    private final Map<String, List<String>> hostsByGroup = new LinkedHashMap<>();
    private final Map<String, List<Group>> groupsByHost = new HashMap<>();

    /**
     * @param beside what the folders beside each source say, in the order of the sources; later ones win
     * @param sources the files and folders it was read from
     * @param places where hosts and groups were first named, by their names
     * @param complete whether all of its sources could be read
     */
    Inventory(
            Map<String, Host> hosts,
            Map<String, Group> groups,
            List<FolderVars> beside,
            List<Path> sources,
            Places places,
            boolean complete) {
        this.hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
        this.groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
        this.beside = List.copyOf(beside);
        this.sources = List.copyOf(sources);
        this.places = places;
        this.complete = complete;
        groups.values().forEach(this::enter);
        groupsByHost.values().forEach(found -> found.sort(LAID_OVER));
    }

    private void enter(Group group) {
        Set<String> found = new LinkedHashSet<>();
        below(group.name())
                .forEach(one -> found.addAll(groups.get(one) instanceof Group known ? known.hosts() : Set.of()));
        hostsByGroup.put(group.name(), List.copyOf(found));
        found.forEach(host ->
                groupsByHost.computeIfAbsent(host, any -> new ArrayList<>()).add(group));
    }

    /** All hosts, by name. */
    public Map<String, Host> hosts() {
        return hosts;
    }

    /** All groups, by name. */
    public Map<String, Group> groups() {
        return groups;
    }

    /** What the folders beside each source say, in the order of the sources; later ones win. */
    public List<FolderVars> beside() {
        return beside;
    }

    /** The files and folders it was read from. */
    public List<Path> sources() {
        return sources;
    }

    /** Where hosts and groups were first named. */
    public Places places() {
        return places;
    }

    /** Whether all of its sources could be read. */
    public boolean complete() {
        return complete;
    }

    /**
     * The same with a host, which may be there already, in these groups too, and these in those that are to hold them;
     * as it is where all that is so. A group that would hold itself holds not. Hosts of a group that no file names are
     * in the order of the inventory, whichever came first.
     */
    public Inventory with(String host, List<String> into, List<String> parents) {
        boolean known = hosts.containsKey(host);
        boolean member = into.stream()
                .allMatch(group -> groups.containsKey(group)
                        && groups.get(group).hosts().contains(host)
                        && parents.stream()
                                .allMatch(parent -> groups.containsKey(parent)
                                        && groups.get(parent).children().contains(group)));
        if (known && member) {
            return this;
        }
        InventoryBuilder builder = new InventoryBuilder(this).host(host, HostVars.NONE);
        for (String group : into) {
            builder.member(group, host);
            if (!places.groups().containsKey(group)) {
                builder.order(group);
            }
            parents.stream()
                    .filter(parent -> !below(group).contains(parent))
                    .forEach(parent -> builder.child(parent, group));
        }
        return builder.build(beside, sources, problem -> {});
    }

    /** No hosts but the implicit one. */
    public static Inventory empty() {
        return new InventoryBuilder().build(List.of(), List.of(), problem -> {});
    }

    /** A host by name; the controller is found although it is in no group. */
    public Optional<Host> host(String name) {
        Optional<Host> known = Optional.ofNullable(hosts.get(name));
        return known.isEmpty() && LOCAL_NAMES.contains(name)
                ? Optional.of(new Host(name, HostVars.NONE, Optional.empty()))
                : known;
    }

    /** Whether a host is the controller although no inventory names it: it is reached without a connection. */
    public boolean isImplicit(String name) {
        return LOCAL_NAMES.contains(name) && !hosts.containsKey(name);
    }

    public Optional<Group> group(String name) {
        return Optional.ofNullable(groups.get(name));
    }

    /** The hosts of a group and of the groups below it, in order. */
    public List<String> hostsOf(String group) {
        return hostsByGroup.getOrDefault(group, List.of());
    }

    /** A group and all below it: itself, then level by level. */
    public Set<String> below(String group) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(group));
        while (!open.isEmpty()) {
            String name = open.remove();
            @Nullable Group known = groups.get(name);
            if (known != null && seen.add(name)) {
                open.addAll(known.children());
            }
        }
        return seen;
    }

    /** The groups a host is in, {@code all} first, in the order their variables are laid over each other. */
    public List<Group> groupsOf(String host) {
        return Collections.unmodifiableList(groupsByHost.getOrDefault(host, List.of()));
    }

    /**
     * The value of {@code group_names}: sorted, without {@code all}; {@code ungrouped} for a host in no other group.
     */
    public List<String> groupNames(String host) {
        return groupsOf(host).stream()
                .map(Group::name)
                .filter(name -> !name.equals(Group.ALL))
                .sorted()
                .toList();
    }

    /** The value of {@code groups}. */
    public Map<String, List<String>> hostsByGroup() {
        return Collections.unmodifiableMap(hostsByGroup);
    }
}
