package play.run;

import play.event.RunEvent.TaskRef;

/**
 * Why a host takes no further part.
 *
 * @param rescuable whether {@code rescue} may deal with it; an unreachable host's failure is not
 * @param result what {@code ansible_failed_result} becomes
 */
record Failure(TaskRef task, Object result, boolean rescuable) {}
