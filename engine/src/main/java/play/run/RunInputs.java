package play.run;

import play.converge.Attendant;
import play.converge.Store;
import play.expression.Expressions;
import play.load.PlaybookLoader;
import play.vars.Variables;

/**
 * What a run works with.
 *
 * @param loader reads what is included while plays run
 * @param store makes and keeps things on the controller
 * @param attendant answers what tasks ask
 */
public record RunInputs(
        Variables variables,
        PlayHosts hosts,
        PlaybookLoader loader,
        Expressions expressions,
        Access access,
        Store store,
        Attendant attendant) {}
