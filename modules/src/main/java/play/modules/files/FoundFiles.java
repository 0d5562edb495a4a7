package play.modules.files;

import java.util.List;
import java.util.Map;
import play.host.HostState;

/** What stands below a directory. */
sealed interface FoundFiles extends HostState {
    /** No directory is there. */
    record Missing() implements FoundFiles {
        @Override
        public boolean present() {
            return false;
        }
    }

    /** A dry run foresees that something below changes, so that nobody can tell what will be there. */
    record Foreseen() implements FoundFiles {
        @Override
        public boolean present() {
            return true;
        }
    }

    /**
     * As it is.
     *
     * @param entries those that the walk asked for, and maybe more
     * @param examined how many there are in the directories that were walked through
     * @param now the host's clock, in seconds since 1970
     * @param skipped why a directory could not be looked into, by path
     */
    record Listed(List<Entry> entries, long examined, long now, Map<String, String> skipped) implements FoundFiles {
        public Listed {
            entries = List.copyOf(entries);
            skipped = Map.copyOf(skipped);
        }

        @Override
        public boolean present() {
            return true;
        }
    }

    /**
     * What stands at a path; a symbolic link is not followed.
     *
     * @param raw the mode with the bits of the kind, as in stat(2)
     * @param owner its name, empty where it has none
     * @param group likewise
     * @param numbers by the names of {@link Inode#NAMES}, with {@code size} and {@code blocks}
     */
    record Entry(String path, int raw, String owner, String group, Map<String, Long> numbers) {
        public Entry {
            numbers = Map.copyOf(numbers);
        }

        /** The bits of the kind. */
        private int kind() {
            return raw & 0170000;
        }

        boolean isFile() {
            return kind() == 0100000;
        }

        boolean isDirectory() {
            return kind() == 0040000;
        }

        boolean isLink() {
            return kind() == 0120000;
        }

        boolean isSocket() {
            return kind() == 0140000;
        }

        boolean isPipe() {
            return kind() == 0010000;
        }

        boolean isBlockDevice() {
            return kind() == 0060000;
        }

        boolean isCharacterDevice() {
            return kind() == 0020000;
        }

        long number(String name) {
            return numbers.getOrDefault(name, 0L);
        }
    }
}
