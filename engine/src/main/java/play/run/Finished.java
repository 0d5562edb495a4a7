package play.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.converge.ModuleResult;
import play.event.Cause;
import play.event.Outcome;
import play.module.Guest;
import play.module.Query;
import play.playbook.Task;
import play.playbook.Vars;
import play.value.Unknown;
import play.vars.RunVariables;

/**
 * How a task, or one item of its loop, ended on a host.
 *
 * @param registered what {@code register} gets
 * @param included variables of files that the host has got
 */
record Finished(Outcome outcome, Object registered, Map<String, @Nullable Object> facts, List<Vars> included) {
    Finished(Outcome outcome, Object registered, Map<String, @Nullable Object> facts) {
        this(outcome, registered, facts, List.of());
    }

    /** Of a call of a module. */
    static Finished of(ModuleResult ran) {
        return new Finished(ran.outcome(), Results.of(ran), ran.facts());
    }

    /** Where a condition does not hold. */
    static Finished skipped(Rendering.Verdict.No no) {
        return new Finished(
                new Outcome.Skipped("condition is false: " + no.condition()), Results.skipped(no), Map.of());
    }

    /** Variables that a playbook sets, unlike what was found out about a host, are hidden by {@code no_log}. */
    Finished withSecretFacts() {
        Map<String, @Nullable Object> secret = new LinkedHashMap<>();
        facts.forEach((name, value) -> secret.put(name, Censored.value(value)));
        return new Finished(outcome, registered, secret, included);
    }

    Finished registering(Object other) {
        return new Finished(outcome, other, facts, included);
    }

    Finished with(Outcome other) {
        return new Finished(other, registered, facts, included);
    }

    /** It has failed after all; what it has done before stays told. */
    Finished failing(Cause why, Map<String, ? extends @Nullable Object> more) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(more);
        fields.put("failed", true);
        return new Finished(
                new Outcome.Failed(why), Results.failed(registered, why.message(), fields), facts, included);
    }

    /** A host gets what a playbook set, what was found out about it, and the variables of files. */
    void giveTo(String host, Task task, RunVariables variables) {
        if (task.call().implementation() instanceof Query<?> || task.call().implementation() instanceof Guest<?>) {
            variables.found(host, facts);
            if (outcome instanceof Outcome.CannotTell(String why)) {
                task.call()
                        .facts()
                        .orElse(Set.of())
                        .forEach(name -> variables.found(host, Map.of(name, new Unknown(why))));
            }
        } else {
            variables.set(host, facts);
        }
        included.forEach(vars -> variables.include(host, vars));
    }

    /** Without what another host has got in the place of this one. */
    Finished withoutGains() {
        return new Finished(outcome, registered, Map.of());
    }
}
