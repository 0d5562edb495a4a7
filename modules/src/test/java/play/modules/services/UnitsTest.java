package play.modules.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import play.host.Files;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.value.Bytes;
import play.value.Foreseen;

class UnitsTest {
    /** What systemd 252 printed for ssh, nope, loop, the alias dbus-org.freedesktop.login1 and a socket. */
    private static final String SHOWN = """
        Type=notify
        RemainAfterExit=no
        Id=ssh.service
        LoadState=loaded
        ActiveState=active
        SubState=running
        UnitFileState=enabled
        NeedDaemonReload=no
        LoadError=

        Type=
        RemainAfterExit=no
        Id=nope.service
        LoadState=not-found
        ActiveState=inactive
        SubState=dead
        UnitFileState=
        NeedDaemonReload=no
        LoadError=org.freedesktop.systemd1.NoSuchUnit "Unit nope.service not found."

        Type=simple
        RemainAfterExit=no
        Id=loop.service
        LoadState=loaded
        ActiveState=activating
        SubState=auto-restart
        UnitFileState=static
        NeedDaemonReload=yes
        LoadError=

        Type=dbus
        RemainAfterExit=no
        Id=systemd-logind.service
        LoadState=loaded
        ActiveState=active
        SubState=running
        UnitFileState=static
        NeedDaemonReload=no
        LoadError=

        Id=dbus.socket
        LoadState=loaded
        ActiveState=active
        SubState=running
        UnitFileState=static
        NeedDaemonReload=no
        LoadError=

        Template=getty@.service
        UnitFileState=enabled

        Template=nope@.service
        """;

    private static UnitState.Loaded loaded(String active, String enablement, String type, boolean outdated) {
        return new UnitState.Loaded(
                new Foreseen.Exactly<>(active),
                new Foreseen.Exactly<>(enablement),
                new Foreseen.Exactly<>(type),
                outdated);
    }

    private static ScriptResult result(int code, String out, String err) {
        return new ScriptResult(code, Bytes.of(out), Bytes.of(err));
    }

    @Test
    void readsAnyNumberOfUnitsOfOneListing() {
        List<StateKey<UnitState>> keys = Stream.of(
                        "ssh",
                        "nope",
                        "getty@.service",
                        "loop",
                        "dbus-org.freedesktop.login1.service",
                        "dbus.socket",
                        "nope@.service")
                .map(Units::at)
                .toList();
        Map<StateKey<UnitState>, Observed<UnitState>> states =
                new Units(Manager.SYSTEM).parse(keys, result(0, SHOWN, ""));
        assertEquals(Observed.read(loaded("active", "enabled", "notify", false)), states.get(Units.at("ssh.service")));
        assertEquals(Observed.read(UnitState.MISSING), states.get(Units.at("nope")));
        assertEquals(Observed.read(loaded("restarting", "static", "simple", true)), states.get(Units.at("loop")));
        assertEquals(
                Observed.read(loaded("active", "static", "dbus", false)),
                states.get(Units.at("dbus-org.freedesktop.login1")));
        assertEquals(Observed.read(loaded("active", "static", "socket", false)), states.get(Units.at("dbus.socket")));
        assertEquals(
                Observed.read(loaded("inactive", "enabled", "template", false)),
                states.get(Units.at("getty@.service")));
        assertEquals(Observed.read(UnitState.MISSING), states.get(Units.at("nope@.service")));
    }

    /** It says of itself that it need not read them. */
    @Test
    void aUnitIsOutdatedByFilesThatSystemdDoesNotLookAt() {
        String shown = SHOWN + """

            Newer=/etc/systemd/system/ssh.service.d

            Newer=/etc/systemd/system/ssh.service.d/limits.conf

            Newer=/etc/systemd/system/dbus.socket

            Newer=/etc/systemd/system/nope.service
            """;
        List<String> names =
                List.of("ssh", "nope", "getty@.service", "loop", "dbus-org.freedesktop.login1", "dbus.socket");
        List<StateKey<UnitState>> keys =
                new java.util.ArrayList<>(names.stream().map(Units::at).toList());
        keys.add(Units.at("nope@.service"));
        Map<StateKey<UnitState>, Observed<UnitState>> states =
                new Units(Manager.SYSTEM).parse(keys, result(0, shown, ""));
        assertEquals(Observed.read(loaded("active", "enabled", "notify", true)), states.get(Units.at("ssh")));
        assertEquals(Observed.read(loaded("active", "static", "socket", true)), states.get(Units.at("dbus.socket")));
        assertEquals(Observed.read(UnitState.MISSING), states.get(Units.at("nope")));
        assertEquals(
                Observed.read(loaded("active", "static", "dbus", false)),
                states.get(Units.at("dbus-org.freedesktop.login1")));
    }

    /** What systemd 252 printed for a mount, and two init scripts. */
    @Test
    void aMountIsOneAndAnInitScriptTellsWhetherItStartsAtBoot() {
        String shown = """
            Type=tmpfs
            Id=tmp.mount
            LoadState=loaded
            ActiveState=active
            SubState=mounted
            UnitFileState=static
            NeedDaemonReload=no
            SourcePath=

            Type=forking
            Id=old.service
            LoadState=loaded
            ActiveState=inactive
            SubState=dead
            UnitFileState=generated
            NeedDaemonReload=no
            SourcePath=/etc/init.d/old

            Type=forking
            Id=older.service
            LoadState=loaded
            ActiveState=inactive
            SubState=dead
            UnitFileState=generated
            NeedDaemonReload=no
            SourcePath=/etc/rc.d/init.d/older

            InitScript=old.service
            Enabled=disabled

            InitScript=older.service
            Enabled=enabled
            """;
        List<StateKey<UnitState>> keys =
                Stream.of("tmp.mount", "old", "older").map(Units::at).toList();
        Map<StateKey<UnitState>, Observed<UnitState>> states =
                new Units(Manager.SYSTEM).parse(keys, result(0, shown, ""));
        assertEquals(Observed.read(loaded("active", "static", "mount", false)), states.get(Units.at("tmp.mount")));
        assertEquals(Observed.read(loaded("inactive", "disabled", "forking", false)), states.get(Units.at("old")));
        assertEquals(Observed.read(loaded("inactive", "enabled", "forking", false)), states.get(Units.at("older")));
    }

    /** As after a package that is only foreseen: what is added to its unit has not been read. */
    @Test
    void aForeseenUnitIsOutOfDateOnceAFileOfItsOwnIsNewer() {
        UnitState now = loaded("active", "enabled", "notify", false);
        Units units = new Units(Manager.SYSTEM);
        for (String file : List.of("/etc/systemd/system/etcd.service.d/a.conf", "/etc/systemd/system/etcd.service")) {
            UnitState later =
                    units.afterChangeOf(Files.at(file), "etcd.service", now).orElseThrow();
            assertTrue(later instanceof UnitState.Loaded loaded && loaded.outdated(), file);
            assertEquals(
                    Optional.of(now),
                    units.afterChangeOf(UnitFiles.of(Manager.SYSTEM), "etcd.service", later),
                    "systemd has read all");
        }
        for (String file : List.of("/etc/systemd/system/etcd.service.d", "/etc/systemd/system/etcd2.service")) {
            assertEquals(Optional.empty(), units.afterChangeOf(Files.at(file), "etcd.service", now), file);
        }
        assertEquals(
                Optional.empty(), units.afterChangeOf(UnitFiles.of(Manager.SYSTEM), "etcd.service", UnitState.MISSING));
    }

    @Test
    void aHostWithoutSystemdIsUnknownInItsOwnWords() {
        List<StateKey<UnitState>> keys = List.of(Units.at("ssh"));
        String words = "System has not been booted with systemd as init system (PID 1). Can't operate.";
        Observed<UnitState> seen =
                new Units(Manager.SYSTEM).parse(keys, result(0, "", words)).get(Units.at("ssh"));
        assertTrue(assertInstanceOf(Observed.Unknown.class, seen).reason().contains(words));
    }

    @Test
    void theTextOfAUnitTellsItsTypeAndWhetherItCanBeEnabled() {
        assertEquals(new Foreseen.Exactly<>("static"), UnitText.enablement("[Service]\nExecStart=/bin/x\n"));
        assertEquals(
                new Foreseen.Exactly<>("disabled"), UnitText.enablement("[Install]\nWantedBy = multi-user.target\n"));
        assertEquals(new Foreseen.Exactly<>("static"), UnitText.enablement("[Install]\n#WantedBy=multi-user.target\n"));
        assertEquals(new Foreseen.Exactly<>("simple"), UnitText.type("x.service", "[Service]\nExecStart=/bin/x\n"));
        assertEquals(
                new Foreseen.Exactly<>("oneshot-remains"),
                UnitText.type("x.service", "[Service]\nType=oneshot\nRemainAfterExit=yes\n"));
        assertEquals(new Foreseen.Exactly<>("timer"), UnitText.type("x.timer", "[Timer]\n"));
    }

    @Test
    void ofUnitsOfAllUsersOnlyFilesTell() {
        List<StateKey<UnitState>> keys =
                List.of(Units.at(Manager.GLOBAL, "dirmngr.socket"), Units.at(Manager.GLOBAL, "nope"));
        String shown = "\nUnit=dirmngr.socket\nUnitFileState=enabled\n\nUnit=nope.service\n";
        Map<StateKey<UnitState>, Observed<UnitState>> states =
                new Units(Manager.GLOBAL).parse(keys, result(0, shown, ""));
        assertEquals(Observed.read(loaded("inactive", "enabled", "socket", false)), states.get(keys.getFirst()));
        assertEquals(Observed.read(UnitState.MISSING), states.get(keys.getLast()));
    }

    @Test
    void unitsOfTwoManagersAreNotTheSame() {
        Manager user = new Manager.OfUser("/home/app");
        UnitState.Loaded later = loaded("active", "enabled", "notify", true);
        Units units = new Units(user);
        assertEquals(Optional.empty(), units.afterChangeOf(UnitFiles.of(Manager.SYSTEM), "etcd.service", later));
        assertEquals(
                Optional.of(loaded("active", "enabled", "notify", false)),
                units.afterChangeOf(UnitFiles.of(user), "etcd.service", later));
        assertEquals(
                Optional.of(later),
                units.afterChangeOf(
                        Files.at("/home/app/.config/systemd/user/etcd.service"), "etcd.service", later.reread()));
    }
}
