package play.modules.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.value.Bytes;

class SystemdInfoModuleTest {
    /** What systemd 252 printed for the alias dbus-org.freedesktop.login1, and for nope. */
    private static final String SHOWN = """
        Id=systemd-logind.service
        LoadState=loaded
        ActiveState=active
        SubState=running
        UnitFileState=static
        NeedDaemonReload=yes

        Id=nope.service
        LoadState=not-found
        ActiveState=inactive
        SubState=dead
        UnitFileState=
        NeedDaemonReload=no
        """;

    private static Observed<ShownUnits> read(List<String> names, int code, String out, String err) {
        ShownUnits.Family family = new ShownUnits.Family(names);
        StateKey<ShownUnits> key = family.key();
        Observed<ShownUnits> seen = family.parse(List.of(key), new ScriptResult(code, Bytes.of(out), Bytes.of(err)))
                .get(key);
        return seen == null ? new Observed.Unknown<>("not parsed") : seen;
    }

    private static ShownUnits units(Observed<ShownUnits> seen) {
        return assertInstanceOf(
                ShownUnits.class, assertInstanceOf(Observed.Known.class, seen).value());
    }

    @Test
    void tellsOfUnitsUnderTheNamesTheyWereAskedBy() {
        Map<String, Map<String, String>> units = units(
                        read(List.of("dbus-org.freedesktop.login1.service", "nope.service"), 0, SHOWN, ""))
                .units();
        assertEquals(
                Map.of(
                        "name",
                        "dbus-org.freedesktop.login1.service",
                        "loadstate",
                        "loaded",
                        "activestate",
                        "active",
                        "substate",
                        "running",
                        "unitfilestate",
                        "static",
                        "needdaemonreload",
                        "yes"),
                units.get("dbus-org.freedesktop.login1.service"));
        assertEquals("not-found", units.getOrDefault("nope.service", Map.of()).get("loadstate"));
    }

    @Test
    void tellsOfAllUnitsUnderTheirOwnNames() {
        assertEquals(
                List.of("systemd-logind.service", "nope.service"),
                List.copyOf(units(read(List.of(), 0, SHOWN, "")).units().keySet()));
    }

    @Test
    void asksSystemdForWhatIsNamedOrForAll() {
        assertTrue(new ShownUnits.Family(List.of("ssh.service"))
                .read(List.of())
                .text()
                .endsWith(" -- ssh.service"));
        assertTrue(new ShownUnits.Family(List.of()).read(List.of()).text().endsWith(" -- '*'"));
    }

    @Test
    void anAnswerThatIsNotWholeIsNoAnswer() {
        assertInstanceOf(Observed.Unknown.class, read(List.of("ssh.service"), 0, SHOWN, ""));
        assertEquals(
                new Observed.Unknown<ShownUnits>("systemd does not tell of its units: Failed to connect to bus"),
                read(List.of(), 1, "", "Failed to connect to bus\n"));
    }
}
