package play.modules.files;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import play.host.HostState;

/** Who may do what with a file or directory, beside its owner, its group and others. */
sealed interface AccessList extends HostState {
    AccessList NONE = new None();

    /** Nothing stands there. */
    record None() implements AccessList {
        @Override
        public boolean present() {
            return false;
        }
    }

    /**
     * The entries, whether they are usual permission bits or more.
     *
     * @param entries permissions ({@code r-x}) by what {@code getfacl} writes before them: {@code user:bob:},
     *     {@code default:mask::}
     */
    record Of(SortedMap<String, String> entries) implements AccessList {
        public Of {
            entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
        }

        @Override
        public boolean present() {
            return true;
        }

        /** As {@code getfacl} writes them, in its order. */
        List<String> lines() {
            return entries.keySet().stream()
                    .sorted(Comparator.comparingInt(Of::rank).thenComparing(Comparator.naturalOrder()))
                    .map(who -> who + entries.get(who))
                    .toList();
        }

        private static int rank(String who) {
            boolean isDefault = who.startsWith(DEFAULT);
            String kind = who.substring(isDefault ? DEFAULT.length() : 0).replaceFirst(":.*", "");
            return KINDS.indexOf(kind) + (isDefault ? KINDS.size() : 0);
        }

        /** Those of one kind of list, without its prefix. */
        SortedMap<String, String> of(boolean byDefault) {
            SortedMap<String, String> some = new TreeMap<>();
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                boolean isDefault = entry.getKey().startsWith(DEFAULT);
                if (isDefault == byDefault) {
                    some.put(entry.getKey().substring(isDefault ? DEFAULT.length() : 0), entry.getValue());
                }
            }
            return some;
        }

        /** The same with other entries of one kind of list. */
        Of with(boolean byDefault, Map<String, String> others) {
            SortedMap<String, String> all = new TreeMap<>(entries);
            all.keySet().removeIf(who -> who.startsWith(DEFAULT) == byDefault);
            others.forEach((who, permissions) -> all.put((byDefault ? DEFAULT : "") + who, permissions));
            return new Of(all);
        }
    }

    /** In the order in which they are shown. */
    List<String> KINDS = List.of("user", "group", "mask", "other");

    /** What entries of what is made in a directory begin with. */
    String DEFAULT = "default:";
}
