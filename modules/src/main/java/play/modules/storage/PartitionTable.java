package play.modules.storage;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
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
     * @param names of the partitions, by their numbers; empty where they have none
     * @param ends their last bytes, likewise
     * @param flags their flags
     * @param shown what parted prints in the unit that a task asks for
     */
    record Of(
            String label,
            long size,
            SortedMap<Integer, String> names,
            Foreseen<SortedMap<Integer, Long>> ends,
            Foreseen<SortedMap<Integer, SortedSet<String>>> flags,
            Foreseen<String> shown)
            implements PartitionTable {
        @Override
        public boolean present() {
            return true;
        }

        boolean has(int number) {
            return names.containsKey(number);
        }

        String name(int number) {
            return names.getOrDefault(number, "");
        }

        /** One without partitions. */
        static Of blank(String label, long size) {
            return new Of(
                    label,
                    size,
                    new TreeMap<>(),
                    new Foreseen.Exactly<>(new TreeMap<>()),
                    new Foreseen.Exactly<>(new TreeMap<>()),
                    LATER);
        }

        Of without(int number) {
            SortedMap<Integer, String> others = new TreeMap<>(names);
            others.remove(number);
            return new Of(label, size, others, less(ends, number), less(flags, number), LATER);
        }

        private static <T> Foreseen<SortedMap<Integer, T>> less(Foreseen<SortedMap<Integer, T>> all, int number) {
            return all.map(known -> {
                SortedMap<Integer, T> others = new TreeMap<>(known);
                others.remove(number);
                return others;
            });
        }

        Of named(int number, String name) {
            SortedMap<Integer, String> all = new TreeMap<>(names);
            all.put(number, name);
            return new Of(label, size, all, ends, flags, LATER);
        }

        /** With ends that parted chooses. */
        Of moved() {
            return new Of(label, size, names, new Foreseen.Later<>("parted aligns it"), flags, LATER);
        }

        Of flagged(int number, Set<String> some) {
            return new Of(
                    label,
                    size,
                    names,
                    ends,
                    flags.map(known -> {
                        SortedMap<Integer, SortedSet<String>> all = new TreeMap<>(known);
                        all.put(number, PartitionTable.flags(label, some));
                        return all;
                    }),
                    LATER);
        }

        /** With flags that parted chooses. */
        Of flaggedByItself() {
            return new Of(label, size, names, ends, new Foreseen.Later<>("parted chooses some by itself"), LATER);
        }
    }

    Foreseen<String> LATER = new Foreseen.Later<>("parted prints it after the run");

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
            SortedMap<Integer, String> names = new TreeMap<>();
            SortedMap<Integer, Long> ends = new TreeMap<>();
            SortedMap<Integer, SortedSet<String>> flags = new TreeMap<>();
            for (String line : lines.subList(2, lines.size())) {
                List<String> one = fields(line, 7);
                int number = (int) number(one.get(0));
                names.put(number, one.get(5));
                ends.put(number, number(one.get(2)));
                Set<String> some = new TreeSet<>(List.of(one.get(6).split(", *")));
                some.remove("");
                flags.put(number, PartitionTable.flags(label, some));
            }
            return new Of(
                    label,
                    number(disk.get(1)),
                    names,
                    new Foreseen.Exactly<>(ends),
                    new Foreseen.Exactly<>(flags),
                    new Foreseen.Exactly<>(shown));
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
