package play.run;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.event.Outcome;
import play.param.VarsSource;
import play.value.Unknown;

/**
 * What came of one call of a module on one host.
 *
 * @param result what {@code register} gets before changed and failed are added: a map, or {@code Unknown}
 * @param idle whether it has no effects outside the run: a question, or a control
 * @param includes files of variables that are still to be read
 */
record Ran(
        Outcome outcome,
        Object result,
        Map<String, @Nullable Object> facts,
        boolean idle,
        Optional<VarsSource> includes) {
    Ran(Outcome outcome, Object result, Map<String, @Nullable Object> facts, boolean idle) {
        this(outcome, result, facts, idle, Optional.empty());
    }

    /** Done once the variables were read. */
    static Ran including(VarsSource source) {
        return new Ran(new Outcome.Ok(), Map.of(), Map.of(), false, Optional.of(source));
    }

    static Ran of(Outcome outcome, Object result) {
        return new Ran(outcome, result, Map.of(), false);
    }

    static Ran cannotTell(String why) {
        return of(new Outcome.CannotTell(why), new Unknown(why));
    }

    static Ran failed(String message) {
        return of(new Outcome.Failed(message), Map.of("msg", message));
    }

    Ran withoutEffects() {
        return new Ran(outcome, result, facts, true);
    }

    Ran with(Object other) {
        return new Ran(outcome, other, facts, idle);
    }

    /** With a field of the result set. */
    Ran with(String field, Object value) {
        return with(Results.with(result, Map.of(field, value)));
    }

    /** With a field of the result set too. */
    Ran with(Outcome other, String field, boolean value) {
        return new Ran(other, Results.with(result, Map.of(field, value)), facts, idle);
    }
}
