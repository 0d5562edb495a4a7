package play.modules.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Foreseen;

class DpkgSelectionsModuleTest {
    private static final Foreseen<String> VERSION = new Foreseen.Exactly<>("1");
    private final DpkgSelectionsModule module = new DpkgSelectionsModule();
    private final DpkgSelectionsModule.Params params =
            Parameters.of(module, Map.of("name", "nginx", "selection", "hold"));

    private static KnownStates host(String selection, PackageState state) {
        return new KnownStates()
                .with(Selections.at("nginx"), new Selections.Wanted(selection))
                .with(Packages.at("nginx"), state);
    }

    @Test
    void aPackageThatIsHeldIsKnownToBe() {
        Plan.Change change = assertInstanceOf(
                Plan.Change.class, module.plan(params, host("install", PackageState.Installed.asked(VERSION))));
        assertEquals("note hold for nginx", change.title());
        assertEquals(
                List.of(
                        new Effect.Sets<>(Selections.at("nginx"), new Selections.Wanted("hold")),
                        new Effect.Sets<>(
                                Packages.at("nginx"),
                                PackageState.Installed.asked(VERSION).asHeld(true))),
                change.actions().getFirst().effects());
    }

    @Test
    void whatIsNotedAlreadyIsLeft() {
        assertEquals(
                Plan.UNCHANGED,
                module.plan(
                        params,
                        host("hold", PackageState.Installed.asked(VERSION).asHeld(true))));
    }

    @Test
    void ofWhatDpkgDoesNotKnowNothingIsNoted() {
        Plan plan = module.plan(params, host("", new PackageState.Absent(new Foreseen.Exactly<>(false))));
        assertTrue(assertInstanceOf(Plan.Rejected.class, plan).why().contains("knows no package nginx"));
    }

    /** One that a dry run only foresees. */
    @Test
    void ofWhatIsForeseenItIsNoted() {
        assertInstanceOf(Plan.Change.class, module.plan(params, host("", PackageState.Installed.asked(VERSION))));
    }
}
