package play.converge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.event.Cause;
import play.event.Outcome;
import play.module.Action;
import play.module.Enrolment;
import play.param.VarsSource;
import play.value.Unknown;

/**
 * What came of one call of a module on one host.
 *
 * @param result what {@code register} gets before changed and failed are added: a map, or {@code Unknown}
 * @param idle whether it has no effects outside the run but those that are foreseen: a question, or a control
 * @param left what the engine has still to do for it
 */
public record ModuleResult(
        Outcome outcome, Object result, Map<String, @Nullable Object> facts, boolean idle, Left left) {
    /** What the engine has still to do. */
    public sealed interface Left {
        /** Nothing. */
        record Nothing() implements Left {}

        /** Read variables files. */
        record Reading(VarsSource source) implements Left {}

        /** Have a host come into the inventory of the run. */
        record Enrolling(Enrolment enrolment) implements Left {}
    }

    public ModuleResult(Outcome outcome, Object result, Map<String, @Nullable Object> facts, boolean idle) {
        this(outcome, result, facts, idle, new Left.Nothing());
    }

    /** Done once the variables were read. */
    public static ModuleResult including(VarsSource source) {
        return new ModuleResult(new Outcome.Ok(), Map.of(), Map.of(), false, new Left.Reading(source));
    }

    /** Done once the host is in the inventory. */
    static ModuleResult enrolling(Enrolment enrolment, Map<String, @Nullable Object> result) {
        return new ModuleResult(new Outcome.Ok(), result, Map.of(), true, new Left.Enrolling(enrolment));
    }

    public static ModuleResult of(Outcome outcome, Object result) {
        return new ModuleResult(outcome, result, Map.of(), false);
    }

    public static ModuleResult cannotTell(String why) {
        return of(new Outcome.CannotTell(why), new Unknown(why));
    }

    public static ModuleResult failed(String reason) {
        return failed(new Cause.Reason(reason));
    }

    public static ModuleResult failed(Cause cause) {
        return of(new Outcome.Failed(cause), Map.of("msg", cause.message()));
    }

    /** The first {@code done} actions were carried out, the next one failed. */
    static ModuleResult stopped(List<Action> actions, int done, Cause why) {
        List<String> steps = ActionScripts.titles(actions);
        return of(
                new Outcome.Failed(why, steps.subList(0, done), steps.subList(done, steps.size()), false),
                Map.of("msg", why.message(), "changed", done > 0));
    }

    public ModuleResult withoutEffects() {
        return new ModuleResult(outcome, result, facts, true);
    }

    /** With further fields of its result, where that is known. */
    ModuleResult and(Map<String, ? extends @Nullable Object> more) {
        if (!(result instanceof Map<?, ?> fields)) {
            return this;
        }
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        fields.forEach((name, value) -> all.put(String.valueOf(name), value));
        all.putAll(more);
        return with(all);
    }

    public ModuleResult with(Object other) {
        return new ModuleResult(outcome, other, facts, idle);
    }
}
