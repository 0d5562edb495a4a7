package play.vars;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.expression.FreeName;
import play.module.ModuleSpec;
import play.playbook.Task;
import play.result.CommonFields;
import play.result.ResultType;
import play.source.Located;
import play.source.Span;

/**
 * Finds fields that no registered result has. Errs on the side of silence: only what is registered and nothing else, by
 * tasks of one module without a loop, is looked at, as far as the module says what it returns.
 */
final class RegisteredFields {
    private final Problems problems;
    private final Set<Span> reported = new HashSet<>();

    RegisteredFields(Problems problems) {
        this.problems = problems;
    }

    /** What a name is the result of. */
    private record Registered(String name, ModuleSpec<?> module, Span place) {
        static Optional<Registered> of(String name, List<KnownNames.Definition> definitions) {
            List<Task> tasks = definitions.stream()
                    .flatMap(definition -> definition.registers().stream())
                    .filter(task -> task.loop().isEmpty())
                    .toList();
            Set<ModuleSpec<?>> modules = tasks.stream()
                    .map(task -> task.call().implementation().spec())
                    .collect(Collectors.toSet());
            return tasks.size() == definitions.size() && modules.size() == 1
                    ? Optional.of(new Registered(
                            name, modules.iterator().next(), tasks.getFirst().span()))
                    : Optional.empty();
        }
    }

    /** @param definitions all that may define the name where it is used */
    void check(FreeName use, List<KnownNames.Definition> definitions) {
        if (use.path().isEmpty()) {
            return;
        }
        String first = String.valueOf(use.path().getFirst().value());
        Registered.of(use.name(), definitions)
                .ifPresent(registered -> registered
                        .module()
                        .returns()
                        .filter(type -> !CommonFields.has(type, first))
                        .ifPresent(type -> check(use, registered, type)));
    }

    private void check(FreeName use, Registered registered, ResultType result) {
        Part at = new Part(use.name(), result);
        for (Located<Object> key : use.path()) {
            if (at.lacks(key.value()) && reported.add(key.span())) {
                problems.report(problem(at, key, registered));
            }
            Optional<Part> inside = at.inside(key.value());
            if (inside.isEmpty()) {
                return;
            }
            at = inside.get();
        }
    }

    /**
     * A part of a result.
     *
     * @param shown how it is read: {@code st.stat}
     */
    private record Part(String shown, ResultType type) {
        /** What is inside, if that is told. */
        Optional<Part> inside(Object key) {
            return switch (type) {
                case ResultType.Fields fields ->
                    fields.find(String.valueOf(key)).map(field -> new Part(shown + "." + key, field.type()));
                case ResultType.Items(ResultType each)
                when key instanceof Number -> Optional.of(new Part(shown + "[" + key + "]", each));
                case ResultType.Keyed(ResultType each) -> Optional.of(new Part(shown + "." + key, each));
                case ResultType.Items items -> Optional.empty();
                case ResultType.Scalar scalar -> Optional.empty();
                case ResultType.Any any -> Optional.empty();
            };
        }

        boolean lacks(Object key) {
            return type instanceof ResultType.Fields fields
                    && key instanceof String name
                    && !fields.open()
                    && fields.find(name).isEmpty();
        }

        /** A field of that very name further inside, or the nearest one. */
        Optional<String> meant(String name, Set<String> known) {
            return further(name).or(() -> Suggestions.nearest(name, known));
        }

        private Optional<String> further(String name) {
            return type instanceof ResultType.Fields fields
                    ? fields.fields().stream()
                            .filter(field -> field.type() instanceof ResultType.Fields inner
                                    && inner.find(name).isPresent())
                            .map(field -> field.name() + "." + name)
                            .findFirst()
                    : Optional.empty();
        }

        /** Its fields; of the whole result also what any has. */
        Set<String> known(boolean whole) {
            Set<String> known =
                    type instanceof ResultType.Fields fields ? new TreeSet<>(fields.names()) : new TreeSet<>();
            if (whole) {
                CommonFields.told().forEach(field -> known.add(field.name()));
            }
            return known;
        }
    }

    private static Diagnostic problem(Part owner, Located<Object> key, Registered registered) {
        String module = registered.module().name();
        String name = String.valueOf(key.value());
        Set<String> known = owner.known(owner.shown().equals(registered.name()));
        String advice = owner.meant(name, known)
                .map(meant -> " Did you mean '" + meant + "'?")
                .orElseGet(() -> " It has " + String.join(", ", known) + ".");
        String where =
                "'" + owner.shown() + "', of the result of module '" + module + "', has no field '" + name + "'.";
        return Diagnostic.error(
                        "undefined-result-field",
                        "Undefined field of a result",
                        where + advice + " 'play doc " + module + "' lists all fields.",
                        key.span())
                .note("'" + registered.name() + "' is registered here", registered.place());
    }
}
