package play.modules.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import play.files.Steps;
import play.files.WantedFile;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;

/**
 * Something kept on the controller and the files it becomes on the host.
 *
 * @param making what makes or opens it; its effects are empty when it is kept already
 * @param title what is said when no file changes
 */
record Delivery(Action.Produce making, String title, List<WantedFile> files) {
    static List<StateKey<?>> probes(List<WantedFile> files) {
        return files.stream().flatMap(file -> file.probes().stream()).distinct().toList();
    }

    /**
     * The title names the files that change, so that it is the same on each host, whichever of them has the thing made
     * first.
     */
    Plan plan(Knowledge known) {
        List<Function<Knowledge, Plan>> steps = new ArrayList<>();
        files.forEach(file -> steps.add(file::plan));
        return switch (Steps.inOrder(known, steps)) {
            case Plan.Unchanged unchanged ->
                making.effects().isEmpty() ? Plan.UNCHANGED : new Plan.Change(title, making);
            case Plan.Change(String files, List<Action> actions) -> {
                List<Action> all = new ArrayList<>(List.of(making));
                all.addAll(actions);
                yield new Plan.Change(files, all);
            }
            case Plan other -> other;
        };
    }
}
