package play.guest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.expression.call.CallSource;
import play.expression.call.Filter;
import play.expression.call.Given;
import play.expression.call.Lookup;
import play.expression.call.MarkerHandling;
import play.expression.call.Registry.Entry;
import play.expression.call.Registry.Kind;
import play.expression.call.Signature;
import play.expression.call.Stage;
import play.expression.call.Test;
import play.expression.data.Data;
import play.expression.data.Failure;
import play.expression.data.Undefined;
import play.value.Unknown;

/**
 * Ansible's filters, tests and lookups as guests. What is unknown or secret in what they are given, their answer is.
 */
public final class GuestCalls implements CallSource {
    private static final Signature ANYTHING = Signature.of("* **");

    /** Variables that lookups find files by. */
    private static final List<String> PLACES = List.of("playbook_dir", "role_path");

    private final Guests guests;

    public GuestCalls(Guests guests) {
        this.guests = guests;
    }

    @Override
    public Optional<Entry<?>> find(Kind kind, String name) {
        return switch (kind) {
            case FILTER -> guests.has(kind, name) ? entry(kind, name, filter(name)) : Optional.empty();
            case TEST -> guests.has(kind, name) ? entry(kind, name, test(name)) : Optional.empty();
            case LOOKUP -> guests.has(kind, name) ? entry(kind, name, lookup(name)) : Optional.empty();
            case FUNCTION, METHOD -> Optional.empty();
        };
    }

    @Override
    public String hint(Kind kind, String name) {
        return guests.hint(kind, name);
    }

    @Override
    public Set<String> names(Kind kind) {
        return switch (kind) {
            case FILTER, TEST, LOOKUP -> guests.names(Guests.word(kind));
            case FUNCTION, METHOD -> Set.of();
        };
    }

    private static <T> Optional<Entry<?>> entry(Kind kind, String name, T body) {
        return Optional.of(new Entry<>(kind, name, ANYTHING, MarkerHandling.CONTENT, body));
    }

    private Filter filter(String name) {
        return (input, given) -> call(Kind.FILTER, name, input, given.rest(), given);
    }

    private Test test(String name) {
        return (input, given) -> Boolean.TRUE.equals(call(Kind.TEST, name, input, given.rest(), given));
    }

    /** What a lookup of others does is not known: it is called once, when its answer is needed. */
    private Lookup lookup(String name) {
        return (terms, given) -> given.around().context().stage() == Stage.BEFORE_RUN
                ? Collections.singletonList(new Unknown("what the lookup '" + name + "' finds is known in the run"))
                : found(name, terms, given);
    }

    private List<@Nullable Object> found(String name, List<@Nullable Object> terms, Given given) {
        return call(Kind.LOOKUP, name, null, terms, given) instanceof List<?> found
                ? found.stream().<@Nullable Object>map(value -> value).toList()
                : List.of();
    }

    private @Nullable Object call(
            Kind kind, String name, @Nullable Object input, List<@Nullable Object> terms, Given given) {
        Map<String, @Nullable Object> asked = new LinkedHashMap<>();
        asked.put("kind", Guests.word(kind));
        asked.put("name", name);
        asked.put("input", Data.finished(input));
        asked.put("arguments", Data.finished(terms));
        asked.put("named", Data.finished(given.others()));
        asked.put("variables", kind == Kind.LOOKUP ? places(given) : Map.of());
        try {
            return guests.ask("call", asked).get("value");
        } catch (GuestException e) {
            String why = "The " + kind.called(name) + " of Ansible: " + e.getMessage();
            throw kind == Kind.LOOKUP ? Failure.lookup(why) : Failure.value(why);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.value("The " + kind.called(name) + " of Ansible was interrupted.");
        }
    }

    private static Map<String, @Nullable Object> places(Given given) {
        Map<String, @Nullable Object> places = new LinkedHashMap<>();
        for (String name : PLACES) {
            Object value = given.around().variable(name);
            if (value != null && !(value instanceof Undefined)) {
                places.put(name, value);
            }
        }
        places.put("ansible_search_path", List.copyOf(places.values()).reversed());
        return places;
    }
}
