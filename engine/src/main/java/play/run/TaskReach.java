package play.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.host.Reach;
import play.param.Meaning;
import play.param.Parameter;
import play.param.Schema;
import play.playbook.Call;
import play.playbook.Data;

/** How far a task goes of which nobody can tell what it would do. */
final class TaskReach {
    private TaskReach() {}

    /** What its module changes, where that is known of the arguments; else the host and every service. */
    static Reach of(Call call, Scope scope) {
        Schema<?> schema = call.implementation().spec().schema();
        List<Parameter> paths = schema.parameters().stream()
                .filter(one -> one.means(Meaning.ALL_IT_CHANGES) || one.means(Meaning.DESTINATION))
                .toList();
        List<String> known = new ArrayList<>();
        for (Parameter parameter : paths) {
            Optional<String> path = path(schema, parameter, call, scope);
            if (path.isEmpty()) {
                return Reach.HOST;
            }
            known.add(path.get());
        }
        return known.isEmpty()
                ? Reach.HOST
                : Reach.of(Reach.files(known.toArray(String[]::new)), new Reach.Named(new HashSet<>(known)));
    }

    private static Optional<String> path(Schema<?> schema, Parameter parameter, Call call, Scope scope) {
        for (var argument : call.arguments().entrySet()) {
            if (schema.areSame(parameter.name(), argument.getKey().value())) {
                return path(argument.getValue(), scope);
            }
        }
        return Optional.empty();
    }

    /** Of a loop of which nobody knows the items, the path may name one. */
    private static Optional<String> path(Data data, Scope scope) {
        try {
            return data.value(scope) instanceof String path && path.startsWith("/")
                    ? Optional.of(path.length() > 1 ? path.replaceFirst("/+$", "") : path)
                    : Optional.empty();
        } catch (ExpressionException untold) {
            return Optional.empty();
        }
    }
}
