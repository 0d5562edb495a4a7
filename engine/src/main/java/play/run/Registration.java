package play.run;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.playbook.Register;
import play.vars.RunVariables;

/** Gives hosts the variables that a task registers; what is hidden of it stays hidden where a later task shows it. */
record Registration(Register register, NoLog log, RunVariables variables) {
    /**
     * @param ended what evaluations see that come when the task has ended
     * @return why some variable stays undefined
     */
    Optional<ExpressionException> give(Collection<String> hosts, Object whole, Scope ended) {
        return switch (register) {
            case Register.Nothing nothing -> Optional.empty();
            case Register.Whole(String name) -> {
                set(hosts, name, whole);
                yield Optional.empty();
            }
            case Register.Parts parts -> parts(hosts, parts, ended);
        };
    }

    /** All are evaluated before the first is set, so that none sees what another host has got by now. */
    private Optional<ExpressionException> parts(Collection<String> hosts, Register.Parts parts, Scope ended) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        Optional<ExpressionException> fault = Optional.empty();
        for (Map.Entry<String, Register.Part> part : parts.all().entrySet()) {
            try {
                values.put(part.getKey(), part.getValue().expression().evaluate(ended));
            } catch (ExpressionException e) {
                hosts.forEach(host -> variables.forget(host, part.getKey()));
                fault = fault.or(() -> Optional.of(e));
            }
        }
        values.forEach((name, value) -> set(hosts, name, value));
        return fault;
    }

    private void set(Collection<String> hosts, String name, @Nullable Object value) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put(name, value == null ? null : log.kept(value));
        hosts.forEach(host -> variables.set(host, one));
    }
}
