package play.modules.wireguard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.host.FileState;
import play.host.Files;
import play.host.Mode;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Foreseen;
import play.value.Unknown;

class WireguardKeyModuleTest {
    private static final String PATH = "/etc/wireguard/wg0.key";
    private static final String PUBLIC = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=";
    private static final WireguardKeyModule MODULE = new WireguardKeyModule();
    private static final WireguardKeyModule.Params PARAMS = Parameters.of(MODULE, Map.of("path", PATH));
    private static final StateKey<HeldWireguardKey> KEY = HeldWireguardKey.at(PATH);

    private static Observed<HeldWireguardKey> parsed(String out) {
        return new HeldWireguardKey.Family()
                .parse(List.of(KEY), new ScriptResult(0, Bytes.of(out), Bytes.of("")))
                .getOrDefault(KEY, new Observed.Unknown<>("not parsed"));
    }

    @Test
    void theHostTellsThePublicKeyAlone() {
        assertEquals(
                Observed.read(new HeldWireguardKey.Held(new Foreseen.Exactly<>(PUBLIC))),
                parsed("held\0" + PUBLIC + "\0"));
        assertInstanceOf(Observed.Unknown.class, parsed("held\0something\0"));
        assertEquals(new Observed.Unknown<HeldWireguardKey>(HeldWireguardKey.LACKING), parsed("lacking\0"));
    }

    @Test
    void withoutAFileNoProgramIsNeededToTell() throws Exception {
        StateKey<HeldWireguardKey> none = HeldWireguardKey.at("/nonexistent/key");
        assertEquals(
                Observed.read(new HeldWireguardKey.Missing()),
                LocalHost.reading(List.of(none)).of(none));
    }

    @Test
    void whatIsNoKeyIsLeftAloneUnlessItMustGo() {
        KnownStates known = new KnownStates().with(KEY, new HeldWireguardKey.Broken());
        Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, MODULE.plan(PARAMS, known));
        assertTrue(rejected.why().contains("force: true"), rejected.why());
    }

    @Test
    void theKeyThatIsMadeIsToldByTheRunOnly() {
        KnownStates known = new KnownStates()
                .with(KEY, new HeldWireguardKey.Held(new Foreseen.Later<>("the key is made during the run")));
        assertEquals(
                new Unknown("the key is made during the run"),
                MODULE.result(PARAMS, known).get("public_key"));
        known.with(KEY, new HeldWireguardKey.Held(new Foreseen.Exactly<>(PUBLIC)));
        assertEquals(PUBLIC, MODULE.result(PARAMS, known).get("public_key"));
    }

    @Test
    void aKeyThatIsThereStays() {
        FileState file = new FileState.Regular(
                FileState.Attributes.of("root", "root", new Mode(0600)), FileState.UNREAD, new Foreseen.Exactly<>(45L));
        KnownStates known = new KnownStates()
                .with(KEY, new HeldWireguardKey.Held(new Foreseen.Exactly<>(PUBLIC)))
                .with(Files.withoutDigest(PATH), file);
        assertEquals(Plan.UNCHANGED, MODULE.plan(PARAMS, known));
    }
}
