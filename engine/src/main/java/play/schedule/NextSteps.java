package play.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.playbook.Block;
import play.playbook.Include;
import play.playbook.Meta;
import play.playbook.Step;
import play.playbook.Task;

/**
 * The steps that come after one: those behind it in its list, then those behind what the list stands in.
 *
 * @param steps the list, of which those before {@code from} are done with or under way
 */
public record NextSteps(List<? extends Step> steps, int from, Optional<NextSteps> outer) {
    public static final NextSteps NONE = new NextSteps(List.of(), 0, Optional.empty());

    /**
     * The tasks among them, as they come if nothing fails, up to the first step of which nobody can tell what comes of
     * it: an include, a task that is repeated or goes on by itself.
     */
    public List<Task> tasks(int most) {
        List<Task> tasks = new ArrayList<>();
        Optional<NextSteps> level = Optional.of(this);
        while (level.isPresent() && add(level.get().left(), most, tasks)) {
            level = level.get().outer();
        }
        return tasks;
    }

    private List<? extends Step> left() {
        return steps.subList(Math.min(from, steps.size()), steps.size());
    }

    /** Whether more can follow. */
    private static boolean add(List<? extends Step> steps, int most, List<Task> tasks) {
        for (Step step : steps) {
            boolean on = switch (step) {
                case Task task -> add(task, most, tasks);
                case Block block -> add(block.body(), most, tasks) && add(block.always(), most, tasks);
                case Include include -> false;
                case Meta meta -> true;
            };
            if (!on) {
                return false;
            }
        }
        return true;
    }

    private static boolean add(Task task, int most, List<Task> tasks) {
        boolean told = task.result().until().isEmpty() && task.result().async().isEmpty();
        if (told && tasks.size() < most) {
            tasks.add(task);
            return true;
        }
        return false;
    }
}
