package play.modules.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Answer;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.Parameters;
import play.value.Bytes;

class DiskLatencyTest {
    private static final StateKey<DiskLatency> KEY = DiskLatency.Family.of("/var/lib/etcd");
    private final DiskLatencyModule module = new DiskLatencyModule();

    private static Observed<DiskLatency> parsed(String out, String err) {
        return new DiskLatency.Family()
                .parse(List.of(KEY), new ScriptResult(0, Bytes.of(out), Bytes.of(err)))
                .getOrDefault(KEY, new Observed.Unknown<>("not parsed"));
    }

    private Answer answer(double milliseconds, Map<String, Object> more) {
        Map<String, Object> parameters = new java.util.HashMap<>(more);
        parameters.put("path", "/var/lib/etcd");
        return module.answer(
                Parameters.of(module, parameters),
                new KnownStates().with(KEY, new DiskLatency("/var/lib", milliseconds)));
    }

    @Test
    void theMeanOfTheWritesIsTaken() {
        assertEquals(
                Observed.read(new DiskLatency("/var/lib", 2.5)),
                parsed("/var/lib\n230000 bytes (230 kB, 225 KiB) copied, 0.25 s, 920 kB/s\n", ""));
    }

    @Test
    void whereNothingCanBeWrittenTheHostSaysWhy() {
        assertEquals(
                new Observed.Unknown<DiskLatency>("the write latency is unknown: mktemp: read-only"),
                parsed("", "mktemp: read-only\n"));
        assertEquals(
                new Observed.Unknown<DiskLatency>("the write latency is unknown: dd: invalid output flag: 'dsync'"),
                parsed("/var/lib\ndd: invalid output flag: 'dsync'\n", ""));
    }

    @Test
    void aSlowDiskIsRefusedWithWhatItTakes() {
        assertEquals(new Answer.Found(Map.of("path", "/var/lib", "milliseconds", 9.877)), answer(9.8765, Map.of()));
        assertEquals(
                new Answer.Failed("the disk of /var/lib takes 12.5 ms to keep a small write, more than 10.0 ms"),
                answer(12.5, Map.of()));
        assertInstanceOf(Answer.Found.class, answer(12.5, Map.of("limit", 20)));
    }

    @Test
    void thisMachineTellsAndNothingIsLeft(@TempDir Path folder) throws IOException {
        StateKey<DiskLatency> key =
                DiskLatency.Family.of(folder.resolve("not there yet/nor this").toString());
        Observed<DiskLatency> seen = LocalHost.reading(List.of(key)).of(key);
        assertTrue(
                seen instanceof Observed.Known<DiskLatency>(DiskLatency(String where, double milliseconds), var how)
                        && where.equals(folder.toString())
                        && milliseconds > 0,
                seen::toString);
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }
}
