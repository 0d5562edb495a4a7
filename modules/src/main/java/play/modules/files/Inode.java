package play.modules.files;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import play.host.HostState;

/** The numbers of a file that no plan sets. */
sealed interface Inode extends HostState {
    /** As {@code stat.NAME} in a register; times in seconds since 1970. */
    List<String> NAMES = List.of("uid", "gid", "inode", "dev", "nlink", "atime", "mtime", "ctime");

    record Missing() implements Inode {
        @Override
        public boolean present() {
            return false;
        }
    }

    /** In the order of {@link #NAMES}. */
    record Numbers(List<Long> values) implements Inode {
        public Numbers {
            values = List.copyOf(values);
        }

        @Override
        public boolean present() {
            return true;
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
