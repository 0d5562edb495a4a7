package play.host;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Other names of block devices, by their short names ({@code sda1}, {@code dm-0}).
 *
 * @param ids stable names of hardware, as {@code /dev/disk/by-id} has them
 * @param uuids of file systems
 * @param labels of file systems
 * @param masters short names of the devices that are built upon one
 * @param mapped short names of devices by those below {@code /dev/mapper}
 */
record DiskLinks(
        Map<String, List<String>> ids,
        Map<String, List<String>> uuids,
        Map<String, List<String>> labels,
        Map<String, List<String>> masters,
        Map<String, String> mapped) {
    private static final String DEVICES = "/dev/";
    private static final String MAPPED = "/dev/mapper/";
    private static final String NAME = "/dm/name:";

    /** Of lines {@code disks} (a kind, or a link and where it leads), {@code holder} and {@code block}. */
    static DiskLinks of(FactLines lines) {
        Map<String, Map<String, TreeSet<String>>> kinds = new HashMap<>();
        String kind = "";
        for (String line : lines.values("disks")) {
            String[] words = line.split(" ");
            if (words.length == 2 && words[0].equals("by")) {
                kind = words[1];
            } else if (words.length == 2) {
                add(kinds, kind, words[1], words[0]);
            }
        }
        for (String holder : lines.values("holder")) {
            String[] parts = holder.split("/");
            if (parts.length > 2) {
                add(kinds, "holder", parts[parts.length - 3], parts[parts.length - 1]);
            }
        }
        Map<String, String> mapped = new HashMap<>();
        lines.values("block").stream()
                .filter(line -> line.contains(NAME))
                .forEach(line -> mapped.put(
                        line.substring(line.indexOf(NAME) + NAME.length()), line.substring(0, line.indexOf('/'))));
        return new DiskLinks(
                lists(kinds, "id"), lists(kinds, "uuid"), lists(kinds, "label"), lists(kinds, "holder"), mapped);
    }

    private static void add(Map<String, Map<String, TreeSet<String>>> kinds, String kind, String device, String name) {
        kinds.computeIfAbsent(kind, none -> new TreeMap<>())
                .computeIfAbsent(device, none -> new TreeSet<>())
                .add(name);
    }

    private static Map<String, List<String>> lists(Map<String, Map<String, TreeSet<String>>> kinds, String kind) {
        return kinds.getOrDefault(kind, Map.of()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> List.copyOf(entry.getValue()), (one, two) -> one, TreeMap::new));
    }

    /** By the names that facts have. */
    Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("ids", ids);
        all.put("uuids", uuids);
        all.put("labels", labels);
        all.put("masters", masters);
        return all;
    }

    /** As {@link #all}, of one device. */
    Map<String, Object> of(String device) {
        Map<String, Object> links = new LinkedHashMap<>();
        links.put("ids", ids.getOrDefault(device, List.of()));
        links.put("uuids", uuids.getOrDefault(device, List.of()));
        links.put("labels", labels.getOrDefault(device, List.of()));
        links.put("masters", masters.getOrDefault(device, List.of()));
        return links;
    }

    /** World-wide name of a disk. */
    Optional<String> wwn(String device) {
        return ids.getOrDefault(device, List.of()).stream()
                .filter(id -> id.startsWith("wwn-"))
                .map(id -> id.substring("wwn-".length()))
                .findFirst();
    }

    /** UUID of what a device holds, by its path. */
    Optional<String> uuid(String path) {
        String device = path.startsWith(MAPPED)
                ? mapped.getOrDefault(path.substring(MAPPED.length()), "")
                : path.startsWith(DEVICES) ? path.substring(DEVICES.length()) : path;
        return uuids.getOrDefault(device, List.of()).stream().findFirst();
    }

    /** The name of a device that is mapped, which others call it by; else its own. */
    String nameOf(String device) {
        return mapped.entrySet().stream()
                .filter(entry -> entry.getValue().equals(device))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(device);
    }
}
