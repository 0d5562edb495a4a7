package play.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@link MountFacts}, {@link DeviceFacts} and {@link DiskLinks} make of what a host prints. */
class StorageFactsTest {
    @Test
    void tellsOfMountsAsAnsibleDoes() {
        String told = """
            mounted=/dev/mapper/vg-srv /srv/a\\040b ext4 rw,noatime 0 2
            mounted=nas:/export /mnt nfs4 ro,vers=4.2 0 0
            mounted=/dev/sda1 /old xfs rw 0 0
            mounted=/dev/sda1 /var/lib/x xfs rw 0 0
            mounted=/dev/sda2 /old xfs rw 0 0
            bound=/var/lib/x
            size=4096 100 40 64 60 /srv/a b
            disks=by uuid
            disks=11-22 dm-0
            block=dm-0/dm/name:vg-srv
            """;
        Map<?, ?> srv = Map.ofEntries(
                Map.entry("device", "/dev/mapper/vg-srv"),
                Map.entry("mount", "/srv/a b"),
                Map.entry("fstype", "ext4"),
                Map.entry("options", "rw,noatime"),
                Map.entry("dump", 0L),
                Map.entry("passno", 2L),
                Map.entry("uuid", "11-22"),
                Map.entry("size_total", 409_600L),
                Map.entry("size_available", 163_840L),
                Map.entry("block_size", 4096L),
                Map.entry("block_total", 100L),
                Map.entry("block_available", 40L),
                Map.entry("block_used", 60L),
                Map.entry("inode_total", 64L),
                Map.entry("inode_available", 60L),
                Map.entry("inode_used", 4L));
        List<?> mounts = assertInstanceOf(List.class, FactsTest.facts(told).get("mounts"));
        assertEquals(srv, mounts.getFirst());
        assertEquals(
                List.of(
                        List.of("/srv/a b", "rw,noatime", "11-22"),
                        List.of("/mnt", "ro,vers=4.2", "N/A"),
                        List.of("/var/lib/x", "rw,bind", "N/A"),
                        List.of("/old", "rw", "N/A")),
                mounts.stream()
                        .map(mount -> (Map<?, ?>) mount)
                        .map(mount -> List.of(mount.get("mount"), mount.get("options"), mount.get("uuid")))
                        .toList());
    }

    @Test
    void tellsOfDisksAndTheirPartitions() {
        String told = """
            block=sda/removable:0
            block=sda/size:4194304
            block=sda/queue/rotational:0
            block=sda/queue/scheduler:none [mq-deadline] kyber
            block=sda/queue/logical_block_size:4096
            block=sda/queue/discard_granularity:4096
            block=sda/queue/discard_max_hw_bytes:0
            block=sda/device/vendor:ATA
            block=sda/device/serial:S1
            block=sda/sda1/start:2048
            block=sda/sda1/size:2097152
            block=dm-0/size:0
            block=dm-0/dm/name:vg-a
            holder=sda/sda1/holders/dm-0
            disks=by id
            disks=wwn-0x5 sda
            disks=by label
            disks=root sda1
            """;
        Map<?, ?> devices = assertInstanceOf(Map.class, FactsTest.facts(told).get("devices"));
        Map<?, ?> disk = assertInstanceOf(Map.class, devices.get("sda"));
        assertEquals(
                List.of("0", "0", "mq-deadline", "4096", 524_288L, "2.00 GB", "0", "ATA", "S1", "0x5"),
                Stream.of(
                                "removable",
                                "rotational",
                                "scheduler_mode",
                                "sectorsize",
                                "sectors",
                                "size",
                                "support_discard",
                                "vendor",
                                "serial",
                                "wwn")
                        .<Object>map(disk::get)
                        .toList());
        Map<?, ?> parts = assertInstanceOf(Map.class, disk.get("partitions"));
        Map<?, ?> part = assertInstanceOf(Map.class, parts.get("sda1"));
        assertEquals(
                List.of("2048", 512L, 2_097_152L, "1.00 GB", List.of("vg-a")),
                Stream.of("start", "sectorsize", "sectors", "size", "holders")
                        .<Object>map(part::get)
                        .toList());
        assertEquals(
                Map.of("ids", List.of(), "uuids", List.of(), "labels", List.of("root"), "masters", List.of("dm-0")),
                part.get("links"));
        assertEquals(
                "0.00 Bytes", assertInstanceOf(Map.class, devices.get("dm-0")).get("size"));
    }

    @Test
    void tellsOfVolumesInGibibytes() {
        assertEquals("N/A", FactsTest.facts("kernel=6.1\n").get("lvm"));
        String told = """
            lvm=1
            block=dm-3/dm/name:crypt
            vg=data,1,2,0,wz--n-,9.00,1.50
            lv=www,data,-wi-ao----,4.00,,,,,,,,
            pv=/dev/dm-3,data,lvm2,a--,9.00,1.50
            """;
        assertEquals(
                Map.of(
                        "vgs",
                        Map.of("data", Map.of("size_g", "9.00", "free_g", "1.50", "num_lvs", "2", "num_pvs", "1")),
                        "lvs",
                        Map.of("www", Map.of("size_g", "4.00", "vg", "data")),
                        "pvs",
                        Map.of("/dev/mapper/crypt", Map.of("size_g", "9.00", "free_g", "1.50", "vg", "data"))),
                FactsTest.facts(told).get("lvm"));
    }

    @Test
    void aHostThatTellsOfNoDiskHasNone() {
        assertEquals(List.of(), FactsTest.facts("kernel=6.1\n").get("mounts"));
    }
}
