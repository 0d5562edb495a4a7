package play.converge;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.event.StateChange;
import play.host.FileState;
import play.host.HostState;
import play.value.Content;
import play.value.Foreseen;
import play.value.Secret;
import play.value.Values;

/** Compares states, which are records, component by component. */
final class StateDiff {
    private StateDiff() {}

    /** Whether what was foreseen can be what was found: every foreseeable component is the same. */
    static boolean agree(@Nullable Object foreseen, @Nullable Object found) {
        if (foreseen instanceof Foreseen.Later || found instanceof Foreseen.Later) {
            return true;
        }
        if (foreseen instanceof Foreseen.Exactly<?>(Object one) && found instanceof Foreseen.Exactly<?>(Object other)) {
            return agree(one, other);
        }
        if (foreseen instanceof Record one && found instanceof Record other && one.getClass() == other.getClass()) {
            for (RecordComponent component : one.getClass().getRecordComponents()) {
                if (!agree(value(component, one), value(component, other))) {
                    return false;
                }
            }
            return true;
        }
        if (foreseen instanceof Map<?, ?> one && found instanceof Map<?, ?> other) {
            return one.keySet().equals(other.keySet())
                    && one.keySet().stream().allMatch(key -> agree(one.get(key), other.get(key)));
        }
        return foreseen == null ? found == null : foreseen.equals(found);
    }

    /** The components that differ, of a map its entries; a state that comes or goes is shown whole. */
    static List<StateChange.Field> fields(HostState before, HostState after) {
        List<Shown> old = shown(before);
        List<Shown> fresh = shown(after);
        List<StateChange.Field> fields = new ArrayList<>();
        for (Shown now : fresh) {
            Shown was = old.stream()
                    .filter(shown -> shown.name().equals(now.name()))
                    .findFirst()
                    .orElse(Shown.nothing(now.name()));
            if (!was.text().equals(now.text()) || now.hiddenFrom(was)) {
                fields.add(new StateChange.Field(now.name(), was.text(), now.text()));
            }
        }
        for (Shown was : old) {
            if (fresh.stream().noneMatch(now -> now.name().equals(was.name()))
                    && !was.text().isEmpty()) {
                fields.add(new StateChange.Field(was.name(), was.text(), ""));
            }
        }
        return fields;
    }

    /** The components of a state, where nobody knows what was there before. */
    static List<StateChange.Field> fieldsFromUnknown(HostState after) {
        return shown(after).stream()
                .map(now -> new StateChange.Field(now.name(), "unknown", now.text()))
                .toList();
    }

    private record Shown(String name, String text, @Nullable Object value) {
        static Shown of(String name, @Nullable Object value) {
            return new Shown(name, StateDiff.text(value), value);
        }

        static Shown nothing(String name) {
            return new Shown(name, "", null);
        }

        /** Secrets look alike, whether they are the same or not. */
        boolean hiddenFrom(Shown was) {
            return Values.hasSecrets(value) && Values.hasSecrets(was.value) && !Objects.equals(value, was.value);
        }
    }

    private static List<Shown> shown(HostState state) {
        List<Shown> all = new ArrayList<>();
        all.add(Shown.of("state", kind(state)));
        if (state.present()) {
            collect(state, all);
        }
        return all;
    }

    /** A sealed family tells its kinds apart by the record's name; a single record is present or absent. */
    private static String kind(HostState state) {
        if (!state.present()) {
            return "absent";
        }
        @Nullable Class<?> family = state.getClass().getEnclosingClass();
        return family != null && family.isSealed()
                ? state.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT)
                : "present";
    }

    private static void collect(Object state, List<Shown> all) {
        for (RecordComponent component : state.getClass().getRecordComponents()) {
            Object value = value(component, state);
            if (component.getName().equals("present")) {
                continue; // told as the state's kind
            }
            if (value instanceof Record nested && !(value instanceof Foreseen) && !isAtom(nested)) {
                collect(nested, all);
            } else if (value instanceof Map<?, ?> tree) {
                tree.forEach((path, field) -> all.add(Shown.of(String.valueOf(path), field)));
            } else {
                all.add(Shown.of(component.getName(), value));
            }
        }
    }

    /** Records that print as one value rather than as their components. */
    private static boolean isAtom(Record value) {
        return value instanceof Secret
                || value instanceof Content
                || value.getClass().getRecordComponents().length <= 1;
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Foreseen.Later<?> unread when unread.equals(FileState.UNREAD) -> "";
            case Foreseen.Later<?> later -> StateChange.LATER;
            case Foreseen.Exactly<?>(Object exact) -> text(exact);
            case Optional<?> optional -> optional.map(StateDiff::text).orElse("");
            default -> Values.hasSecrets(value) ? "***" : value.toString();
        };
    }

    private static @Nullable Object value(RecordComponent component, Object of) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a state's component cannot be read: " + component, e);
        }
    }
}
