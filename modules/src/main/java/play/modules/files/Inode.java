package play.modules.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import play.host.FileState;
import play.host.HostState;
import play.host.PathStats;

/** What a file has that no plan sets, and what is known of links and devices too. */
sealed interface Inode extends HostState {
    /** As {@code stat.NAME} in a register; times in seconds since 1970, the size of a block in bytes. */
    List<String> NAMES = List.of(
            "uid", "gid", "inode", "dev", "nlink", "atime", "mtime", "ctime", "blocks", "block_size", "device_type");

    record Missing() implements Inode {
        @Override
        public boolean present() {
            return false;
        }
    }

    /**
     * What stat says.
     *
     * @param values in the order of {@link #NAMES}
     * @param size in bytes, whatever stands there
     */
    record Numbers(List<Long> values, FileState.Attributes attributes, long size) implements Inode {
        public Numbers {
            values = List.copyOf(values);
        }

        static Numbers of(PathStats.Stat stat) {
            List<Long> values = new ArrayList<>(stat.inode());
            values.add(stat.device());
            return new Numbers(values, stat.attributes(), stat.size());
        }

        @Override
        public boolean present() {
            return true;
        }

        /** Bytes on the disk: {@code stat} counts blocks of 512, whatever the file system has. */
        long diskUsage() {
            return 512 * values.get(NAMES.indexOf("blocks"));
        }

        Map<String, Long> fields() {
            Map<String, Long> fields = new LinkedHashMap<>();
            for (int i = 0; i < NAMES.size(); i++) {
                fields.put(NAMES.get(i), values.get(i));
            }
            return fields;
        }
    }
}
