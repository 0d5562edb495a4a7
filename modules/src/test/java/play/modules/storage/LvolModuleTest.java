package play.modules.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.host.ScriptResult;
import play.host.UnknownStateException;
import play.module.Action;
import play.module.Plan;
import play.modules.storage.LogicalVolume.Kind;
import play.modules.storage.LogicalVolume.Traits;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Foreseen;

/** Plans for volumes of LVM; real ones are in the examples. */
class LvolModuleTest {
    private static final LvolModule MODULE = new LvolModule();
    private static final long EXTENT = 4 << 20;

    private final KnownStates known = new KnownStates();

    LvolModuleTest() {
        known.with(VolumeGroup.named("vg0"), new VolumeGroup(true, EXTENT, new TreeSet<>(List.of("/dev/sdb")), 2, 2));
        free(60);
        volume("data", 40);
        known.with(LogicalVolume.named("vg0", "new"), LogicalVolume.ABSENT);
    }

    /** Of a group of 100 extents. */
    private void free(long extents) {
        known.with(
                GroupSpace.of("vg0"), new GroupSpace(true, 100, extents, new TreeMap<>(Map.of("/dev/sdb", extents))));
    }

    private void volume(String name, long extents) {
        volume(name, Kind.PLAIN, extents, Traits.SIMPLE);
    }

    private void volume(String name, Kind kind, long extents, Traits traits) {
        known.with(LogicalVolume.named("vg0", name), volume(kind, extents, traits));
    }

    private static LogicalVolume volume(Kind kind, long extents, Traits traits) {
        return new LogicalVolume(
                true,
                kind,
                new Foreseen.Exactly<>(extents * EXTENT),
                new Foreseen.Exactly<>(true),
                new Foreseen.Exactly<>(traits));
    }

    private void inactive(Traits traits) {
        known.with(
                LogicalVolume.named("vg0", "data"),
                volume(Kind.PLAIN, 40, traits).activated(false));
    }

    private static LvolModule.Params params(Object... words) {
        Map<String, Object> all = new HashMap<>(Map.of("vg", "vg0"));
        for (int i = 0; i < words.length; i += 2) {
            all.put((String) words[i], words[i + 1]);
        }
        return Parameters.of(MODULE, all);
    }

    private Plan plan(Object... words) {
        return MODULE.plan(params(words), known);
    }

    private String script(Object... words) {
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan(words));
        return ((Action.Run) change.actions().getFirst()).script().text();
    }

    private String refusal(Object... words) {
        return assertInstanceOf(Plan.Rejected.class, plan(words)).why();
    }

    private void assertRuns(String command, Object... words) {
        String script = script(words);
        assertTrue(script.contains("\n" + command + " >/dev/null </dev/null\n"), script);
    }

    @Test
    void aSizeIsRoundedUpToExtents() {
        assertEquals(Plan.UNCHANGED, plan("lv", "data", "size", "157"));
        assertEquals(Plan.UNCHANGED, plan("lv", "data", "size", "160M"));
        assertRuns("lvextend -q --yes -l 41 vg0/data", "lv", "data", "size", "161");
        assertRuns("lvextend -q --yes --resizefs -l 64 vg0/data", "lv", "data", "size", "0.25g", "resizefs", true);
    }

    @Test
    void whatIsToBeActiveIsSoBeforeItIsResized() {
        inactive(Traits.SIMPLE);
        String both = script("lv", "data", "size", "200m", "resizefs", true);
        assertTrue(both.indexOf("lvchange -q --activate y vg0/data") < both.indexOf("lvextend"), both);
    }

    @Test
    void whatLvmActivatesOnlyByHandStaysInactive() {
        inactive(new Traits(true, 1, 0));
        assertEquals(Plan.UNCHANGED, plan("lv", "data"));
        inactive(Traits.SIMPLE);
        assertEquals(Plan.UNCHANGED, plan("lv", "data", "active", false));
        assertRuns("lvchange -q --activate y vg0/data", "lv", "data");
        volume("data", 40);
        Object[] off = {"lv", "data", "size", "200m", "active", false};
        String both = script(off);
        assertTrue(both.indexOf("lvextend") < both.indexOf("lvchange -q --activate n vg0/data"), both);
        assertTrue(((Plan.Change) plan(off))
                .actions()
                .getFirst()
                .effects()
                .contains(new Effect.Sets<>(
                        VolumeGroup.named("vg0"),
                        new VolumeGroup(true, EXTENT, new TreeSet<>(List.of("/dev/sdb")), 2, 1))));
    }

    @Test
    void onlyForceMakesSmaller() {
        assertTrue(refusal("lv", "data", "size", "80m").contains("shrink: false"));
        assertEquals(Plan.UNCHANGED, plan("lv", "data", "size", "80m", "shrink", false));
        assertRuns("lvreduce -q --yes --force -l 20 vg0/data", "lv", "data", "size", "80m", "force", true);
        assertRuns("lvreduce -q --yes --force -l 35 vg0/data", "lv", "data", "size", "-20m", "force", true);
        assertTrue(refusal("lv", "data", "size", "-1g", "force", true).contains("state: absent"));
    }

    @Test
    void whatLvmRoundsForStripesStays() {
        volume("data", Kind.PLAIN, 42, new Traits(false, 4, 0));
        assertEquals(Plan.UNCHANGED, plan("lv", "data", "size", "160m"));
        assertInstanceOf(Plan.Rejected.class, plan("lv", "data", "size", "152m"));
    }

    @Test
    void percentagesAreOfTheGroupOrOfWhatIsFree() {
        assertEquals(Plan.UNCHANGED, plan("lv", "data", "size", "40%VG"));
        assertEquals(Plan.UNCHANGED, plan("lv", "data", "size", "39%VG"));
        assertRuns("lvextend -q --yes -l 50 vg0/data", "lv", "data", "size", "50%VG");
        assertRuns("lvextend -q --yes -l 100 vg0/data", "lv", "data", "size", "+100%FREE");
        assertRuns("lvextend -q --yes -l 60 vg0/data /dev/sdb", "lv", "data", "size", "100%PVS", "pvs", "/dev/sdb");
        free(0);
        assertEquals(Plan.UNCHANGED, plan("lv", "data", "size", "100%FREE"));
        assertEquals(Plan.UNCHANGED, plan("lv", "data", "size", "+100%FREE"));
        assertEquals(Plan.UNCHANGED, plan("lv", "data", "size", "100%VG"));
    }

    @Test
    void aGroupHasNoMoreThanItHas() {
        assertTrue(refusal("lv", "new", "size", "1g").contains("has 240 MiB free"));
        assertTrue(refusal("lv", "data", "size", "1g").contains("lacks 864 MiB"));
        free(0);
        assertTrue(refusal("lv", "new", "size", "100%FREE").contains("has 0 MiB free"));
        known.with(VolumeGroup.named("vg0"), VolumeGroup.ABSENT);
        assertTrue(refusal("lv", "data", "size", "1g").contains("there is no group vg0"));
        assertEquals(Plan.UNCHANGED, plan("lv", "data", "state", "absent"));
    }

    @Test
    void aNewOneIsBlankAndActive() {
        assertRuns("lvcreate -q --yes -L 100m -i 2 -n new vg0 /dev/sdb", words("opts", "-i 2", "pvs", "/dev/sdb"));
        assertRuns("lvchange -q --activate n vg0/new", words("active", false));
        assertRuns("lvcreate -q --yes -l 10%VG -n new vg0", "lv", "new", "size", "10%VG");
        assertTrue(refusal("lv", "new").contains("give 'size'"));
        assertTrue(refusal("lv", "new", "size", "-1g").contains("could become smaller"));
    }

    private static Object[] words(Object... more) {
        Object[] all = new Object[more.length + 4];
        System.arraycopy(new Object[] {"lv", "new", "size", "100m"}, 0, all, 0, 4);
        System.arraycopy(more, 0, all, 4, more.length);
        return all;
    }

    @Test
    void aDryRunDoesNotKnowWhatIsLeft() {
        known.withUnknown(GroupSpace.of("vg0"), "later");
        assertRuns("lvcreate -q --yes -l 100%FREE -n new vg0", "lv", "new", "size", "100%FREE");
        assertInstanceOf(Plan.Undetermined.class, plan("lv", "data", "size", "50%VG"));
    }

    @Test
    void aSnapshotIsMadeOfAVolume() {
        Object[] snapshot = {"lv", "data", "snapshot", "new", "size", "20m"};
        assertRuns("lvcreate -q --yes -L 20m -s -n new vg0/data", snapshot);
        volume("new", 5);
        assertEquals(Plan.UNCHANGED, plan(snapshot));
        volume("new", 41);
        assertEquals(Plan.UNCHANGED, plan("lv", "data", "snapshot", "new", "size", "900m"));
        known.with(LogicalVolume.named("vg0", "new"), LogicalVolume.ABSENT);
        assertTrue(refusal("lv", "data", "snapshot", "new").contains("give 'size'"));
        volume("data", Kind.POOL, 40, Traits.SIMPLE);
        assertTrue(refusal(snapshot).contains("is a pool"));
        known.with(LogicalVolume.named("vg0", "data"), LogicalVolume.ABSENT);
        assertTrue(refusal(snapshot).contains("there is no volume /dev/vg0/data"));
    }

    @Test
    void aThinVolumeMayBeLargerThanItsGroup() {
        Object[] thin = {"thinpool", "data", "lv", "new", "size", "1t"};
        assertTrue(refusal(thin).contains("is no pool"));
        volume("data", Kind.POOL, 40, Traits.SIMPLE);
        assertRuns("lvcreate -q --yes -V 1t -n new -T vg0/data", thin);
        volume("new", Kind.THIN, 40, Traits.SIMPLE);
        assertRuns("lvextend -q --yes -l 262144 vg0/new", thin);
        assertRuns("lvcreate -q --yes -L 64m -T vg0/pool", pool());
        known.with(LogicalVolume.named("vg0", "other"), LogicalVolume.ABSENT);
        assertRuns("lvcreate -q --yes -s -n other vg0/new", "lv", "new", "snapshot", "other");
        volume("other", Kind.THIN, 40, new Traits(true, 1, 0));
        assertEquals(Plan.UNCHANGED, plan("lv", "new", "snapshot", "other"));
    }

    private Object[] pool() {
        known.with(LogicalVolume.named("vg0", "pool"), LogicalVolume.ABSENT);
        return new Object[] {"thinpool", "pool", "size", "64m"};
    }

    @Test
    void whatIsInAVolumeGoesOnlyByForce() {
        assertTrue(refusal("lv", "data", "state", "absent").contains("force: true"));
        assertRuns("lvremove -q --yes --force vg0/data", "lv", "data", "state", "absent", "force", true);
        volume("data", Kind.POOL, 40, new Traits(false, 1, 3));
        assertTrue(refusal("lv", "data", "state", "absent").contains("with 3 that are made of it"));
    }

    @Test
    void whatNoVolumeCanHaveIsRefusedAtLoad() {
        assertEquals(List.of(), MODULE.check(params("lv", "data", "size", "100%FREE")));
        for (Object[] words : List.of(
                new Object[] {"lv", "data", "size", "101%VG"},
                new Object[] {"lv", "data", "size", "50%ORIGIN"},
                new Object[] {"lv", "data", "thinpool", "pool", "size", "50%VG"})) {
            assertEquals("size", MODULE.check(params(words)).getFirst().parameter());
        }
        assertEquals(
                "opts",
                MODULE.check(params("lv", "data", "opts", "'")).getFirst().parameter());
    }

    @Test
    void volumesAreReadAsLvsPrintsThem() throws UnknownStateException {
        var key = LogicalVolume.named("vg0", "data");
        String told = "found\0  104857600|active|thin,sparse|skip activation|1|0\0";
        ScriptResult result = new ScriptResult(0, Bytes.of(told), Bytes.EMPTY);
        LogicalVolume volume = key.family().told(List.of(key), result).of(0, key.id());
        assertEquals(
                new LogicalVolume(
                        true,
                        Kind.THIN,
                        new Foreseen.Exactly<>(104857600L),
                        new Foreseen.Exactly<>(true),
                        new Foreseen.Exactly<>(new Traits(true, 1, 0))),
                volume);
    }

    @Test
    void theResultIsInTheUnitOfTheSize() {
        assertEquals(
                Map.of("vg", "vg0", "lv", "data", "size", 160.0),
                MODULE.result(params("lv", "data", "size", "1"), known));
        assertEquals(
                0.15625,
                MODULE.result(params("lv", "data", "size", "1g"), known).get("size"));
    }
}
