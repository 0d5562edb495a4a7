package play.modules.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.files.MountPoint;
import play.host.Effect;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Files;
import play.host.Identity;
import play.host.Mode;
import play.host.Observed;
import play.module.Action;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Content;
import play.value.Foreseen;
import play.value.Secret;

class MountModuleTest {
    private static final MountModule MODULE = new MountModule();
    private static final FileState DIRECTORY = new FileState.Directory(Attributes.of("root", "root", new Mode(0755)));

    private static MountModule.Params params(String state, Map<String, Object> more) {
        Map<String, Object> written = new HashMap<>(Map.of("path", "/srv/a b", "state", state));
        written.putAll(more);
        return Parameters.of(MODULE, written);
    }

    private static final Map<String, Object> DISK = Map.of("src", "UUID=1-2", "fstype", "ext4");

    private static KnownStates host(String fstab, MountPoint mount) {
        Content content = Content.of(fstab);
        return new KnownStates()
                .with(Identity.KEY, new Identity("root", "root", "/root", new Mode(022)))
                .with(Files.at("/"), DIRECTORY)
                .with(Files.at("/etc"), DIRECTORY)
                .with(Files.at("/srv"), DIRECTORY)
                .with(Files.at("/srv/a b"), DIRECTORY)
                .with(MountPoint.at("/etc/fstab"), MountPoint.NONE)
                .with(MountPoint.at("/srv/a b"), mount)
                .with(Files.at("/dev/disk/by-uuid/1-2"), new FileState.Symlink("../../vdb1"))
                .with(Files.at("/dev/disk/by-uuid"), DIRECTORY)
                .with(Files.at("/dev/vdb1"), new FileState.Special("block device"))
                .with(Files.at("/dev/disk/by-uuid/../../vdb1"), new FileState.Special("block device"))
                .with(Files.at("/dev/vdc1"), new FileState.Special("block device"))
                .with(
                        Files.at("/etc/fstab"),
                        new FileState.Regular(
                                Attributes.of("root", "root", new Mode(0644)), content.sha256(), content.size()))
                .with(FileTexts.at("/etc/fstab"), new FileText.Held(Bytes.of(fstab)));
    }

    private static MountPoint mounted(String source) {
        return new MountPoint.Mounted(
                new Foreseen.Exactly<>(source),
                new Foreseen.Exactly<>("/"),
                new Foreseen.Exactly<>("ext4"),
                new Foreseen.Exactly<>("7:0"));
    }

    private static List<Action> actions(MountModule.Params params, KnownStates known) {
        return assertInstanceOf(Plan.Change.class, MODULE.plan(params, known)).actions();
    }

    private static String title(MountModule.Params params, KnownStates known) {
        return assertInstanceOf(Plan.Change.class, MODULE.plan(params, known)).title();
    }

    private static String written(Action action) {
        return ((Action.WriteFile) action).content().bytes().orElseThrow().utf8();
    }

    @Test
    void aLineIsWrittenAfterTheMountThatItIsAbout() {
        List<Action> actions = actions(params("mounted", DISK), host("/dev/vda1 / ext4\n", MountPoint.NONE));
        assertTrue(
                ((Action.Run) actions.getFirst()).script().text().contains("mount -t ext4 -o defaults -- 'UUID=1-2'")
                        || ((Action.Run) actions.getFirst())
                                .script()
                                .text()
                                .contains("mount -t ext4 -o defaults -- UUID=1-2"),
                ((Action.Run) actions.getFirst()).script().text());
        assertEquals("/dev/vda1 / ext4\nUUID=1-2 /srv/a\\040b ext4 defaults 0 0\n", written(actions.getLast()));
    }

    @Test
    void aMountThatIsThereNowAndAtBootIsLeftAlone() {
        KnownStates known = host("UUID=1-2  /srv/a\\040b\text4 defaults\n", mounted("/dev/vdb1"));
        assertEquals(Plan.UNCHANGED, MODULE.plan(params("mounted", DISK), known));
        assertEquals(Plan.UNCHANGED, MODULE.plan(params("present", DISK), known));
    }

    @Test
    void whereTheLineHadToBeChangedItIsMountedAnewOrReplaced() {
        MountModule.Params params = params("mounted", DISK);
        assertTrue(title(params, host("", mounted("/dev/vdb1"))).startsWith("remount /srv/a b"));
        assertTrue(title(params, host("", mounted("/dev/vdc1"))).startsWith("mount UUID=1-2 on /srv/a b instead"));
    }

    @Test
    void presentLeavesTheKernelAlone() {
        Map<String, Object> written = new HashMap<>(DISK);
        written.put("boot", false);
        List<Action> actions =
                actions(params("present", written), host("x /srv/a\\040b ext4 ro 0 2\n", MountPoint.NONE));
        assertEquals(1, actions.size());
        assertEquals("UUID=1-2 /srv/a\\040b ext4 defaults,noauto 0 0\n", written(actions.getFirst()));
    }

    @Test
    void somethingElseIsNotOvermountedForAWhile() {
        MountModule.Params params = params("ephemeral", DISK);
        assertEquals(Plan.UNCHANGED, MODULE.plan(params, host("", mounted("/dev/vdb1"))));
        assertEquals(1, actions(params, host("", MountPoint.NONE)).size());
        Plan.Rejected other =
                assertInstanceOf(Plan.Rejected.class, MODULE.plan(params, host("", mounted("/dev/vdc1"))));
        assertTrue(other.why().contains("/dev/vdc1 is mounted on /srv/a b, not UUID=1-2"), other.why());
    }

    @Test
    void aDirectoryThatIsSeenTwiceIsKnownByItsRoot() {
        MountPoint there = new MountPoint.Mounted(
                new Foreseen.Exactly<>("/dev/vda1"),
                new Foreseen.Exactly<>("/real"),
                new Foreseen.Exactly<>("ext4"),
                new Foreseen.Exactly<>("8:1"));
        Map<String, Object> bind = Map.of("src", "/srv/real/", "fstype", "none", "opts", "bind,ro");
        KnownStates known = host("", there).with(SeenPart.at("/srv/real"), new SeenPart(true, "8:1", "/real"));
        assertEquals(Plan.UNCHANGED, MODULE.plan(params("ephemeral", bind), known));
        for (SeenPart other : List.of(new SeenPart(true, "8:2", "/real"), new SeenPart(true, "8:1", "/srv/real"))) {
            known.with(SeenPart.at("/srv/real"), other);
            assertInstanceOf(Plan.Rejected.class, MODULE.plan(params("ephemeral", bind), known));
        }
    }

    @Test
    void thePartThatIsSeenIsThatOfTheDeepestMount() {
        SeenPart.Family family = new SeenPart.Family();
        var keys = List.of(family.key("/link"), family.key("/none"));
        String told = "1 0 8:1 / / rw - ext4 /dev/vda1 rw\n2 1 8:2 /a\\040b /srv rw - ext4 /dev/vdb1 rw\n"
                + "real /srv/real\nreal \n";
        var seen = family.parse(keys, new play.host.ScriptResult(0, Bytes.of(told), Bytes.EMPTY));
        assertEquals(Observed.read(new SeenPart(true, "8:2", "/a b/real")), seen.get(keys.getFirst()));
        assertEquals(Observed.read(new SeenPart(false, "", "")), seen.get(keys.getLast()));
    }

    @Test
    void whatWasMountedByTheTaskBeforeIsKnownByItsName() {
        Map<String, Object> memory = Map.of("src", "tmpfs", "fstype", "tmpfs");
        MountPoint after = ((Action.Run) actions(params("ephemeral", memory), host("", MountPoint.NONE))
                        .getFirst())
                .effects().stream()
                        .filter(effect -> effect instanceof Effect.Sets<?> sets && sets.after() instanceof MountPoint)
                        .map(effect -> (MountPoint) ((Effect.Sets<?>) effect).after())
                        .findFirst()
                        .orElseThrow();
        assertEquals(Plan.UNCHANGED, MODULE.plan(params("ephemeral", memory), host("", after)));
    }

    @Test
    void whatGoesIsUnmountedAndItsLineGoesLast() {
        KnownStates known = host("# mine\nUUID=1-2 /srv/a\\040b ext4 ro\n", mounted("/dev/vdb1"));
        List<Action> actions = actions(params("absent", Map.of()), known);
        assertEquals(3, actions.size());
        assertEquals("# mine\n", written(actions.getLast()));
        assertEquals(2, actions(params("absent_mount", Map.of()), known).size());
        assertEquals(1, actions(params("absent_from_fstab", Map.of()), known).size());
    }

    @Test
    void whatFstabDoesNotHaveIsLeftMounted() {
        assertEquals(Plan.UNCHANGED, MODULE.plan(params("absent", Map.of()), host("", mounted("/dev/vdb1"))));
    }

    @Test
    void swapSpacesAreToldApartByTheirSource() {
        String fstab = "/a none swap sw 0 0\n/b none swap sw 0 0\n";
        assertEquals("/a none swap sw 0 0\n", FstabText.without(fstab, "none", java.util.Optional.of("/b")));
        FstabEntry third = new FstabEntry("/c", "none", "swap", "sw", "0", "0");
        assertEquals(fstab + "/c none swap sw 0 0\n", FstabText.with(fstab, third));
    }

    @Test
    void linesThatNobodyEditsEndAsTheyDid() {
        String fstab = "# mine\r\n/a /b ext4 ro 0 0\r\n";
        FstabEntry entry = new FstabEntry("/c", "/d", "ext4", "ro", "0", "0");
        assertEquals(fstab + "/c /d ext4 ro 0 0\n", FstabText.with(fstab, entry));
        assertEquals("# mine\r\n", FstabText.without(fstab, "/b", java.util.Optional.empty()));
    }

    @Test
    void aPathInFstabMayEndInSlashes() {
        String fstab = "/dev/b /b// ext4 ro 0 0\n";
        assertEquals(fstab, FstabText.with(fstab, new FstabEntry("/dev/b", "/b", "ext4", "ro", "0", "0")));
        assertEquals(
                "/dev/b /b ext4 rw 0 0\n",
                FstabText.with(fstab, new FstabEntry("/dev/b", "/b", "ext4", "rw", "0", "0")));
        assertEquals("", FstabText.without(fstab, "/b", java.util.Optional.empty()));
    }

    @Test
    void theKernelWritesHashesInPathsAsTheyAre() {
        MountPoint.Family family = new MountPoint.Family();
        var key = family.key("/srv/a #1");
        assertTrue(family.read(List.of(key)).text().contains("/srv/a\\040#1"));
        Observed<MountPoint> seen = family.parse(
                        List.of(key),
                        new play.host.ScriptResult(
                                0,
                                Bytes.of("98 28 7:0 / /srv/a\\040#1 rw,relatime shared:1 - ext4 /dev/x\\043 rw\n"),
                                Bytes.EMPTY))
                .get(key);
        assertEquals(Observed.read(mounted("/dev/x#")), seen);
        assertEquals(
                "/dev/x\\043 /srv/a\\040\\043 ext4 ro 0 0",
                new FstabEntry("/dev/x#", "/srv/a #", "ext4", "ro", "0", "0").line());
    }

    @Test
    void secretOptionsAreShownToNoListOfProcesses() {
        Map<String, Object> written = new HashMap<>(
                Map.of("path", "/srv", "src", "//server/share", "fstype", "cifs", "opts", new Secret("password=x")));
        for (String state : List.of("mounted", "ephemeral", "remounted")) {
            written.put("state", state);
            String told = Parameters.wrong(MODULE, written);
            assertTrue(told.contains("'opts', which is secret") && told.contains("credentials="), told);
        }
        written.put("state", "present");
        assertEquals("", Parameters.wrong(MODULE, written));
    }

    @Test
    void aPathThroughALinkIsNotTakenForTheKernels() {
        for (String link : List.of("/srv", "/srv/a b")) {
            KnownStates known = host("", MountPoint.NONE).with(Files.at(link), new FileState.Symlink("/data"));
            for (String state : List.of("mounted", "ephemeral", "unmounted", "absent")) {
                Plan.Rejected told =
                        assertInstanceOf(Plan.Rejected.class, MODULE.plan(params(state, DISK), known), state);
                assertTrue(told.why().startsWith(link + " is a link"), told.why());
            }
            assertInstanceOf(Plan.Change.class, MODULE.plan(params("present", DISK), known));
        }
    }

    @Test
    void remountingIsAChangeEachTime() {
        KnownStates known = host("", mounted("/dev/vdb1"));
        assertEquals("remount /srv/a b", title(params("remounted", Map.of()), known));
        Plan.Rejected nothing = assertInstanceOf(
                Plan.Rejected.class, MODULE.plan(params("remounted", Map.of()), host("", MountPoint.NONE)));
        assertTrue(nothing.why().contains("nothing is mounted on /srv/a b"), nothing.why());
    }

    @Test
    void aPathMustBeAbsoluteUnlessItIsThatOfSwapSpace() {
        assertTrue(Parameters.wrong(MODULE, Map.of("path", "srv", "state", "absent"))
                .contains("path must be absolute"));
        assertTrue(Parameters.wrong(MODULE, Map.of("path", "none", "state", "unmounted"))
                .contains("path must be absolute"));
        assertEquals("", Parameters.wrong(MODULE, Map.of("path", "none", "state", "absent")));
        assertTrue(Parameters.wrong(MODULE, Map.of("path", "/srv", "state", "mounted"))
                .contains("src"));
    }

    @Test
    void aDiskThatIsAFileIsKnownByTheFile() {
        MountPoint.Family family = new MountPoint.Family();
        Observed<MountPoint> seen = family.parse(
                        List.of(family.key("/srv/a b")),
                        new play.host.ScriptResult(
                                0,
                                Bytes.of("loop /dev/loop0 /srv/disk.img\n"
                                        + "98 28 7:0 / /srv/a\\040b rw,relatime shared:1 - ext4 /dev/loop0 rw\n"),
                                Bytes.EMPTY))
                .get(family.key("/srv/a b"));
        assertEquals(Observed.read(mounted("/srv/disk.img")), seen);
    }

    @Test
    void statesAreShownAsAnsibleTakesThem() {
        assertEquals(
                List.of(
                        "present",
                        "mounted",
                        "unmounted",
                        "absent",
                        "absent_from_fstab",
                        "absent_mount",
                        "ephemeral",
                        "remounted"),
                MODULE.spec().schema().find("state").orElseThrow().type().choices());
    }
}
