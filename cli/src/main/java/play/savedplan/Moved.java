package play.savedplan;

import java.util.List;
import java.util.Optional;

/** Says in what a change is no longer the one that was planned. */
final class Moved {
    private Moved() {}

    /** Nothing where it is the same. */
    static Optional<String> between(Kept.Change planned, Kept.Change now) {
        if (!planned.titlePrint().equals(now.titlePrint())) {
            return Optional.of("the plan has '" + planned.title() + "' here, and now it is '" + now.title() + "'");
        }
        for (Kept.State state : now.states()) {
            Optional<Kept.State> kept = find(planned.states(), state);
            if (kept.isEmpty()) {
                return Optional.of("the plan does not change " + named(state) + ", and now it would be changed");
            }
            Optional<String> field = field(kept.get(), state);
            if (field.isPresent()) {
                return field;
            }
        }
        return planned.states().stream()
                .filter(state -> find(now.states(), state).isEmpty())
                .filter(state -> state.fields().stream().anyMatch(Moved::isTold))
                .findFirst()
                .map(state -> "the plan changes " + named(state) + ", which is no longer to be changed");
    }

    private static Optional<Kept.State> find(List<Kept.State> states, Kept.State wanted) {
        return states.stream()
                .filter(state -> state.family().equals(wanted.family())
                        && state.idPrint().equals(wanted.idPrint()))
                .findFirst();
    }

    private static Optional<String> field(Kept.State planned, Kept.State now) {
        for (Kept.Field field : now.fields()) {
            Optional<Kept.Field> kept = planned.fields().stream()
                    .filter(other -> other.name().equals(field.name()))
                    .findFirst();
            if (kept.filter(other -> other.agreesWith(field)).isEmpty()) {
                return Optional.of(
                        "'" + field.name() + "' of " + named(now) + " is no longer as it was when the plan was made");
            }
        }
        return planned.fields().stream()
                .filter(field -> isTold(field)
                        && now.fields().stream().noneMatch(other -> other.name().equals(field.name())))
                .findFirst()
                .map(field -> "'" + field.name() + "' of " + named(now) + " is already as the plan wants it");
    }

    /** Whether it was known to differ: of what was not known, less may be found to do. */
    private static boolean isTold(Kept.Field field) {
        return field.before().isPresent();
    }

    private static String named(Kept.State state) {
        return state.family() + " " + state.id();
    }
}
