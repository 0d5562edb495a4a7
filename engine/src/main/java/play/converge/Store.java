package play.converge;

import java.util.List;
import java.util.function.Supplier;
import play.module.Producer;
import play.module.Workshop;

/**
 * The controller's part: who makes things there, and where they are kept.
 *
 * @param producers asked for each time: an include of the run may bring more
 */
public record Store(Supplier<List<Producer<?>>> producers, Workshop workshop) {}
