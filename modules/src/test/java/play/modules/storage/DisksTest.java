package play.modules.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import play.host.HostState;
import play.host.ScriptResult;
import play.host.StateKey;
import play.host.UnknownStateException;
import play.module.Action;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Foreseen;

/** Plans for file systems, partitions and groups of volumes; real ones are in the examples. */
class DisksTest {
    private static final FilesystemModule FILESYSTEM = new FilesystemModule();
    private static final PartedModule PARTED = new PartedModule();
    private static final LvgModule LVG = new LvgModule();

    private static Map<String, Object> with(Map<String, Object> one, Object... more) {
        Map<String, Object> all = new HashMap<>(one);
        for (int i = 0; i < more.length; i += 2) {
            all.put((String) more[i], more[i + 1]);
        }
        return all;
    }

    private static <S extends HostState> S read(StateKey<S> key, String... parts) throws UnknownStateException {
        ScriptResult result = new ScriptResult(0, Bytes.of(String.join("\0", parts) + "\0"), Bytes.EMPTY);
        return key.family().told(List.of(key), result).of(0, key.id());
    }

    private static DeviceContent.Of content(String type, String used, boolean grows) {
        return new DeviceContent.Of(type, new Foreseen.Exactly<>("u"), used, new Foreseen.Exactly<>(grows));
    }

    private static Plan filesystem(DeviceContent content, Object... more) {
        var params = Parameters.of(FILESYSTEM, with(Map.of("dev", "/dev/sdb", "fstype", "ext4"), more));
        return FILESYSTEM.plan(params, new KnownStates().with(params.key(), content));
    }

    private static Plan.Change change(Plan plan) {
        return assertInstanceOf(Plan.Change.class, plan);
    }

    private static String script(Plan plan) {
        return ((Action.Run) change(plan).actions().getFirst()).script().text();
    }

    @Test
    void nothingIsOverwrittenUnlessSomebodySaysSo() {
        assertInstanceOf(Plan.Rejected.class, filesystem(content("xfs", "", false)));
        assertTrue(script(filesystem(content("xfs", "", false), "force", true)).contains("mkfs.ext4 -q -F \"$p\""));
        assertInstanceOf(Plan.Rejected.class, filesystem(content("xfs", "/srv", false), "force", true));
        assertEquals(Plan.UNCHANGED, filesystem(content("ext4", "/srv", false), "force", true));
    }

    @Test
    void theRunLooksAgainBeforeItWrites() {
        String script = script(filesystem(DeviceContent.blank(), "opts", "-L 'a b'"));
        assertTrue(script.indexOf("blkid") < script.indexOf("mkfs.ext4 -q -F -L 'a b'"), script);
    }

    @Test
    void aFileSystemGrowsWhereItsDeviceIsLarger() {
        assertEquals(Plan.UNCHANGED, filesystem(content("ext4", "", false), "resizefs", true));
        assertTrue(
                script(filesystem(content("ext4", "", true), "resizefs", true)).contains("resize2fs"));
        assertInstanceOf(Plan.Rejected.class, filesystem(content("xfs", "", true), "fstype", "xfs", "resizefs", true));
        assertTrue(script(filesystem(content("xfs", "/srv", true), "fstype", "xfs", "resizefs", true))
                .contains("m=/srv\n"));
    }

    @Test
    void whatIsMountedIsNotWipedOff() {
        assertInstanceOf(Plan.Rejected.class, filesystem(content("ext4", "/srv", false), "state", "absent"));
        assertTrue(script(filesystem(content("ext4", "", false), "state", "absent"))
                .contains("wipefs"));
        assertEquals(Plan.UNCHANGED, filesystem(new DeviceContent.Missing(), "state", "absent"));
    }

    @Test
    void aUuidOfVfatHasEightDigits() {
        var params = Parameters.of(FILESYSTEM, Map.of("dev", "/d", "fstype", "ext4", "uuid", "1234-ABCD"));
        assertEquals("uuid", FILESYSTEM.check(params).getFirst().parameter());
        assertTrue(script(filesystem(DeviceContent.blank(), "fstype", "vfat", "uuid", "1234-abcd"))
                .contains("mkfs.vfat -i 1234abcd"));
    }

    private static final String TABLE =
            "BYT;\n/dev/sdb:67108864B:scsi:512:512:gpt:Model:;\n1:1048576B:20971519B:19922944B:ext4:data:boot, esp;";

    private static PartedModule.Params partition(Object... more) {
        return Parameters.of(
                PARTED, with(Map.of("device", "/dev/sdb", "number", 1, "label", "gpt", "state", "present"), more));
    }

    private static Plan parted(PartedModule.Params params) throws UnknownStateException {
        return PARTED.plan(params, new KnownStates().with(params.key(), read(params.key(), "read", TABLE, TABLE)));
    }

    @Test
    void aTableIsReadAsPartedPrintsIt() throws UnknownStateException {
        PartitionTable.Of table =
                assertInstanceOf(PartitionTable.Of.class, read(partition().key(), "read", TABLE, "x"));
        assertEquals("gpt", table.label());
        assertEquals(new TreeMap<>(Map.of(1, "data")), table.names());
        assertEquals(
                new Foreseen.Exactly<>(new TreeMap<>(Map.of(1, new TreeSet<>(Set.of("boot", "esp"))))), table.flags());
        String none = "BYT;\n/dev/sdb:67108864B:scsi:512:512:unknown:Model:;";
        assertEquals(
                "",
                assertInstanceOf(PartitionTable.Of.class, read(partition().key(), "read", none, none))
                        .label());
    }

    @Test
    void partitionsAreComparedByWhatTheTaskSays() throws UnknownStateException {
        assertEquals(Plan.UNCHANGED, parted(partition("name", "data", "flags", "esp", "part_end", "100%")));
        assertEquals(Plan.UNCHANGED, parted(partition("part_end", "20MiB", "resize", true)));
        assertTrue(
                script(parted(partition("part_end", "-10MiB", "resize", true))).contains("resizepart 1 -10MiB"));
        assertTrue(script(parted(partition("flags", "lvm"))).contains("set 1 esp off set 1 lvm on"));
        assertEquals(
                new Plan.Rejected("a new partition of /dev/sdb gets the number 2, not 3"),
                parted(partition("number", 3)));
        assertTrue(script(parted(partition("label", "msdos"))).contains("mklabel msdos mkpart primary 0% 100%"));
    }

    private static PhysicalVolume.Of device(String name, String holds, String group) {
        return new PhysicalVolume.Of(name, holds, group, new Foreseen.Exactly<>(false));
    }

    private static Plan group(VolumeGroup group, Map<String, PhysicalVolume> devices, Object... more) {
        var params = Parameters.of(LVG, with(Map.of("vg", "data", "pvs", List.copyOf(devices.keySet())), more));
        KnownStates known = new KnownStates().with(params.key(), group);
        devices.forEach((path, found) -> known.with(PhysicalVolume.at(path), found));
        return LVG.plan(params, known);
    }

    private static VolumeGroup of(String... names) {
        return new VolumeGroup(true, 4 << 20, new TreeSet<>(Set.of(names)), 1, 1);
    }

    @Test
    void aDeviceThatHoldsSomethingBecomesNoVolume() {
        assertInstanceOf(
                Plan.Rejected.class, group(VolumeGroup.ABSENT, Map.of("/dev/sdb", device("/dev/sdb", "ext4", ""))));
        assertInstanceOf(
                Plan.Rejected.class,
                group(VolumeGroup.ABSENT, Map.of("/dev/sdb", device("/dev/sdb", "LVM2_member", "other"))));
    }

    @Test
    void aGroupGetsTheDevicesThatAreNamed() {
        PhysicalVolume there = device("/dev/sdb", "LVM2_member", "data");
        assertTrue(script(group(VolumeGroup.ABSENT, Map.of("/dev/sdb", device("/dev/sdb", "", ""))))
                .contains("pvcreate -q /dev/sdb >/dev/null </dev/null\nvgcreate -q -s 4 data /dev/sdb"));
        assertEquals(Plan.UNCHANGED, group(of("/dev/sdb"), Map.of("/dev/sdb", there)));
        assertTrue(script(group(of("/dev/sdb", "/dev/sdc"), Map.of("/dev/sdb", there)))
                .contains("vgreduce -q data /dev/sdc"));
        assertEquals(
                Plan.UNCHANGED,
                group(of("/dev/sdb", "/dev/sdc"), Map.of("/dev/sdb", there), "remove_extra_pvs", false));
    }

    @Test
    void aGroupWithVolumesGoesOnlyByForce() {
        assertInstanceOf(Plan.Rejected.class, group(of("/dev/sdb"), Map.of(), "state", "absent"));
        assertInstanceOf(Plan.Change.class, group(of("/dev/sdb"), Map.of(), "state", "absent", "force", true));
        assertTrue(script(group(of("/dev/sdb"), Map.of(), "state", "inactive")).contains("vgchange -q --activate n"));
        assertEquals(Plan.UNCHANGED, group(of("/dev/sdb"), Map.of(), "state", "active"));
    }

    @Test
    void sizesOfExtentsAreInMegabytes() {
        assertEquals(4L << 20, Lvm.bytes("4"));
        assertEquals(16L << 10, Lvm.bytes("16K"));
    }
}
