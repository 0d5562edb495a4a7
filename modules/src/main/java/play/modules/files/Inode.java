package play.modules.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import play.host.FileState;
import play.host.HostState;
import play.host.Mode;
import play.host.PathChecks;
import play.host.PathStats;
import play.value.Foreseen;

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

        /** See {@link play.host.StateFamily#still}: devices aside, all that a program may have asked for. */
        Optional<String> still(String path) {
            if (values.getLast() != 0
                    || !(attributes.mode() instanceof Foreseen.Exactly<Mode>(Mode mode))
                    || !(attributes.owner() instanceof Foreseen.Exactly<String>(String owner))
                    || !(attributes.group() instanceof Foreseen.Exactly<String>(String group))) {
                return Optional.empty();
            }
            String numbers = values.subList(0, values.size() - 1).stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(" "));
            return Optional.of(PathChecks.prints(
                    path,
                    "%s %u %g %i %d %h %X %Y %Z %b %o %a %U %G",
                    size + " " + numbers + " " + Integer.toOctalString(mode.bits()) + " " + owner + " " + group));
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
