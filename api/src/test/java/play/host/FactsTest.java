package play.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.value.Bytes;

class FactsTest {
    private static Map<String, ?> facts(String printed) {
        ScriptResult result = new ScriptResult(0, Bytes.of(printed), Bytes.of(""));
        Observed<HostFacts> seen = new Facts()
                .parse(List.of(HostFacts.KEY), result)
                .getOrDefault(HostFacts.KEY, new Observed.Unknown<>("not parsed"));
        return assertInstanceOf(
                        HostFacts.class,
                        assertInstanceOf(Observed.Known.class, seen).value())
                .values();
    }

    @Test
    void tellsOfDisksInBytesAndOfPathsWithSpaces() {
        Map<String, Object> disk = Map.of(
                "device",
                "/dev/vdb",
                "fstype",
                "ext4",
                "mount",
                "/srv/a b",
                "size_total",
                102_400L,
                "size_available",
                40_960L);
        assertEquals(
                List.of(disk),
                facts("kernel=6.1\ndisk=/dev/vdb ext4 100 40 /srv/a b\n").get("mounts"));
    }

    @Test
    void aHostThatTellsOfNoDiskHasNone() {
        assertEquals(List.of(), facts("kernel=6.1\n").get("mounts"));
    }

    @Test
    void tellsTheTimeAsAnsibleDoes() {
        Object now = facts("date=1795262793 2026 11 21 13 06 33 CET +0100 Saturday 6\n")
                .get("date_time");
        Map<?, ?> time = assertInstanceOf(Map.class, now);
        assertEquals("2026-11-21T12:06:33Z", time.get("iso8601"));
        assertEquals(
                List.of("1795262793", "2026-11-21", "13:06:33", "+0100", "6"),
                List.of("epoch", "date", "time", "tz_offset", "weekday_number").stream()
                        .map(time::get)
                        .toList());
        assertEquals(Map.of(), facts("kernel=6.1\n").get("date_time"));
    }

    @Test
    void whatIsOddIsLeftOutAndTheRestIsRead() {
        String odd = """
            kernel=6.1
            os_VERSION_ID="."
            nodename=.
            date=soon 2026 11 21 13 06 33 CET +0100 Saturday 6
            disk=/dev/vdb ext4 many 40 /srv
            disk=
            address=eth0 inet / global
            address=eth0
            route=default via
            route=default dev
            MemTotal=99999999999999999999
            """;
        Map<String, ?> facts = facts(odd);
        assertEquals(
                List.of("6.1", "", "", Map.of(), List.of(), List.of(), Map.of(), 0L),
                List.of(
                                "kernel",
                                "hostname",
                                "distribution_major_version",
                                "date_time",
                                "mounts",
                                "interfaces",
                                "default_ipv4",
                                "memtotal_mb")
                        .stream()
                        .<Object>map(facts::get)
                        .toList());
    }

    @Test
    void theVersionOfDebianHasItsPointRelease() {
        Map<String, ?> facts = facts("os_ID=debian\nos_VERSION_ID=\"12\"\ndebian_version=12.11\n");
        assertEquals(
                List.of("12.11", "12"),
                List.of(facts.get("distribution_version"), facts.get("distribution_major_version")));
        assertEquals(
                "13",
                facts("os_ID=debian\nos_VERSION_ID=\"13\"\ndebian_version=trixie/sid\n")
                        .get("distribution_version"));
        assertEquals(
                "24.04",
                facts("os_ID=ubuntu\nos_VERSION_ID=\"24.04\"\ndebian_version=trixie/sid\n")
                        .get("distribution_version"));
    }

    @Test
    void freeMemoryIsWhatNothingUses() {
        assertEquals(
                2L, facts("MemTotal=8192\nMemFree=2048\nMemAvailable=4096\n").get("memfree_mb"));
    }
}
