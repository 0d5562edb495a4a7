package play.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import play.converge.ModuleResult;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.expression.Whole;
import play.playbook.Data;
import play.playbook.Vars;
import play.source.Span;

/** Variables that a task has read from files; the host has them from then on. */
record IncludedVars(Vars.Included read) {
    /** With mappings that the host has under these names, which the read ones are put into. */
    static Vars.Included merged(Vars.Included read, Scope scope) throws ExpressionException {
        Map<String, Vars.Var> there = new LinkedHashMap<>();
        for (Map.Entry<String, Vars.Var> var : read.vars().all().entrySet()) {
            if (scope.find(var.getKey()) instanceof Scope.Binding.Found(Object value)) {
                Span place = var.getValue().place();
                there.put(var.getKey(), new Vars.Var(new Data.Literal(Whole.of(value, place), place), place));
            }
        }
        return new Vars.Included(read.files(), new Vars(there).merged(read.vars()));
    }

    /** @param scopes of the task, with these variables */
    Finished ending(ModuleResult ran, Function<Map<String, Vars.Var>, Scope> scopes) {
        List<String> files = read.files().stream()
                .map(file -> file.toAbsolutePath().normalize().toString())
                .toList();
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("ansible_facts", values(scopes.apply(read.vars().all())));
        told.put("ansible_included_var_files", files);
        Object result = Results.of(ModuleResult.of(ran.outcome(), told));
        return new Finished(ran.outcome(), result, ran.facts(), List.of(read.vars()));
    }

    /** What they come to now; the text of what cannot be evaluated yet. */
    private Map<String, @Nullable Object> values(Scope scope) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        read.vars().all().forEach((name, var) -> values.put(name, value(name, var, scope)));
        return values;
    }

    private static @Nullable Object value(String name, Vars.Var var, Scope scope) {
        try {
            return scope.find(name) instanceof Scope.Binding.Found(Object value)
                    ? Whole.of(value, var.place())
                    : var.value().written();
        } catch (ExpressionException e) {
            return var.value().written();
        }
    }
}
