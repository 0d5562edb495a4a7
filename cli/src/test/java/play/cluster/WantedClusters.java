package play.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which inventories tests on real hosts bring up, and which trials they put each cluster through. With the property
 * {@code play.clusters} as {@code lab,ha:outage,ha:renewal} these are all trials of {@code lab} and two of {@code ha};
 * where it is empty, all of all.
 *
 * @param trials names of trials, in the order in which they are made, by inventory
 */
public record WantedClusters(Map<String, List<String>> trials) {
    /** The storage cluster, which has a test of its own. */
    public static final String CEPH = "ceph";

    static final String POLICIES = "policies";
    static final String UPGRADE = "upgrade";
    static final String RESET = "reset";
    static final String RENEWAL = "renewal";
    static final String OUTAGE = "outage";
    static final String REPLACEMENT = "replacement";
    static final String RESTORATION = "restoration";
    static final String VOLUMES = "volumes";
    static final String NODE_CHANGE = "node-change";
    static final String KEY_ROTATION = "key-rotation";
    static final String CA_ROTATION = "ca-rotation";
    static final String UPKEEP = "upkeep";
    static final String MAINTENANCE = "maintenance";
    static final String BOTH_FAMILIES = "both-families";
    static final String BUNDLE = "bundle";

    /** Cheap ones with what they make of the cluster come before those that take it apart. */
    private static final Map<String, List<String>> ALL = ordered(List.of(
            Map.entry("lab", List.of(POLICIES, UPGRADE, RESET)),
            Map.entry("ha", List.of(RENEWAL, UPGRADE, KEY_ROTATION, CA_ROTATION, OUTAGE, REPLACEMENT, RESTORATION)),
            Map.entry("kubeadm-ceph", List.of(VOLUMES, RENEWAL, UPGRADE)),
            Map.entry("packages", List.of(NODE_CHANGE, KEY_ROTATION)),
            Map.entry("all-in-one-net", List.of(UPKEEP, CA_ROTATION, MAINTENANCE)),
            Map.entry("dual-stack", List.of(BOTH_FAMILIES, NODE_CHANGE)),
            Map.entry("ipv6", List.of(BUNDLE, RESET)),
            Map.entry(CEPH, List.of())));

    /** As the property says. */
    public static WantedClusters ofProperty() {
        return of(System.getProperty("play.clusters", ""));
    }

    /**
     * @param words {@code INVENTORY} or {@code INVENTORY:TRIAL}, with commas between; empty for all
     * @throws IllegalArgumentException where one is named that there is not
     */
    static WantedClusters of(String words) {
        if (words.isEmpty()) {
            return new WantedClusters(ALL);
        }
        Map<String, List<String>> wanted = new LinkedHashMap<>();
        for (String word : Arrays.asList(words.split(","))) {
            String[] parts = word.split(":", 2);
            List<String> known = ALL.getOrDefault(parts[0], List.of());
            boolean there = parts.length == 1 ? ALL.containsKey(parts[0]) : known.contains(parts[1]);
            if (!there) {
                throw new IllegalArgumentException("play.clusters names " + word + ", of which there is no test");
            }
            wanted.computeIfAbsent(parts[0], name -> new ArrayList<>())
                    .addAll(parts.length == 1 ? known : List.of(parts[1]));
        }
        wanted.replaceAll((inventory, chosen) ->
                ALL.get(inventory).stream().filter(chosen::contains).toList());
        return new WantedClusters(Collections.unmodifiableMap(wanted));
    }

    /** Whether the cluster of an inventory is brought up at all. */
    public boolean wants(String inventory) {
        return trials.containsKey(inventory);
    }

    private static Map<String, List<String>> ordered(List<Map.Entry<String, List<String>>> entries) {
        Map<String, List<String>> ordered = new LinkedHashMap<>();
        entries.forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return Collections.unmodifiableMap(ordered);
    }
}
