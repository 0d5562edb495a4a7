package play.vars;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import play.argspec.Constraint;
import play.expression.FreeName;
import play.inventory.Inventory;
import play.playbook.Data;
import play.source.Span;

/**
 * Finds where the values stand that break a constraint: what the user wrote comes before what a role says by default.
 */
final class Suspects {
    private final Inventory inventory;
    private final String host;
    private final HostScope scope;

    private record Suspect(Layer layer, Span place) {}

    Suspects(Inventory inventory, String host, HostScope scope) {
        this.inventory = inventory;
        this.host = host;
        this.scope = scope;
    }

    /** The likeliest first; defaults of roles are left out where there is anything else. */
    List<Span> places(Constraint constraint) {
        List<Suspect> found = new ArrayList<>();
        constraint.suspects().forEach(name -> suspect(name, new HashSet<>()).forEach(found::add));
        List<Suspect> written = found.stream()
                .filter(suspect -> suspect.layer() != Layer.ROLE_DEFAULTS)
                .toList();
        Set<Span> places = new LinkedHashSet<>();
        (written.isEmpty() ? found : written).forEach(suspect -> places.add(suspect.place()));
        return List.copyOf(places);
    }

    private Stream<Suspect> suspect(String name, Set<String> seen) {
        if (name.startsWith("groups.")) {
            return at(inventory.places().groups().get(name.substring("groups.".length())));
        }
        if (name.equals("inventory_hostname")) {
            return at(inventory.places().hosts().get(host));
        }
        return seen.size() < HostScope.MOST_CHAINED && seen.add(name)
                ? scope.layerOf(name).stream().flatMap(layer -> value(name, layer, seen))
                : Stream.of();
    }

    private static Stream<Suspect> at(@org.jspecify.annotations.Nullable Span place) {
        return Stream.ofNullable(place).map(span -> new Suspect(Layer.INVENTORY, span));
    }

    /** A value that only passes on another variable's is not to blame itself. */
    private Stream<Suspect> value(String name, Layer layer, Set<String> seen) {
        Optional<Data> data = scope.winner(name)
                .flatMap(entry ->
                        entry instanceof Entry.Written written ? Optional.of(written.data()) : Optional.empty());
        List<Suspect> behind = data.stream()
                .flatMap(Data::freeNames)
                .sorted(Comparator.comparing((FreeName free) -> free.span().start()))
                .flatMap(free -> suspect(free.name(), seen))
                .toList();
        return behind.isEmpty() ? data.stream().map(value -> new Suspect(layer, value.span())) : behind.stream();
    }
}
