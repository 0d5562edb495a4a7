package play.expression;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.diag.Suggestions;
import play.expression.call.Filter;
import play.expression.call.Function;
import play.expression.call.Given;
import play.expression.call.Lookup;
import play.expression.call.MarkerHandling;
import play.expression.call.Registry;
import play.expression.call.Registry.Entry;
import play.expression.call.Registry.Kind;
import play.expression.call.Surroundings;
import play.expression.call.Test;
import play.expression.data.Bounds;
import play.expression.data.Failure;
import play.expression.data.TemplateObject;
import play.expression.data.Undefined;
import play.value.Secret;
import play.value.Unknown;
import play.value.Values;

/** Calls of filters, tests, functions, methods and lookups, with markers spread as each of them asks for. */
final class Calls {
    /** A call whose markers are dealt with. */
    @FunctionalInterface
    private interface Body {
        @Nullable
        Object on(@Nullable Object input, Given given);
    }

    private final Registry registry;
    private final Surroundings around;

    Calls(Registry registry, Surroundings around) {
        this.registry = registry;
        this.around = around;
    }

    @Nullable
    Object filter(String name, @Nullable Object input, ArgumentValues values) {
        Entry<Filter> entry = registry.filter(name).orElseThrow(() -> missing(Kind.FILTER, name));
        return passing(entry, input, values, entry.body()::apply);
    }

    /** A {@code Boolean}, or {@code Unknown}. */
    Object test(String name, @Nullable Object input, ArgumentValues values) {
        Entry<Test> entry = registry.test(name).orElseThrow(() -> missing(Kind.TEST, name));
        if (entry.sees() == MarkerHandling.MARKERS && input instanceof Unknown unknown) {
            return unknown;
        }
        Object holds = spread(entry, input, values, entry.body()::holds);
        return holds == null ? false : holds;
    }

    @Nullable
    Object function(String name, ArgumentValues values) {
        Entry<Function> entry = registry.function(name).orElseThrow(() -> missing(Kind.FUNCTION, name));
        return passing(entry, null, values, (input, given) -> entry.body().call(given));
    }

    @Nullable
    Object method(String name, @Nullable Object target, ArgumentValues values) {
        if (target instanceof Unknown || target instanceof Undefined) {
            return target;
        }
        if (target instanceof TemplateObject object) {
            return called(name, object.member(name), values);
        }
        if (target instanceof Map<?, ?> map && map.get(name) instanceof TemplateObject object) {
            return called(name, object, values);
        }
        String kind = Values.kind(target instanceof Secret secret ? secret.value() : target);
        Entry<Function> entry = registry.method(kind, name)
                .orElseThrow(() -> Failure.value("A " + kind + " has no method '" + name + "'."));
        ArgumentValues all = new ArgumentValues(
                values.after(target).subList(0, 1 + values.positional().size()), values.named());
        return passing(entry, null, all, (input, given) -> entry.body().call(given));
    }

    /** What a value comes to that is called as {@code name}. */
    static @Nullable Object called(String name, @Nullable Object value, ArgumentValues values) {
        return switch (value) {
            case TemplateObject object -> object.call(values.positional(), values.named());
            case Undefined undefined -> throw Failure.undefined(undefined);
            case Unknown unknown -> unknown;
            case null, default ->
                throw Failure.value("'" + name + "' is a " + Values.kind(value) + ", which cannot be called.");
        };
    }

    List<@Nullable Object> lookup(String name, List<@Nullable Object> terms, Map<String, @Nullable Object> options) {
        Entry<Lookup> entry = registry.lookup(name).orElseThrow(() -> missing(Kind.LOOKUP, name));
        return entry.body().find(terms, entry.given(List.of(), options, around));
    }

    private Failure missing(Kind kind, String name) {
        return Failure.value("There is no " + kind.called(name) + "." + Suggestions.hint(name, registry.names(kind)));
    }

    /** Passes on something undefined that was met inside of what was given. */
    private @Nullable Object passing(Entry<?> entry, @Nullable Object input, ArgumentValues values, Body body) {
        try {
            return spread(entry, input, values, body);
        } catch (Failure failure) {
            if (failure.kind() == Failure.Kind.UNDEFINED) {
                return Undefined.met(failure);
            }
            throw failure;
        }
    }

    /** Counts the texts that go in and come out, so that no call has to that takes each char once. */
    private @Nullable Object spread(Entry<?> entry, @Nullable Object input, ArgumentValues values, Body body) {
        values.after(input).forEach(Calls::countRead);
        Object result = marked(entry, input, values, body);
        if (result instanceof String text) {
            Bounds.text(text.length());
        }
        return result;
    }

    /** All but tests pass on what is undefined, so that a default behind them still stands in. */
    private static Optional<Undefined> firstUndefined(List<@Nullable Object> values) {
        return values.stream()
                .filter(Undefined.class::isInstance)
                .map(Undefined.class::cast)
                .findFirst();
    }

    private static void countRead(@Nullable Object value) {
        Object open = value instanceof Secret secret ? secret.value() : value;
        Bounds.steps(open instanceof String text ? 1 + text.length() / 4L : 1);
    }

    private @Nullable Object marked(Entry<?> entry, @Nullable Object input, ArgumentValues values, Body body) {
        Optional<Undefined> undefined =
                entry.kind() != Kind.TEST ? firstUndefined(values.after(input)) : Optional.empty();
        if (undefined.isPresent() && entry.sees() != MarkerHandling.MARKERS) {
            return undefined.get();
        }
        if (entry.sees() == MarkerHandling.MARKERS) {
            return body.on(input, entry.given(values.positional(), values.named(), around));
        }
        return Markers.spread(entry.sees() == MarkerHandling.CONTENT, values.after(input), open -> {
            ArgumentValues known = values.with(open);
            return body.on(open.getFirst(), entry.given(known.positional(), known.named(), around));
        });
    }
}
