package play.modules.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.Observed;
import play.host.Script;
import play.host.StateKey;
import play.module.Action;
import play.module.Decision;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.Parameters;

class RebootModuleTest {
    private static final RebootModule MODULE = new RebootModule();

    private static Decision.Do work(Map<String, Object> written) {
        RebootModule.Params params = Parameters.of(MODULE, written);
        @SuppressWarnings("unchecked") // the only state it asks for
        StateKey<Boot> key = (StateKey<Boot>) MODULE.probes(params).getFirst();
        return assertInstanceOf(
                Decision.Do.class, MODULE.decide(params, new KnownStates().with(key, new Boot("one", true))));
    }

    @SuppressWarnings("unchecked") // the only state it waits for
    private static Action.AwaitReturn<Boot> back(Decision.Do work) {
        return (Action.AwaitReturn<Boot>) work.after().getFirst();
    }

    @Test
    void theHostIsBackAfterAnotherBootWhenTheTestSucceeds() {
        Action.AwaitReturn<Boot> back = back(work(Map.of()));
        assertTrue(work(Map.of()).cuts());
        assertFalse(back.condition().test(new Boot("one", true)));
        assertFalse(back.condition().test(new Boot("two", false)));
        assertTrue(back.condition().test(new Boot("two", true)));
        assertEquals(Duration.ofMinutes(10), back.deadline());
    }

    @Test
    void pausesComeBeforeTheHostGoesDownAndBeforeItIsAsked() {
        Decision.Do work =
                work(Map.of("pre_reboot_delay", 90, "post_reboot_delay", 5, "reboot_timeout", 60, "msg", "it's on"));
        assertTrue(
                work.run().script().text().contains("-r +1 'it'\\''s on'"),
                work.run().script().text());
        assertEquals(Duration.ofSeconds(5), back(work).pause());
        assertEquals(Duration.ofMinutes(2), back(work).deadline());
    }

    @Test
    void aPauseBelowZeroIsNone() {
        Decision.Do work = work(Map.of("pre_reboot_delay", -60, "post_reboot_delay", "-5"));
        assertTrue(
                work.run().script().text().contains("-r now "),
                work.run().script().text());
        assertEquals(Duration.ZERO, back(work).pause());
    }

    @Test
    void aCommandOfItsOwnTakesThePlaceOfShutdown() {
        assertEquals(
                "true", work(Map.of("reboot_command", "true")).run().script().text());
    }

    @Test
    void shutdownIsSearchedWhereTheTaskSays(@TempDir Path folder) {
        LocalHost.run(Script.of(
                "printf '#!/bin/sh\\necho \"$@\"\\n' >" + folder + "/shutdown; chmod +x " + folder + "/shutdown"));
        Decision.Do work = work(Map.of("search_paths", List.of("/nowhere", folder.toString()), "msg", "x"));
        assertEquals("-r now x\n", LocalHost.run(work.run().script()).out());
        Decision.Do nothing = work(Map.of("search_paths", List.of("/nowhere")));
        assertTrue(LocalHost.run(nothing.run().script()).err().contains("search_paths"));
    }

    @Test
    void bootsAreToldApartByWhatTheCommandPrints() {
        Boot.Family family = new Boot.Family("echo 'a  b'", "false");
        assertEquals(
                Observed.read(new Boot("a  b", false)),
                LocalHost.reading(List.of(family.key())).of(family.key()));
        Boot.Family broken = new Boot.Family("exit 3", "true");
        assertInstanceOf(
                Observed.Unknown.class, LocalHost.reading(List.of(broken.key())).of(broken.key()));
    }
}
