package play.run;

import java.util.Optional;
import play.converge.ModuleResult;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.load.NamedLater;
import play.playbook.Task;
import play.value.Unknown;

/** Finds what a task calls whose module is named by a template. */
final class LateModule {
    private LateModule() {}

    /** What it comes to. */
    sealed interface Found {
        /** The task as if the name had been written. */
        record Named(Task task) implements Found {}

        record Undetermined(String why) implements Found {}

        record Wrong(ModuleResult why) implements Found {}
    }

    static Found of(Task task, NamedLater later, Scope scope) throws ExpressionException {
        return switch (later.name().value(scope)) {
            case Unknown(String why) -> new Found.Undetermined("which module it calls: " + why);
            case String name -> of(task, later.reading().read(name.strip()));
            case null, default ->
                new Found.Wrong(ModuleResult.failed(
                        "The name of the module must be a text (" + later.name().span() + ")"));
        };
    }

    private static Found of(Task task, NamedLater.Read read) {
        return read.call()
                .<Found>map(call -> new Found.Named(task.calling(call)))
                .orElseGet(() -> new Found.Wrong(
                        ModuleResult.failed(Causes.of(read.problems().getFirst()))));
    }

    /** The task as it is for a host, as far as that is known; as it is written else. */
    static Task shown(Task task, Scope scope) {
        if (!(task.call().implementation() instanceof NamedLater later)) {
            return task;
        }
        try {
            return Optional.of(of(task, later, scope))
                    .filter(found -> found instanceof Found.Named)
                    .map(found -> ((Found.Named) found).task())
                    .orElse(task);
        } catch (ExpressionException e) {
            return task;
        }
    }
}
