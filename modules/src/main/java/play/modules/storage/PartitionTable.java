package play.modules.storage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Foreseen;

/** The partitions of a disk, or of a file that serves as one. */
sealed interface PartitionTable extends HostState {
    record Missing() implements PartitionTable {
        @Override
        public boolean present() {
            return false;
        }
    }

    /**
     * @param label kind of the table: gpt, msdos …; empty where there is none
     * @param size of the disk, in bytes
     * @param shown what parted prints in the unit that a task asks for
     */
    record Of(String label, long size, List<Partition> partitions, Foreseen<String> shown) implements PartitionTable {
        public Of {
            partitions = List.copyOf(partitions);
        }

        @Override
        public boolean present() {
            return true;
        }

        Optional<Partition> partition(int number) {
            return partitions.stream().filter(one -> one.number() == number).findFirst();
        }

        /** With another partition in the place of the one of its number. */
        Of with(Partition partition) {
            List<Partition> all = new ArrayList<>(without(partition.number()).partitions());
            all.add(partition);
            all.sort((a, b) -> Integer.compare(a.number(), b.number()));
            return new Of(label, size, all, LATER);
        }

        Of without(int number) {
            return new Of(
                    label,
                    size,
                    partitions.stream().filter(one -> one.number() != number).toList(),
                    LATER);
        }
    }

    Foreseen<String> LATER = new Foreseen.Later<>("parted prints it after the run");

    /**
     * @param begin in bytes
     * @param end its last byte
     * @param name empty where it has none
     */
    record Partition(
            int number, Foreseen<Long> begin, Foreseen<Long> end, String name, Foreseen<SortedSet<String>> flags) {}

    /** Flags as parted has them; on GPT one of them comes with the other. */
    static SortedSet<String> flags(String label, Set<String> some) {
        SortedSet<String> all = new TreeSet<>(some);
        if (label.equals("gpt") && (all.contains("boot") || all.contains("esp"))) {
            all.addAll(Set.of("boot", "esp"));
        }
        return Collections.unmodifiableSortedSet(all);
    }

    static StateKey<PartitionTable> at(String device, String unit) {
        return new Family(unit).key(device);
    }

    /** Reads them by parted. */
    record Family(String unit) implements StateFamily<PartitionTable> {
        private static final String READ = """
            export LC_ALL=C
            for p do
              if [ ! -e "$p" ]; then printf 'missing\\0'; continue; fi
              if ! command -v parted >/dev/null; then printf 'lacking\\0'; continue; fi
              if [ ! -r "$p" ]; then printf 'denied\\0'; continue; fi
              printf 'read\\0%%s\\0%%s\\0' "$(parted -s -m "$p" unit B print 2>/dev/null)" \\
                "$(parted -s -m "$p" unit %s print 2>/dev/null)"
            done
            """;

        private static final String KINDS = "missing, lacking, denied or read";

        @Override
        public String name() {
            return "partition table";
        }

        @Override
        public Class<PartitionTable> type() {
            return PartitionTable.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Optional<PartitionTable> absent() {
            return Optional.of(new Missing());
        }

        @Override
        public Script read(List<StateKey<PartitionTable>> keys) {
            return Script.over(keys, READ.formatted(unit));
        }

        @Override
        public Told<PartitionTable> told(List<StateKey<PartitionTable>> keys, ScriptResult result)
                throws UnknownStateException {
            Parts parts = Parts.of(result);
            return (index, path) -> switch (parts.next(KINDS)) {
                case "missing" -> new Missing();
                case "lacking" -> throw new UnknownStateException("the host has no program parted; install parted");
                case "denied" -> throw new UnknownStateException(path + " cannot be read by this user");
                case "read" -> of(parts.next("bytes"), parts.next("the unit"));
                case String other -> throw UnknownStateException.expected(KINDS, other);
            };
        }

        /**
         * {@code /dev/sdb:1073741824B:scsi:512:512:gpt:Model:;}, {@code 1:1048576B:2097151B:1048576B:ext4:data:lvm;}.
         */
        private static Of of(String bytes, String shown) throws UnknownStateException {
            List<String> lines = bytes.lines().toList();
            if (lines.size() < 2) {
                throw UnknownStateException.expected("a table of partitions", bytes);
            }
            List<String> disk = fields(lines.get(1), 6);
            String label = disk.get(5).equals("unknown") ? "" : disk.get(5);
            List<Partition> partitions = new ArrayList<>();
            for (String line : lines.subList(2, lines.size())) {
                List<String> one = fields(line, 7);
                Set<String> flags = new TreeSet<>(List.of(one.get(6).split(", *")));
                flags.remove("");
                partitions.add(new Partition(
                        (int) number(one.get(0)),
                        new Foreseen.Exactly<>(number(one.get(1))),
                        new Foreseen.Exactly<>(number(one.get(2))),
                        one.get(5),
                        new Foreseen.Exactly<>(flags(label, flags))));
            }
            return new Of(label, number(disk.get(1)), partitions, new Foreseen.Exactly<>(shown));
        }

        private static List<String> fields(String line, int least) throws UnknownStateException {
            List<String> fields = List.of(line.replaceFirst(";$", "").split(":", -1));
            if (fields.size() < least) {
                throw UnknownStateException.expected("a line of parted's", line);
            }
            return fields;
        }

        private static long number(String text) throws UnknownStateException {
            try {
                return Long.parseLong(text.replaceFirst("B$", ""));
            } catch (NumberFormatException e) {
                throw UnknownStateException.expected("a number of parted's", text);
            }
        }
    }
}
