package play.modules.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.host.Script;
import play.module.Action;
import play.module.Plan;
import play.modules.packages.AptCache.Cleaning;
import play.testkit.KnownStates;
import play.value.Foreseen;

class AptCacheTest {
    private static final Plan INSTALLING =
            new Plan.Change("install tree", new Action.Run("install tree", Script.of("true"), List.of()));

    private static Plan after(Plan plan, Foreseen<Boolean> kept) {
        return Cleaning.CLEAN.after(plan, new KnownStates().with(Cleaning.CLEAN.key(), new AptCache(kept)));
    }

    private static Foreseen<Boolean> exactly(boolean kept) {
        return new Foreseen.Exactly<>(kept);
    }

    @Test
    void goesWhereSomethingIsKept() {
        assertEquals(Plan.UNCHANGED, after(Plan.UNCHANGED, exactly(false)));
        Plan.Change change = assertInstanceOf(Plan.Change.class, after(Plan.UNCHANGED, exactly(true)));
        assertEquals("remove the archives of packages", change.title());
    }

    @Test
    void goesAfterWhatIsInstalled() {
        Plan.Change change = assertInstanceOf(Plan.Change.class, after(INSTALLING, exactly(false)));
        assertEquals("install tree, remove the archives of packages", change.title());
        assertEquals(
                List.of("install tree", "apt-get clean"),
                change.actions().stream()
                        .map(action ->
                                assertInstanceOf(Action.Run.class, action).title())
                        .toList());
    }

    @Test
    void isUnknownAfterInstallationsThatAreForeseen() {
        AptCache.Family family = new AptCache.Family();
        AptCache later = family.afterChangesBelow().orElseThrow();
        assertInstanceOf(Plan.Undetermined.class, after(Plan.UNCHANGED, later.kept()));
        assertEquals(true, family.tellsOf("clean", Packages.at("tree")));
        assertEquals(false, family.tellsOf("autoclean", Packages.at("tree")));
    }

    /** What is absent is in doubt after what nobody foresees, and what is present is not. */
    @Test
    void nothingToDoIsAnAbsence() {
        assertEquals(false, new AptCache(exactly(false)).present());
        assertEquals(true, new AptCache(exactly(true)).present());
        assertEquals(false, new Transaction.Feasible(List.of()).present());
        assertEquals(true, new Transaction.Feasible(List.of(new Transaction.Step("tree", Optional.empty()))).present());
    }

    @Test
    void leavesWhatCannotBeDone() {
        Plan refused = new Plan.Rejected("no such package");
        assertEquals(refused, after(refused, exactly(true)));
    }
}
