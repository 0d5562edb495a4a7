package play.result;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a value of a result is like. */
public sealed interface ResultType {
    /** What the reference shows: {@code string}, {@code list of mappings}. */
    String shown();

    /** The same of several: {@code strings}, {@code lists of mappings}. */
    default String several() {
        return shown() + "s";
    }

    /** A single value. */
    enum Scalar implements ResultType {
        STRING("string"),
        INTEGER("integer"),
        NUMBER("number"),
        BOOLEAN("boolean");

        private final String shown;

        Scalar(String shown) {
            this.shown = shown;
        }

        @Override
        public String shown() {
            return shown;
        }
    }

    /** A list whose items are alike. */
    record Items(ResultType each) implements ResultType {
        @Override
        public String shown() {
            return "list of " + each.several();
        }

        @Override
        public String several() {
            return "lists of " + each.several();
        }
    }

    /** A mapping whose keys are names of something, and whose values are alike. */
    record Keyed(ResultType each) implements ResultType {
        @Override
        public String shown() {
            return "mapping of " + each.several();
        }

        @Override
        public String several() {
            return "mappings of " + each.several();
        }
    }

    /** Of which nothing is said. */
    record Any() implements ResultType {
        @Override
        public String shown() {
            return "any value";
        }
    }

    /**
     * A mapping of these fields.
     *
     * @param open whether there may be others, whose names are not known
     */
    record Fields(List<ResultField> fields, boolean open) implements ResultType {
        public Fields {
            fields = List.copyOf(fields);
        }

        @Override
        public String shown() {
            return "mapping";
        }

        public Optional<ResultField> find(String name) {
            return fields.stream().filter(field -> field.name().equals(name)).findFirst();
        }

        public Set<String> names() {
            return fields.stream().map(ResultField::name).collect(Collectors.toSet());
        }
    }

    /** The fields of a result, derived from a record. */
    static Fields of(Class<? extends Record> result) {
        return ResultTypes.fields(result);
    }
}
