package play.editor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import play.result.ResultType;
import play.source.Span;

/**
 * What a playbook that was read has names for.
 *
 * @param names variables, with every place that defines one
 * @param results what variables that a task registers hold
 * @param handlers by the names that tasks may notify, with places
 * @param hosts names of hosts and groups
 * @param roles their folders, by name
 * @param explained what a variable comes to for a host, in lines; none where nothing is known
 */
public record Known(
        Map<String, List<Definition>> names,
        Map<String, ResultType.Fields> results,
        Map<String, List<Span>> handlers,
        Set<String> tags,
        Set<String> hosts,
        Map<String, Path> roles,
        Function<String, List<String>> explained) {
    /**
     * A place that defines a name.
     *
     * @param layer which of the places where variables come from
     */
    public record Definition(String layer, Span place) {}

    public static final Known NOTHING =
            new Known(Map.of(), Map.of(), Map.of(), Set.of(), Set.of(), Map.of(), name -> List.of());

    public Known {
        names = Map.copyOf(names);
        results = Map.copyOf(results);
        handlers = Map.copyOf(handlers);
        tags = Set.copyOf(tags);
        hosts = Set.copyOf(hosts);
        roles = Map.copyOf(roles);
    }

    /** What either has; of a name's value, what the first says. */
    public Known and(Known other) {
        Map<String, ResultType.Fields> bothResults = new HashMap<>(other.results);
        bothResults.putAll(results);
        Map<String, Path> bothRoles = new HashMap<>(other.roles);
        bothRoles.putAll(roles);
        return new Known(
                joined(names, other.names),
                bothResults,
                joined(handlers, other.handlers),
                joined(tags, other.tags),
                joined(hosts, other.hosts),
                bothRoles,
                name -> Optional.of(explained.apply(name))
                        .filter(lines -> !lines.isEmpty())
                        .orElseGet(() -> other.explained.apply(name)));
    }

    private static Set<String> joined(Set<String> one, Set<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }

    /** Of texts that were read twice, one place each. */
    private static <T> Map<String, List<T>> joined(Map<String, List<T>> one, Map<String, List<T>> other) {
        Map<String, List<T>> both = new HashMap<>(one);
        other.forEach((name, more) -> both.merge(
                name,
                more,
                (first, second) -> List.copyOf(Stream.concat(first.stream(), second.stream())
                        .collect(Collectors.toMap(Object::toString, place -> place, (a, b) -> a, LinkedHashMap::new))
                        .values())));
        return both;
    }

    /** Whether it has anything that a text would have said. */
    public boolean isEmpty() {
        return names.isEmpty() && handlers.isEmpty() && tags.isEmpty();
    }

    List<String> sortedNames() {
        return new ArrayList<>(new TreeSet<>(names.keySet()));
    }
}
