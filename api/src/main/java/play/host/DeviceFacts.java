package play.host;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Disks and their partitions, and volumes of LVM, in the form and the units of Ansible. */
final class DeviceFacts {
    private static final String SECTOR = "512";
    private static final long KERNEL_SECTOR = 512;
    private static final String NOT_TOLD = "N/A";
    private static final String ZERO = "0";

    private final FactLines lines;
    private final DiskLinks links;

    /** What the kernel says of disks, by their names: {@code queue/rotational}, {@code sda1/start}. */
    private final Map<String, Map<String, String>> disks = new TreeMap<>();

    DeviceFacts(FactLines lines, DiskLinks links) {
        this.lines = lines;
        this.links = links;
        for (String line : lines.values("block")) {
            int slash = line.indexOf('/');
            int colon = line.indexOf(':', slash);
            if (slash > 0 && colon > 0) {
                disks.computeIfAbsent(line.substring(0, slash), none -> new TreeMap<>())
                        .put(
                                line.substring(slash + 1, colon),
                                line.substring(colon + 1).strip());
            }
        }
    }

    void addTo(Map<String, @Nullable Object> facts) {
        Map<String, Object> devices = new LinkedHashMap<>();
        disks.forEach((name, told) -> devices.put(name, disk(name, told)));
        facts.put("devices", devices);
        facts.put("device_links", links.all());
        facts.put("lvm", lines.text("lvm").isEmpty() ? NOT_TOLD : volumes());
    }

    private Map<String, @Nullable Object> disk(String name, Map<String, String> told) {
        String sector = told.getOrDefault("queue/logical_block_size", SECTOR);
        Map<String, @Nullable Object> disk = new LinkedHashMap<>();
        disk.put("virtual", 1L);
        disk.put("links", links.of(name));
        for (String part : List.of("vendor", "model", "sas_address", "sas_device_handle")) {
            disk.put(part, known(told, "device/" + part));
        }
        if (known(told, "device/serial") instanceof String serial) {
            disk.put("serial", serial);
        }
        disk.put("removable", known(told, "removable"));
        disk.put("support_discard", discards(told));
        links.wwn(name).ifPresent(wwn -> disk.put("wwn", wwn));
        disk.put("partitions", partitions(name, told));
        disk.put("rotational", known(told, "queue/rotational"));
        disk.put("scheduler_mode", scheduler(told.getOrDefault("queue/scheduler", "")));
        disk.put("sectorsize", sector);
        long sectors = sectors(told.getOrDefault("size", ZERO), sector);
        disk.put("sectors", sectors);
        disk.put("size", size(sectors, sector));
        disk.put("host", "");
        disk.put("holders", holders(name));
        return disk;
    }

    private static @Nullable String known(Map<String, String> told, String name) {
        String text = told.getOrDefault(name, "");
        return text.isEmpty() ? null : text;
    }

    /** Not where either of two files of the kernel is 0. */
    private static @Nullable String discards(Map<String, String> told) {
        return told.getOrDefault("queue/discard_max_hw_bytes", "").equals(ZERO)
                ? ZERO
                : known(told, "queue/discard_granularity");
    }

    private static String scheduler(String text) {
        return text.matches(".*\\[.*\\].*") ? text.substring(text.indexOf('[') + 1, text.indexOf(']')) : "";
    }

    private Map<String, Object> partitions(String disk, Map<String, String> told) {
        Map<String, Object> partitions = new LinkedHashMap<>();
        told.keySet().stream()
                .filter(path -> path.endsWith("/start"))
                .map(path -> path.substring(0, path.indexOf('/')))
                .filter(name -> name.startsWith(disk))
                .forEach(name -> partitions.put(name, partition(name, told)));
        return partitions;
    }

    private Map<String, @Nullable Object> partition(String name, Map<String, String> told) {
        Map<String, @Nullable Object> partition = new LinkedHashMap<>();
        long sectors = sectors(told.getOrDefault(name + "/size", ZERO), SECTOR);
        partition.put("links", links.of(name));
        partition.put("start", told.getOrDefault(name + "/start", ZERO));
        partition.put("sectorsize", KERNEL_SECTOR);
        partition.put("sectors", sectors);
        partition.put("size", size(sectors, SECTOR));
        partition.put("uuid", links.uuid(name).orElse(null));
        partition.put("holders", holders(name));
        return partition;
    }

    private List<String> holders(String device) {
        return links.masters().getOrDefault(device, List.of()).stream()
                .map(links::nameOf)
                .toList();
    }

    /** The kernel counts in sectors of 512 bytes, whatever those of the disk are. */
    private static long sectors(String size, String sector) {
        return size.matches("[0-9]{1,15}") && sector.matches("[1-9][0-9]{0,8}")
                ? Long.parseLong(size) * KERNEL_SECTOR / Long.parseLong(sector)
                : 0;
    }

    private static String size(long sectors, String sector) {
        double bytes = sectors * (sector.matches("[0-9]{1,9}") ? Double.parseDouble(sector) : KERNEL_SECTOR);
        List<String> units = List.of("Bytes", "KB", "MB", "GB", "TB", "PB", "EB");
        int unit = 0;
        while (bytes >= 1024 && unit < units.size() - 1) {
            bytes /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.2f %s", bytes, units.get(unit));
    }

    /** Sizes in GiB, as texts. */
    private Map<String, Object> volumes() {
        Map<String, Object> groups = new LinkedHashMap<>();
        Map<String, Object> volumes = new LinkedHashMap<>();
        Map<String, Object> physical = new LinkedHashMap<>();
        rows("vg", 7)
                .forEach(row -> groups.put(
                        row[0], named("size_g", row[5], "free_g", row[6], "num_lvs", row[2], "num_pvs", row[1])));
        rows("lv", 4).forEach(row -> volumes.put(row[0], named("size_g", row[3], "vg", row[1])));
        rows("pv", 6)
                .forEach(row -> physical.put(path(row[0]), named("size_g", row[4], "free_g", row[5], "vg", row[1])));
        return named("lvs", volumes, "vgs", groups, "pvs", physical);
    }

    private Stream<String[]> rows(String name, int columns) {
        return lines.values(name).stream()
                .map(line -> line.strip().split(",", -1))
                .filter(row -> row.length >= columns);
    }

    private String path(String device) {
        String name = device.substring(device.lastIndexOf('/') + 1);
        String mapped = links.nameOf(name);
        return mapped.equals(name) ? device : "/dev/mapper/" + mapped;
    }

    private static Map<String, Object> named(Object... pairs) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            named.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return named;
    }
}
