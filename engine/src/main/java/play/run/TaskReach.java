package play.run;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.host.Reach;
import play.module.Resource;
import play.param.Meaning;
import play.param.Parameter;
import play.param.Schema;
import play.playbook.Call;
import play.playbook.Data;

/** How far a task goes of which nobody can tell what it would do. */
final class TaskReach {
    private TaskReach() {}

    /** What its module changes, where that is known of the arguments; else the host and every service. */
    static Reach of(Call call, Scope scope) {
        Map<String, String> known = known(call, scope);
        Optional<Reach> told =
                call.implementation() instanceof Resource<?> resource ? resource.reach(known) : Optional.empty();
        return told.or(() -> ofPaths(call.implementation().spec().schema(), known))
                .orElse(Reach.HOST);
    }

    /** As its parameters say; nothing where a path is not known. */
    private static Optional<Reach> ofPaths(Schema<?> schema, Map<String, String> known) {
        List<Optional<String>> paths = schema.parameters().stream()
                .filter(one -> one.means(Meaning.ALL_IT_CHANGES) || one.means(Meaning.DESTINATION))
                .map(one -> Optional.ofNullable(known.get(one.name())).filter(path -> path.startsWith("/")))
                .toList();
        if (paths.isEmpty() || paths.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        String[] clean = paths.stream()
                .flatMap(Optional::stream)
                .map(path -> path.length() > 1 ? path.replaceFirst("/+$", "") : path)
                .toArray(String[]::new);
        return Optional.of(Reach.of(Reach.files(clean), new Reach.Named(new HashSet<>(List.of(clean)))));
    }

    /** The paths that a reach names; those of directories above them are not among them. */
    static Set<String> paths(Reach reach) {
        return switch (reach) {
            case Reach.Together(List<Reach> parts) ->
                parts.stream().flatMap(part -> paths(part).stream()).collect(Collectors.toSet());
            case Reach.Standing(Reach inner) -> paths(inner);
            case Reach.Paths(List<String> paths) -> Set.copyOf(paths);
            case Reach.Named(Set<String> words) ->
                words.stream().filter(word -> word.startsWith("/")).collect(Collectors.toSet());
            case Reach.Host host -> Set.of();
            case Reach.Pathless pathless -> Set.of();
            case Reach.Family family -> Set.of();
            case Reach.Service service -> Set.of();
        };
    }

    /** The directories above paths, without {@code /}. */
    static Set<String> above(Set<String> paths) {
        Set<String> above = new HashSet<>();
        for (String path : paths) {
            for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                above.add(path.substring(0, slash));
            }
        }
        return above;
    }

    private static Map<String, String> known(Call call, Scope scope) {
        Schema<?> schema = call.implementation().spec().schema();
        Map<String, String> known = new HashMap<>();
        for (Parameter parameter : schema.parameters()) {
            Optional<Data> given = given(schema, parameter, call);
            Optional<String> text = given.isPresent() ? text(given.get(), scope) : byDefault(parameter, call);
            text.ifPresent(value -> known.put(parameter.name(), value));
        }
        return known;
    }

    private static Optional<Data> given(Schema<?> schema, Parameter parameter, Call call) {
        return call.arguments().entrySet().stream()
                .filter(argument ->
                        schema.areSame(parameter.name(), argument.getKey().value()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Not where only a run tells of {@code module_defaults}. */
    private static Optional<String> byDefault(Parameter parameter, Call call) {
        return call.defaults().isEmpty() ? parameter.shownFallback() : Optional.empty();
    }

    /** Of a loop of which nobody knows the items, an argument may name one. */
    private static Optional<String> text(Data data, Scope scope) {
        try {
            return data.value(scope) instanceof String text ? Optional.of(text) : Optional.empty();
        } catch (ExpressionException untold) {
            return Optional.empty();
        }
    }
}
