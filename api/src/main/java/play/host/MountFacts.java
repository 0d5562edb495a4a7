package play.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is mounted of devices, and of file systems of other hosts. Sizes in bytes. */
final class MountFacts {
    /** What Ansible says of a file system whose identity is not known. */
    private static final String NO_UUID = "N/A";

    private static final String BIND = "bind";

    /** Of {@code size}: size of a block, blocks, those left for users other than root, inodes, free ones, path. */
    private static final int SIZES = 5;

    private final FactLines lines;
    private final DiskLinks links;

    MountFacts(FactLines lines, DiskLinks links) {
        this.lines = lines;
        this.links = links;
    }

    void addTo(Map<String, @Nullable Object> facts) {
        Map<String, Map<String, Object>> mounts = new LinkedHashMap<>();
        Set<String> bound = new HashSet<>();
        lines.values("bound").forEach(path -> bound.add(MountNames.read(path)));
        Map<String, Map<String, Object>> sizes = sizes();
        for (String line : lines.values("mounted")) {
            String[] fields = line.split(" ");
            if (fields.length == 6) {
                Map<String, Object> mount = mount(fields, bound);
                String path = MountNames.read(fields[1]);
                mount.putAll(sizes.getOrDefault(path, Map.of()));
                // What is mounted over another hides it.
                mounts.remove(path);
                mounts.put(path, mount);
            }
        }
        facts.put("mounts", List.copyOf(mounts.values()));
    }

    private Map<String, Object> mount(String[] fields, Set<String> bound) {
        String device = MountNames.read(fields[0]);
        String path = MountNames.read(fields[1]);
        boolean binds = bound.contains(path) && !fields[2].equals("btrfs");
        Map<String, Object> mount = new LinkedHashMap<>();
        mount.put("mount", path);
        mount.put("device", device);
        mount.put("fstype", fields[2]);
        mount.put("options", binds ? fields[3] + "," + BIND : fields[3]);
        mount.put("dump", whole(fields[4]));
        mount.put("passno", whole(fields[5]));
        mount.put("uuid", links.uuid(device).orElse(NO_UUID));
        return mount;
    }

    private Map<String, Map<String, Object>> sizes() {
        Map<String, Map<String, Object>> sizes = new HashMap<>();
        for (String line : lines.values("size")) {
            if (line.matches("([0-9]{1,15} ){" + SIZES + "}/.*")) {
                String[] fields = line.split(" ", SIZES + 1);
                List<Long> numbers = new ArrayList<>();
                for (int i = 0; i < SIZES; i++) {
                    numbers.add(Long.parseLong(fields[i]));
                }
                sizes.put(fields[SIZES], size(numbers));
            }
        }
        return sizes;
    }

    private static Map<String, Object> size(List<Long> told) {
        long block = told.get(0);
        long total = told.get(1);
        long available = told.get(2);
        long inodes = told.get(3);
        long free = told.get(4);
        Map<String, Object> size = new LinkedHashMap<>();
        size.put("size_total", block * total);
        size.put("size_available", block * available);
        size.put("block_size", block);
        size.put("block_total", total);
        size.put("block_available", available);
        size.put("block_used", total - available);
        size.put("inode_total", inodes);
        size.put("inode_available", free);
        size.put("inode_used", inodes - free);
        return size;
    }

    private static long whole(String text) {
        return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : 0;
    }
}
