package play.inventory;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private final Map<String, Span> places = new HashMap<>();
  private final Map<String, Span> hostPlaces = new HashMap<>();
  private final Map<String, Span> groupPlaces = new HashMap<>();
  private Optional<Path> source = Optional.empty();
  private boolean complete = true;

  public InventoryBuilder() {
    groups.put(Group.ALL, new Group(Group.ALL, Set.of(), Set.of(), HostVars.NONE, 0));
    groups.put(Group.UNGROUPED, new Group(Group.UNGROUPED, Set.of(), Set.of(), HostVars.NONE, 1));
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
    hosts.put(name, known == null ? new Host(name, vars, source) : new Host(name, known.vars().and(vars), known.source()));
    return this;
  }

  /** A group that may be there already; variables are laid over those it has. */
  public InventoryBuilder group(String name, HostVars vars) {
    @Nullable Group known = groups.get(name);
    groups.put(
        name,
        known == null
            ? new Group(name, Set.of(), Set.of(), vars, 1)
            : new Group(name, known.hosts(), known.children(), known.vars().and(vars), known.depth()));
    return this;
  }

  /** Puts a host into a group; both are made if they are not there. */
  public InventoryBuilder member(String group, String host) {
    host(host, HostVars.NONE);
    group(group, HostVars.NONE);
    groups.computeIfPresent(group, (name, known) -> new Group(name, plus(known.hosts(), host), known.children(), known.vars(), known.depth()));
    return this;
  }

  /** Puts a group into a group; both are made if they are not there. */
  public InventoryBuilder child(String group, String child, Span place) {
    group(group, HostVars.NONE);
    group(child, HostVars.NONE);
    places.putIfAbsent(group + " > " + child, place);
    groups.computeIfPresent(group, (name, known) -> new Group(name, known.hosts(), plus(known.children(), child), known.vars(), known.depth()));
    return this;
  }

  private static Set<String> plus(Set<String> names, String name) {
    Set<String> more = new LinkedHashSet<>(names);
    more.add(name);
    return more;
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
    Map<String, Group> finished = new LinkedHashMap<>(groups);
    Set<String> inGroups = new LinkedHashSet<>();
    groups.values().stream().filter(group -> !isTop(group.name())).forEach(group -> inGroups.addAll(group.hosts()));
    Set<String> ungrouped = new LinkedHashSet<>(hosts.keySet());
    ungrouped.removeAll(inGroups);
    Group plain = finished.getOrDefault(Group.UNGROUPED, new Group(Group.UNGROUPED, Set.of(), Set.of(), HostVars.NONE, 1));
    finished.put(Group.UNGROUPED, new Group(Group.UNGROUPED, ungrouped, plain.children(), plain.vars(), 1));
    finished.put(Group.ALL, top(finished));
    Map<String, Integer> depths = depths(finished);
    finished.replaceAll((name, group) -> new Group(name, group.hosts(), group.children(), group.vars(), depths.getOrDefault(name, 1)));
    return new Inventory(hosts, finished, beside, sources, new Inventory.Places(hostPlaces, groupPlaces), complete);
  }

  private static boolean isTop(String group) {
    return group.equals(Group.ALL) || group.equals(Group.UNGROUPED);
  }

  /** {@code all} holds every group that no other group holds. */
  private static Group top(Map<String, Group> groups) {
    Set<String> held = new LinkedHashSet<>();
    groups.values().stream().filter(group -> !group.name().equals(Group.ALL)).forEach(group -> held.addAll(group.children()));
    Set<String> children = new LinkedHashSet<>(Set.of(Group.UNGROUPED));
    groups.keySet().stream().filter(name -> !held.contains(name) && !name.equals(Group.ALL)).forEach(children::add);
    Group all = java.util.Objects.requireNonNull(groups.get(Group.ALL));
    return new Group(Group.ALL, Set.of(), children, all.vars(), 0);
  }

  private static Map<String, Integer> depths(Map<String, Group> groups) {
    Map<String, Integer> depths = new HashMap<>(Map.of(Group.ALL, 0));
    Deque<String> open = new ArrayDeque<>(List.of(Group.ALL));
    while (!open.isEmpty()) {
      String name = open.remove();
      int below = depths.getOrDefault(name, 0) + 1;
      Group group = groups.get(name);
      for (String child : group == null ? Set.<String>of() : group.children()) {
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
    Optional<List<String>> found = groups.keySet().stream().flatMap(name -> cycle(name, name, new LinkedHashSet<>()).stream()).findFirst();
    found.ifPresent(
        path -> {
          String edge = path.get(path.size() - 2) + " > " + path.getLast();
          problems.report(
              Diagnostic.error(
                  "group-cycle",
                  "Group inside itself",
                  "Group '" + path.getFirst() + "' is below itself: " + String.join(" > ", path) + ".",
                  java.util.Objects.requireNonNull(places.get(edge))));
        });
  }

  private Optional<List<String>> cycle(String goal, String at, Set<String> path) {
    if (!path.add(at)) {
      return Optional.empty();
    }
    Group group = groups.get(at);
    for (String child : group == null ? Set.<String>of() : group.children()) {
      if (child.equals(goal)) {
        List<String> found = new java.util.ArrayList<>(path);
        found.add(goal);
        return Optional.of(found);
      }
      Optional<List<String>> deeper = cycle(goal, child, path);
      if (deeper.isPresent()) {
        return deeper;
      }
    }
    path.remove(at);
    return Optional.empty();
  }
}
