package play.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import play.diag.Diagnostic;
import play.diag.Suggestions;
import play.module.TaskModule;
import play.playbook.Task;
import play.plugin.CallPlace;
import play.plugin.ModuleProvider;

/**
 * The module that most likely is meant by a name that no module has: what else is wrong with a play can be told only
 * once it is known which variables its tasks set.
 */
record MeantModule(Loading loading) {
    /** @param problem what says that there is none, and proposes another */
    Optional<TaskModule<?>> by(Diagnostic problem, CallPlace place) {
        return Suggestions.proposed(problem.detail())
                .flatMap(name -> loading.plugins().find(name, place))
                .flatMap(ModuleProvider.Provided::module);
    }

    /** The task, read with the module that is meant; how it is called says nothing if it is another. */
    Task read(Supplier<Task> reading) {
        if (!(loading.problems() instanceof LostNames names)) {
            return reading.get();
        }
        List<Task> read = new ArrayList<>();
        names.holding(() -> read.add(reading.get())).stream()
                .filter(problem -> !ToleratedTasks.isOfParameters(problem))
                .forEach(names::report);
        return read.getFirst();
    }
}
