package play.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What tasks bring into the inventory of a run. */
class InventoryGrowthTest {
    private static final Inventory NONE = Inventory.empty();

    private static Inventory with(Inventory inventory, String host, String... groups) {
        return inventory.with(host, List.of(groups), List.of());
    }

    @Test
    void hostsOfAMadeGroupAreInTheOrderOfTheInventory() {
        Inventory three = with(with(with(NONE, "a"), "b"), "c");
        Inventory grown = with(with(with(three, "c", "web"), "a", "web"), "b", "web");
        assertEquals(List.of("a", "b", "c"), grown.hostsOf("web"));
        assertEquals(List.of("a", "b", "c"), three.hostsOf("ungrouped"));
        assertEquals(List.of(), grown.hostsOf("ungrouped"));
        assertEquals(List.of(), three.hostsOf("web"));
    }

    @Test
    void whatIsSoAlreadyIsNotMadeAnew() {
        Inventory one = NONE.with("a", List.of("web"), List.of("top"));
        assertSame(one, one.with("a", List.of("web"), List.of("top")));
        assertEquals(List.of("a"), one.hostsOf("top"));
        assertEquals(List.of("top", "web"), one.groupNames("a"));
    }

    @Test
    void noGroupComesToHoldItself() {
        Inventory one = NONE.with("a", List.of("web"), List.of("top"));
        Inventory same = one.with("a", List.of("top"), List.of("web", "top"));
        assertEquals(List.of("a"), same.hostsOf("top"));
        assertEquals(Set.of("web"), same.below("web"));
    }
}
