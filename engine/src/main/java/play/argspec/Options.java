package play.argspec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Variables or keys that are given together.
 *
 * @param all by name, in the order they were written
 */
public record Options(Map<String, ArgumentSpec> all, Relations relations) {
    public static final Options NONE = new Options(Map.of(), Relations.NONE);

    /**
     * What must or must not be given together.
     *
     * @param requiredBy what a key needs beside it
     */
    public record Relations(
            List<List<String>> exclusive,
            List<List<String>> together,
            List<List<String>> oneOf,
            List<RequiredIf> requiredIf,
            Map<String, List<String>> requiredBy) {
        public static final Relations NONE = new Relations(List.of(), List.of(), List.of(), List.of(), Map.of());

        public Relations {
            exclusive = List.copyOf(exclusive);
            together = List.copyOf(together);
            oneOf = List.copyOf(oneOf);
            requiredIf = List.copyOf(requiredIf);
            requiredBy = Map.copyOf(requiredBy);
        }

        /** The first rule that a set of names breaks, as words that follow "has". */
        Optional<String> broken(Map<String, ? extends @Nullable Object> given) {
            List<String> faults = new ArrayList<>();
            exclusive.stream()
                    .filter(names -> count(names, given) > 1)
                    .forEach(names -> faults.add("only one of " + list(names) + " may be given"));
            together.stream()
                    .filter(names -> count(names, given) > 0 && count(names, given) < names.size())
                    .forEach(names -> faults.add(list(names) + " must be given together"));
            oneOf.stream()
                    .filter(names -> count(names, given) == 0)
                    .forEach(names -> faults.add("one of " + list(names) + " must be given"));
            requiredIf.forEach(rule -> rule.broken(given).ifPresent(faults::add));
            requiredBy.forEach((name, needed) -> {
                if (given.get(name) != null && count(needed, given) < needed.size()) {
                    faults.add("'" + name + "' needs " + list(needed) + " too");
                }
            });
            return faults.stream().findFirst();
        }

        private static long count(List<String> names, Map<String, ? extends @Nullable Object> given) {
            return names.stream().filter(name -> given.get(name) != null).count();
        }

        private static String list(List<String> names) {
            return "'" + String.join("', '", names) + "'";
        }
    }

    /** Where a key has a value, others are needed: all of them, or any. */
    public record RequiredIf(String key, @Nullable Object value, List<String> needed, boolean any) {
        public RequiredIf {
            needed = List.copyOf(needed);
        }

        Optional<String> broken(Map<String, ? extends @Nullable Object> given) {
            if (given.get(key) == null || !String.valueOf(given.get(key)).equals(String.valueOf(value))) {
                return Optional.empty();
            }
            long there = Relations.count(needed, given);
            boolean fine = any ? there > 0 : there == needed.size();
            return fine
                    ? Optional.empty()
                    : Optional.of((any ? "one of " : "") + Relations.list(needed) + " must be given where '" + key
                            + "' is '" + value + "'");
        }
    }

    public Options {
        all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public Optional<ArgumentSpec> find(String name) {
        return all.values().stream().filter(spec -> spec.answersTo(name)).findFirst();
    }
}
