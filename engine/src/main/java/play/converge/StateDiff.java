package play.converge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.event.StateChange;
import play.host.FileState;
import play.host.HostState;
import play.value.Content;
import play.value.FlowText;
import play.value.Foreseen;
import play.value.Records;
import play.value.Secret;
import play.value.Values;

/** Compares states, which are records, component by component. */
final class StateDiff {
    /** How what is secret stands in a diff. */
    enum Secrets {
        MASKED,
        /** For what is compared and shown to nobody. */
        CLEAR
    }

    private StateDiff() {}

    /** The components that differ, of a map its entries; a state that comes or goes is shown whole. */
    static List<StateChange.Field> fields(HostState before, HostState after) {
        return fields(before, after, Secrets.MASKED);
    }

    static List<StateChange.Field> fields(HostState before, HostState after, Secrets secrets) {
        List<Shown> old = shown(before, secrets);
        List<Shown> fresh = shown(after, secrets);
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
    static List<StateChange.Field> fieldsFromUnknown(HostState after, Secrets secrets) {
        return shown(after, secrets).stream()
                .map(now -> new StateChange.Field(now.name(), StateChange.UNKNOWN, now.text()))
                .toList();
    }

    private record Shown(String name, String text, @Nullable Object value) {
        static Shown of(String name, @Nullable Object value, Secrets secrets) {
            return new Shown(name, StateDiff.text(value, secrets), value);
        }

        static Shown nothing(String name) {
            return new Shown(name, "", null);
        }

        /** Secrets look alike, whether they are the same or not. */
        boolean hiddenFrom(Shown was) {
            return Values.hasSecrets(value) && Values.hasSecrets(was.value) && !Objects.equals(value, was.value);
        }
    }

    private static List<Shown> shown(HostState state, Secrets secrets) {
        List<Shown> all = new ArrayList<>();
        all.add(Shown.of("state", kind(state), secrets));
        if (state.present() && state instanceof Record whole) {
            collect(whole, all, secrets);
        }
        return all;
    }

    /**
     * A sealed family tells its kinds apart by the record's name, an enum is its constant, a single record is present.
     */
    private static String kind(HostState state) {
        if (!state.present()) {
            return "absent";
        }
        if (state instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
        @Nullable Class<?> family = state.getClass().getEnclosingClass();
        return family != null && family.isSealed()
                ? state.getClass().getSimpleName().toLowerCase(Locale.ROOT)
                : "present";
    }

    private static void collect(Record state, List<Shown> all, Secrets secrets) {
        Records.fields(state).forEach((name, value) -> {
            if (name.equals("present")) {
                return; // told as the state's kind
            }
            if (value instanceof Record nested && !(value instanceof Foreseen) && !isAtom(nested)) {
                collect(nested, all, secrets);
            } else if (value instanceof Map<?, ?> tree) {
                tree.forEach((path, field) -> all.add(Shown.of(String.valueOf(path), field, secrets)));
            } else {
                all.add(Shown.of(name, value, secrets));
            }
        });
    }

    /** Records that print as one value rather than as their components. */
    private static boolean isAtom(Record value) {
        return value instanceof Secret
                || value instanceof Content
                || value.getClass().getRecordComponents().length <= 1;
    }

    private static String text(@Nullable Object value, Secrets secrets) {
        return switch (value) {
            case null -> "";
            case Foreseen.Later<?> unread when unread.equals(FileState.UNREAD) -> "";
            case Foreseen.Later<?> later -> StateChange.LATER;
            case Foreseen.Exactly<?>(Object exact) -> text(exact, secrets);
            case Optional<?> optional ->
                optional.map(some -> text(some, secrets)).orElse("");
            case Object hidden when secrets == Secrets.CLEAR -> FlowText.of(Values.revealed(hidden));
            default -> Values.hasSecrets(value) ? Secret.MASK : FlowText.of(value);
        };
    }
}
