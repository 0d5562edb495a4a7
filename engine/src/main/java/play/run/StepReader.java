package play.run;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import play.event.TaskRef;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.module.ModuleSpec;
import play.module.TaskModule;
import play.playbook.Include;
import play.playbook.NumberKeyword;
import play.playbook.Setting;
import play.playbook.Step;
import play.playbook.Task;

/** What steps say of themselves, as a host sees it: names and flags. */
final class StepReader {
    private final RunContext run;

    StepReader(RunContext run) {
        this.run = run;
    }

    Scope scope(Step step, String host) {
        return run.variables().scope(host, step.context(), Map.of());
    }

    boolean flag(Step step, Setting setting, String host) throws ExpressionException {
        return Keywords.flag(step.settings(), setting, scope(step, host), false);
    }

    /** What cannot be told, of a step that has failed already, is taken for the more careful answer. */
    boolean flag(Step step, Setting setting, String host, boolean careful) {
        try {
            return flag(step, setting, host);
        } catch (ExpressionException e) {
            return careful;
        }
    }

    /** On how many hosts the task may run at a time, where it says so. */
    OptionalInt throttle(Task task, String host) throws ExpressionException {
        return Keywords.amount(NumberKeyword.THROTTLE, task.settings().get(Setting.THROTTLE), scope(task, host))
                .map(amount -> (int) amount.number())
                .filter(most -> most > 0)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    /** What is called for a host, outside loops; a stand-in where only the run of the task tells. */
    TaskModule<?> module(Task task, String host) {
        return LateModule.shown(task, scope(task, host)).call().implementation();
    }

    TaskRef ref(Task task, String host, StepPath path) {
        String name;
        try {
            name = Rendering.text(task.name(), scope(task, host));
        } catch (ExpressionException e) {
            name = task.title();
        }
        ModuleSpec<?> spec = module(task, host).spec();
        return new TaskRef(
                path.text(),
                name.isEmpty() ? task.call().module().value() : name,
                spec.name(),
                role(task),
                path.handler(),
                spec.isShown(),
                Optional.of(task.span()));
    }

    TaskRef ref(Include include, String host, StepPath path) {
        return new TaskRef(
                path.text(),
                title(include, host),
                "include",
                role(include),
                path.handler(),
                Optional.of(include.span()));
    }

    /** Of a step that cannot even be told to be meant. */
    TaskRef bare(Step step, StepPath path) {
        String name = step.name().shown();
        return new TaskRef(path.text(), name, name, role(step), path.handler(), Optional.of(step.span()));
    }

    private static String role(Step step) {
        return step.titleRole().map(use -> use.role().name()).orElse("");
    }

    private String title(Include include, String host) {
        try {
            return include.name().shown().isEmpty()
                    ? include.title()
                    : Rendering.text(include.name(), scope(include, host));
        } catch (ExpressionException e) {
            return include.title();
        }
    }
}
