package play.modules.flatpak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.host.Home;
import play.host.Homes;
import play.host.ScriptResult;
import play.host.StateKey;
import play.host.UnknownStateException;
import play.module.Action;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;

/** Plans for remotes of Flatpak; real ones are in the examples. */
class FlatpakRemoteModuleTest {
    private static final FlatpakRemoteModule MODULE = new FlatpakRemoteModule();
    private static final String URL = "https://example.org/demo.flatpakrepo";
    private static final StateKey<FlatpakRemote> KEY =
            FlatpakRemote.named("demo", new FlatpakInstallation(Optional.empty(), FlatpakMethod.SYSTEM));

    private static Plan plan(FlatpakRemote remote, Map<String, ?> words) {
        Map<String, Object> all = new HashMap<>(words);
        all.put("name", "demo");
        return MODULE.plan(
                Parameters.of(MODULE, all), new KnownStates().with(KEY, remote).with(Homes.of(""), new Home("/root")));
    }

    private static Plan.Change change(FlatpakRemote remote, Map<String, ?> words) {
        return assertInstanceOf(Plan.Change.class, plan(remote, words));
    }

    @Test
    void oneThatIsThereStays() {
        FlatpakRemote there = new FlatpakRemote(true, true);
        assertEquals(Plan.UNCHANGED, plan(there, Map.of("flatpakrepo_url", URL)));
        assertEquals(Plan.UNCHANGED, plan(there, Map.of()));
        assertEquals(
                "flatpak remote-modify --system --disable demo",
                change(there, Map.of("enabled", false)).title());
        assertEquals(
                "flatpak remote-modify --system --enable demo",
                change(new FlatpakRemote(true, false), Map.of()).title());
        assertEquals(
                "flatpak remote-delete --system --force demo",
                change(there, Map.of("state", "absent")).title());
        assertEquals(Plan.UNCHANGED, plan(FlatpakRemote.ABSENT, Map.of("state", "absent")));
    }

    @Test
    void oneThatCannotBeAskedIsNotLeftBehind() {
        Plan.Change change = change(FlatpakRemote.ABSENT, Map.of("flatpakrepo_url", URL, "enabled", false));
        assertEquals(
                "flatpak remote-add --system demo " + URL + "; flatpak remote-modify --system --disable demo",
                change.title());
        Action.Run run = (Action.Run) change.actions().getFirst();
        assertTrue(run.script().text().contains("|| { flatpak remote-delete --system --force demo "));
        assertTrue(run.effects().contains(new Effect.Sets<>(KEY, new FlatpakRemote(true, false))));
        assertTrue(assertInstanceOf(Plan.Rejected.class, plan(FlatpakRemote.ABSENT, Map.of()))
                .why()
                .contains("flatpakrepo_url"));
    }

    @Test
    void remotesAreReadAsFlatpakPrintsThem() throws UnknownStateException {
        String told = "told\0demo\tno-gpg-verify\0other\tdisabled,no-gpg-verify\0plain\t\0\0";
        var read = KEY.family().told(List.of(KEY), new ScriptResult(0, Bytes.of(told), Bytes.EMPTY));
        assertEquals(new FlatpakRemote(true, true), read.of(0, "demo"));
        assertEquals(new FlatpakRemote(true, false), read.of(0, "other"));
        assertEquals(new FlatpakRemote(true, true), read.of(0, "plain"));
        assertEquals(FlatpakRemote.ABSENT, read.of(0, "flathub"));
    }
}
