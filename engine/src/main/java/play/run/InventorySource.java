package play.run;

import play.diag.Problems;
import play.inventory.Inventory;

/** Where the inventory of a run comes from, so that it can be read again. */
@FunctionalInterface
public interface InventorySource {
    /** What is there now; what is wrong with it is reported. */
    Inventory read(Problems problems) throws InterruptedException;
}
