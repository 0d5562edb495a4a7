package play.converge;

import java.util.function.Consumer;
import play.event.StateChange;

/**
 * How a module is run for one task.
 *
 * @param task its title, for reasons given later
 * @param check whether it only foretells what it would change
 * @param diff whether changes show contents of files
 * @param differs takes each state that was found other than foreseen
 */
public record ConvergeOptions(String task, boolean check, boolean diff, Consumer<StateChange> differs) {}
