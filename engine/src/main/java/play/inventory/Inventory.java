package play.inventory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.source.Span;

/**
 * All hosts and groups, in the order they were first named.
 *
 * @param beside what the folders beside each source say, in the order of the sources; later ones win
 * @param sources the files and folders it was read from
 * @param places where hosts and groups were first named, by their names
 * @param complete whether all of its sources could be read
 */
public record Inventory(
    Map<String, Host> hosts, Map<String, Group> groups, List<FolderVars> beside, List<Path> sources, Places places, boolean complete) {
  /** Where names stand; those that no file names, such as {@code ungrouped}, have no place. */
  public record Places(Map<String, Span> hosts, Map<String, Span> groups) {
    public Places {
      hosts = Map.copyOf(hosts);
      groups = Map.copyOf(groups);
    }
  }

  /** Names of the controller itself, which is there even when no inventory names it. */
  public static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "::1");

  public Inventory {
    hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    beside = List.copyOf(beside);
    sources = List.copyOf(sources);
  }

  /** No hosts but the implicit one. */
  public static Inventory empty() {
    return new InventoryBuilder().build(List.of(), List.of(), problem -> {});
  }

  /** A host by name; the controller is found although it is in no group. */
  public Optional<Host> host(String name) {
    Optional<Host> known = Optional.ofNullable(hosts.get(name));
    return known.isEmpty() && LOCAL_NAMES.contains(name) ? Optional.of(new Host(name, HostVars.NONE, Optional.empty())) : known;
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
    Set<String> found = new LinkedHashSet<>();
    below(group).forEach(one -> found.addAll(groups.get(one) instanceof Group known ? known.hosts() : Set.of()));
    return List.copyOf(found);
  }

  /** A group and all below it, itself first. */
  public Set<String> below(String group) {
    Set<String> seen = new LinkedHashSet<>();
    collect(group, seen);
    return seen;
  }

  private void collect(String group, Set<String> seen) {
    @Nullable Group known = groups.get(group);
    if (known != null && seen.add(group)) {
      known.children().forEach(child -> collect(child, seen));
    }
  }

  /** The groups a host is in, {@code all} first, in the order their variables are laid over each other. */
  public List<Group> groupsOf(String host) {
    List<Group> found = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    boolean grown = hosts.containsKey(host);
    while (grown) {
      grown = false;
      for (Group group : groups.values()) {
        boolean holds = group.hosts().contains(host) || group.children().stream().anyMatch(names::contains);
        if (holds && names.add(group.name())) {
          found.add(group);
          grown = true;
        }
      }
    }
    found.sort(Comparator.comparingInt(Group::depth).thenComparingLong(Group::priority).thenComparing(Group::name));
    return found;
  }

  /** The value of {@code group_names}: sorted, without {@code all}; {@code ungrouped} for a host in no other group. */
  public List<String> groupNames(String host) {
    return groupsOf(host).stream().map(Group::name).filter(name -> !name.equals(Group.ALL)).sorted().toList();
  }

  /** The value of {@code groups}. */
  public Map<String, List<String>> hostsByGroup() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    groups.keySet().forEach(name -> all.put(name, hostsOf(name)));
    return Collections.unmodifiableMap(all);
  }
}
