package play.param;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import play.value.FlowText;

/** What is asked of names that are given together: parameters of a module, variables of a role, keys of a mapping. */
public sealed interface GroupRule {
    /** What is given. */
    interface Given {
        /** Whether a name has a value, known or not, or may have one. Null is none in parameters of modules. */
        boolean has(String name);

        /** Whether the value that it has is null. */
        default boolean hasNull(String name) {
            return false;
        }

        /** Whether it has a value, whatever is not known yet. */
        default boolean surelyHas(String name) {
            return has(name);
        }

        /** Whether what a name comes to, given or by default, is known to be this; also what is secret. */
        boolean is(String name, @Nullable Object value);

        /** Whether what is given to a name is secret, so that no message may tell it. */
        boolean hides(String name);
    }

    /**
     * What is wrong.
     *
     * @param message words that follow the name of what the rule is about: {@code needs 'src', as 'state' is 'link'}
     * @param missing the names of which more are needed because of others; none where only the number is wrong
     */
    record Fault(String message, List<String> missing) {
        public Fault {
            missing = List.copyOf(missing);
        }
    }

    /** All names it mentions. */
    List<String> names();

    /** What is wrong, where it is broken. */
    Optional<Fault> broken(Given given);

    /** At most one of these. */
    record MutuallyExclusive(List<String> names) implements GroupRule {
        public MutuallyExclusive {
            names = List.copyOf(names);
        }

        @Override
        public Optional<Fault> broken(Given given) {
            return names.stream().filter(given::surelyHas).count() > 1
                    ? Optional.of(new Fault("takes only one of " + list(names), List.of()))
                    : Optional.empty();
        }
    }

    /** At least one of these. */
    record RequiredOneOf(List<String> names) implements GroupRule {
        public RequiredOneOf {
            names = List.copyOf(names);
        }

        @Override
        public Optional<Fault> broken(Given given) {
            return names.stream().noneMatch(given::has)
                    ? Optional.of(new Fault("needs one of " + list(names), List.of()))
                    : Optional.empty();
        }
    }

    /** All of these, or none. */
    record RequiredTogether(List<String> names) implements GroupRule {
        public RequiredTogether {
            names = List.copyOf(names);
        }

        @Override
        public Optional<Fault> broken(Given given) {
            return names.stream()
                    .filter(given::surelyHas)
                    .findFirst()
                    .flatMap(first -> lacking(names, given, "as '" + first + "' is given"));
        }
    }

    /** Where one is given, all of these too; here null counts for none, whatever is asked about. */
    record RequiredBy(String name, List<String> needed) implements GroupRule {
        public RequiredBy {
            needed = List.copyOf(needed);
        }

        @Override
        public List<String> names() {
            return Stream.concat(Stream.of(name), needed.stream()).toList();
        }

        @Override
        public Optional<Fault> broken(Given given) {
            return given.surelyHas(name) && !given.hasNull(name)
                    ? missing(
                            needed.stream()
                                    .filter(other -> !given.has(other) || given.hasNull(other))
                                    .toList(),
                            "as '" + name + "' is given")
                    : Optional.empty();
        }
    }

    /**
     * Where one has a value, others are needed.
     *
     * @param values any of them
     * @param any whether one of those that are needed is enough
     */
    record RequiredIf(String name, List<@Nullable Object> values, List<String> needed, boolean any)
            implements GroupRule {
        public RequiredIf {
            values = new ArrayList<>(values);
            needed = List.copyOf(needed);
        }

        @Override
        public List<String> names() {
            return Stream.concat(Stream.of(name), needed.stream()).toList();
        }

        @Override
        public Optional<Fault> broken(Given given) {
            for (Object value : values) {
                if (given.is(name, value)) {
                    String why = given.hides(name)
                            ? "as the value of '" + name + "' asks for it"
                            : "as '" + name + "' is '" + FlowText.of(value) + "'";
                    return any ? anyOf(given, why) : lacking(needed, given, why);
                }
            }
            return Optional.empty();
        }

        private Optional<Fault> anyOf(Given given, String why) {
            return needed.stream().anyMatch(given::has)
                    ? Optional.empty()
                    : Optional.of(new Fault("needs one of " + list(needed) + ", " + why, needed));
        }
    }

    private static Optional<Fault> lacking(List<String> needed, Given given, String why) {
        return missing(needed.stream().filter(name -> !given.has(name)).toList(), why);
    }

    private static Optional<Fault> missing(List<String> missing, String why) {
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Fault("needs " + list(missing) + ", " + why, missing));
    }

    private static String list(List<String> names) {
        return "'" + String.join("', '", names) + "'";
    }

    /** With one of these values of a parameter, another can't be secret, since the host's users can read it. */
    record OpenIf(String name, List<String> values, String open, String instead) implements GroupRule {
        public OpenIf {
            values = List.copyOf(values);
        }

        @Override
        public List<String> names() {
            return List.of(name, open);
        }

        @Override
        public Optional<Fault> broken(Given given) {
            return given.hides(open) && values.stream().anyMatch(value -> given.is(name, value))
                    ? Optional.of(new Fault(
                            "would show '" + open + "', which is secret, to all users of the host, in the list of"
                                    + " processes; " + instead,
                            List.of()))
                    : Optional.empty();
        }
    }
}
