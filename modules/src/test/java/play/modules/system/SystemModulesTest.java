package play.modules.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Files;
import play.host.Identity;
import play.host.Mode;
import play.host.Observed;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.param.Presence;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Content;
import play.value.Foreseen;

class SystemModulesTest {
    private static final String FILE = "/etc/sysctl.d/90-k8s.conf";
    private static final Attributes ROOT = Attributes.of("root", "root", new Mode(0644));

    private final SysctlModule sysctl = new SysctlModule();

    private static SysctlModule.Params params(String name, String value) {
        return new SysctlModule.Params(name, Optional.of(value), Presence.PRESENT, FILE, true, false, false);
    }

    private static KnownStates host(String name, SysctlState now, String text) {
        return new KnownStates()
                .with(Identity.KEY, new Identity("root", "root", "/root", new Mode(022)))
                .with(Files.at("/etc/sysctl.d"), new FileState.Directory(ROOT))
                .with(
                        Files.at(FILE),
                        new FileState.Regular(
                                ROOT,
                                Content.of(text).sha256(),
                                Content.of(text).size()))
                .with(FileTexts.at(FILE), new FileText.Held(Bytes.of(text)))
                .with(Sysctls.at(name), now);
    }

    private static SysctlState value(String value, boolean writable) {
        return new SysctlState.Present(new Foreseen.Exactly<>(value), writable);
    }

    private Plan plan(String value, SysctlState now, String text) {
        return sysctl.plan(params("net.ipv4.ip_forward", value), host("net.ipv4.ip_forward", now, text));
    }

    @Test
    void aSettingThatHoldsNowAndAtBootIsLeftAlone() {
        assertEquals(Plan.UNCHANGED, plan("1", value("1", true), "net/ipv4/ip_forward=1\n"));
    }

    @Test
    void bothTheKernelAndTheFileAreBroughtToTheValue() {
        Plan.Change change =
                assertInstanceOf(Plan.Change.class, plan("1", value("0", true), "# mine\nnet.ipv4.ip_forward=0\n"));
        assertInstanceOf(Action.Run.class, change.actions().getFirst());
        Action.WriteFile write =
                assertInstanceOf(Action.WriteFile.class, change.actions().getLast());
        assertEquals(Content.of("# mine\nnet.ipv4.ip_forward = 1\n"), write.content());
    }

    @Test
    void aReadOnlySettingIsRejectedOnlyWhereItDiffers() {
        assertEquals(Plan.UNCHANGED, plan("1", value("1", false), "net.ipv4.ip_forward = 1\n"));
        Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, plan("1", value("0", false), ""));
        assertTrue(rejected.why().contains("/proc/sys/net/ipv4/ip_forward"), rejected.why());
    }

    @Test
    void aSettingOfAModuleWaitsForTheModule() {
        String name = "net.bridge.bridge-nf-call-iptables";
        KnownStates known =
                host(name, SysctlState.ABSENT, "").with(KernelModules.at("br_netfilter"), new KernelModule.Unloaded());
        Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, sysctl.plan(params(name, "1"), known));
        assertTrue(rejected.why().contains("modprobe: name=br_netfilter"), rejected.why());
        KnownStates loaded = known.with(KernelModules.at("br_netfilter"), new KernelModule.Loaded());
        assertInstanceOf(Plan.Change.class, sysctl.plan(params(name, "1"), loaded));
    }

    @Test
    void aSettingThatTheKernelDoesNotHaveIsOnlyWrittenWhereErrorsAreIgnored() {
        KnownStates known = host("kernel.nope", SysctlState.ABSENT, "");
        Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, sysctl.plan(params("kernel.nope", "1"), known));
        assertTrue(rejected.why().contains("ignoreerrors: true"), rejected.why());
        SysctlModule.Params ignoring = Parameters.of(
                sysctl, Map.of("name", "kernel.nope", "value", 1, "sysctl_file", FILE, "ignoreerrors", true));
        Plan.Change change = assertInstanceOf(Plan.Change.class, sysctl.plan(ignoring, known));
        assertEquals(1, change.actions().size());
        assertInstanceOf(Action.WriteFile.class, change.actions().getFirst());
    }

    @Test
    void namesOfSettingsAreReadAsSysctlReadsThem() {
        assertEquals("/proc/sys/net/ipv4/ip_forward", Sysctls.path("net.ipv4.ip_forward"));
        assertEquals("/proc/sys/net/ipv4/conf/eth0.1/rp_filter", Sysctls.path("net.ipv4.conf.eth0/1.rp_filter"));
        assertEquals("/proc/sys/net/ipv4/conf/eth0.1/rp_filter", Sysctls.path("net/ipv4/conf/eth0.1/rp_filter"));
    }

    @Test
    void linesOfAFileAreSetOnceAndRemovedAll() {
        assertEquals("a.b = 2\nc = 1\n", SysctlLines.set("a.b=1\nc = 1\na/b = 3\n", "a.b", "2"));
        assertEquals("a.b=2\n", SysctlLines.set("a.b=2\n", "a.b", "2"));
        assertEquals("x = 32768 60999\n", SysctlLines.set("", "x", "32768 60999"));
        assertEquals("# a.b = 1\n", SysctlLines.remove("# a.b = 1\na.b=1\n-a.b=1\n", "a.b"));
    }

    @Test
    void linesThatNobodyEditsEndAsTheyDid() {
        assertEquals("# c\r\na.b = 2\nd=1\r\n", SysctlLines.set("# c\r\na.b=1\r\nd=1\r\n", "a.b", "2"));
        assertEquals("a.b = 2\r\n", SysctlLines.set("a.b = 2\r\n", "a.b", "2"));
        assertEquals("# c\r\n", SysctlLines.remove("# c\r\na.b=1\r\n", "a.b"));
    }

    @Test
    void thisMachineTellsOfItsKernel() {
        List<StateKey<SysctlState>> keys =
                List.of(Sysctls.at("kernel.ostype"), Sysctls.at("kernel.nope"), Sysctls.at("kernel.osrelease"));
        LocalHost host = LocalHost.reading(keys);
        Observed<?> seen = host.of(Sysctls.at("kernel.ostype"));
        Object ostype = assertInstanceOf(Observed.Known.class, seen).value();
        assertEquals(
                new Foreseen.Exactly<>("Linux"),
                assertInstanceOf(SysctlState.Present.class, ostype).value());
        assertEquals(Observed.read(SysctlState.ABSENT), host.of(Sysctls.at("kernel.nope")));
    }

    private static Plan modprobe(KernelModule now, Presence state) {
        ModprobeModule.Params params =
                new ModprobeModule.Params("ip_vs", state, "", ModprobeModule.Persistent.DISABLED);
        return new ModprobeModule().plan(params, new KnownStates().with(KernelModules.at("ip_vs"), now));
    }

    @Test
    void aModuleInTheKernelCountsAsLoaded() {
        assertEquals(Plan.UNCHANGED, modprobe(new KernelModule.Builtin(), Presence.PRESENT));
        assertEquals(Plan.UNCHANGED, modprobe(new KernelModule.Loaded(), Presence.PRESENT));
        assertInstanceOf(Plan.Change.class, modprobe(new KernelModule.Unloaded(), Presence.PRESENT));
        assertInstanceOf(Plan.Rejected.class, modprobe(new KernelModule.Missing(), Presence.PRESENT));
        assertInstanceOf(Plan.Rejected.class, modprobe(new KernelModule.Builtin(), Presence.ABSENT));
        assertEquals(Plan.UNCHANGED, modprobe(new KernelModule.Missing(), Presence.ABSENT));
    }

    @Test
    void aHostIsRenamedNowAndAtBoot() {
        KnownStates known = new KnownStates()
                .with(Identity.KEY, new Identity("root", "root", "/root", new Mode(022)))
                .with(Files.at("/etc"), new FileState.Directory(ROOT))
                .with(Files.at("/etc/hostname"), FileState.ABSENT)
                .with(HostNameState.KEY, new HostNameState("old", ""));
        HostnameModule.Params params = new HostnameModule.Params("new", Optional.of(HostnameModule.Use.SYSTEMD));
        assertEquals(
                2,
                assertInstanceOf(Plan.Change.class, new HostnameModule().plan(params, known))
                        .actions()
                        .size());
        KnownStates half = known.with(HostNameState.KEY, new HostNameState("old", "new"));
        assertEquals(
                1,
                assertInstanceOf(Plan.Change.class, new HostnameModule().plan(params, half))
                        .actions()
                        .size());
        KnownStates done = known.with(HostNameState.KEY, new HostNameState("new", "new"));
        assertEquals(Plan.UNCHANGED, new HostnameModule().plan(params, done));
    }
}
