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
 */
record Turn(RunContext run, Task task, TaskRef ref, String host, NextSteps next, List<String> sharers) {}
