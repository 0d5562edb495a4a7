package play.run;

import play.converge.Attendant;
import play.converge.Store;
import play.expression.Expressions;
import play.load.PlaybookLoader;
import play.vars.Variables;

/**
 * What a run works with.
 *
 * @param inventory reads it anew
 * @param loader reads what is included while plays run
 * @param store makes and keeps things on the controller
 * @param attendant answers what tasks ask
 * @param approvals who is asked before anything is changed
 * @param ledger what is kept of the run, and of one it goes on with
 */
public record RunInputs(
        Variables variables,
        InventorySource inventory,
        PlayHosts hosts,
        PlaybookLoader loader,
        Expressions expressions,
        Access access,
        Store store,
        Attendant attendant,
        Approvals approvals,
        Ledger ledger) {}
