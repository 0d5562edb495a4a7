package play.run;

import java.util.List;
import play.event.TaskRef;
import play.playbook.Task;
import play.schedule.NextSteps;

/**
 * One task on one host: what all parts of carrying it out share.
 *
 * @param next what follows it
 * @param sharers the hosts that it runs once for; empty where each does it itself
 * @param progress what is seen of it while it goes on
 */
record Turn(
        RunContext run,
        Task task,
        TaskRef ref,
        String host,
        NextSteps next,
        List<String> sharers,
        TaskProgress progress) {
    /** The same for the task as it turned out to be. */
    Turn as(Task other) {
        return new Turn(run, other, ref, host, next, sharers, progress);
    }

    Turn(RunContext run, Task task, TaskRef ref, String host, NextSteps next, List<String> sharers) {
        this(
                run,
                task,
                ref,
                host,
                next,
                sharers,
                new TaskProgress(task.result().register(), task.loop().isPresent()));
    }
}
