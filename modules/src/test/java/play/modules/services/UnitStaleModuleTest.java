package play.modules.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Answer;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.Parameters;

/** The script is run by a real shell; only what systemd says is written here. */
class UnitStaleModuleTest {
    private static final UnitStaleModule MODULE = new UnitStaleModule();

    @TempDir
    Path folder = Path.of("/");

    private String file(String name, String changed) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(changed)));
        return file.toString();
    }

    /** What the module says on a host whose systemd answers so. */
    private Map<String, ?> answer(String systemctl, boolean reloads, String... files) {
        UnitStaleModule.Params params =
                Parameters.of(MODULE, Map.of("unit", "kubelet", "files", List.of(files), "reloads", reloads));
        UnitStart family = new UnitStart("kubelet.service", reloads, List.of(files));
        StateKey<SinceStart> key = family.key();
        Script script = family.read(List.of(key));
        ScriptResult result = LocalHost.run(Script.of("systemctl() {\n" + systemctl + "\n}\n" + script.text()));
        Observed<SinceStart> seen = family.parse(List.of(key), result).get(key);
        KnownStates known = new KnownStates()
                .with(
                        key,
                        assertInstanceOf(
                                SinceStart.class,
                                assertInstanceOf(Observed.Known.class, seen).value()));
        return assertInstanceOf(Answer.Found.class, MODULE.answer(params, known))
                .value();
    }

    private static String running(String exact, String seconds) {
        return "case \"$*\" in *MainPID*) echo 7 ;;\n"
                + "*--timestamp=us*StateChange*) echo 'Wed 2035-11-07 10:00:30.000000 UTC' ;;\n"
                + "*--timestamp=us*) " + exact + " ;;\n*) " + seconds + " ;; esac";
    }

    private static final String EXACT = "echo 'Wed 2035-11-07 10:00:00.500000 UTC'";
    private static final String SECONDS = "echo 'Wed 2035-11-07 10:00:00 UTC'";

    @Test
    void whatChangedAfterTheStartIsNamed() throws Exception {
        String before = file("before", "2035-11-07T10:00:00.400Z");
        String after = file("after", "2035-11-07T10:00:00.600Z");
        Map<String, ?> told = answer(running(EXACT, "false"), false, before, after, folder + "/none");
        assertEquals(Map.of("stale", true, "newer", List.of(after)), told);
        assertEquals(Map.of("stale", false, "newer", List.of()), answer(running(EXACT, "false"), false, before));
    }

    @Test
    void aSystemdThatTellsSecondsOnlyTakesTheSameSecondForRead() throws Exception {
        String same = file("same", "2035-11-07T10:00:00.900Z");
        String after = file("after", "2035-11-07T10:00:01.100Z");
        assertEquals(
                List.of(after),
                answer(running("return 1", SECONDS), false, same, after).get("newer"));
    }

    @Test
    void aReloadCountsWhereItIsSaidTo() throws Exception {
        String after = file("after", "2035-11-07T10:00:20Z");
        assertEquals(true, answer(running(EXACT, "false"), false, after).get("stale"));
        assertEquals(false, answer(running(EXACT, "false"), true, after).get("stale"));
    }

    @Test
    void aUnitThatDoesNotRunIsNotStale() throws Exception {
        assertEquals(
                Map.of("stale", false, "newer", List.of()), answer("echo 0", false, file("a", "2035-11-07T10:00:00Z")));
    }

    /** In a dry run. */
    @Test
    void aFileThatIsForeseenToChangeMakesItStaleUntilTheUnitIsRestarted() {
        UnitStart family = new UnitStart("kubelet.service", false, List.of("/etc/ca.crt"));
        StateKey<?> file = play.host.Files.at("/etc/ca.crt");
        StateKey<?> unit = Units.at("kubelet.service");
        String id = family.key().id();
        assertTrue(family.under().meets(id, file.id()) && family.tellsOf(id, unit));
        assertFalse(family.under().meets(id, "/etc/other"));
        assertFalse(family.tellsOf(id, Units.at("other.service")));
        assertEquals(Optional.of(new SinceStart(true, List.of("/etc/ca.crt"))), family.afterChangesBelow(file));
        assertEquals(Optional.of(new SinceStart(true, List.of())), family.afterChangesBelow(unit));
    }
}
