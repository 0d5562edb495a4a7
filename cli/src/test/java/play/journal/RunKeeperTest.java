package play.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.event.RunEvent;
import play.event.TaskRef;
import play.report.Report;
import play.run.Approvals;
import play.savedplan.Fingerprints;

/** Journals that are written, and read again whatever has become of them. */
class RunKeeperTest {
    private static final Approvals.Instance INSTANCE = new Approvals.Instance(
            "a", new TaskRef("0/tasks/0", "title", "command", "", false, Optional.empty()), OptionalInt.empty());

    @TempDir
    Path folder;

    private final List<String> complaints = new ArrayList<>();
    private Fingerprints fingerprints;
    private RunFolder runs;

    @BeforeEach
    void begin() throws IOException {
        fingerprints = Fingerprints.in(folder.resolve("key"));
        runs = new RunFolder(folder.resolve("runs"));
    }

    private static Entry.Begin beginning(String started, Optional<String> before) {
        return new Entry.Begin("1", started, "/srv", List.of("--", "site.yml"), "", "key", Map.of(), before);
    }

    private RunKeeper keeper(String id, Entry.Begin begin, List<Entry> before) {
        RunKeeper keeper = new RunKeeper(
                runs,
                id,
                begin,
                before,
                new RunKeeper.Means(
                        fingerprints, UnaryOperator.identity(), InstantSource.system(), () -> 2, complaints::add));
        keeper.begin();
        return keeper;
    }

    private RunKeeper keeper(String id) {
        return keeper(id, beginning(id, Optional.empty()), List.of());
    }

    private static void end(RunKeeper keeper) {
        keeper.over(Set.of("a"));
        keeper.show(new Report.Stamped(1, 1, new RunEvent.RunFinished(false, Optional.empty())));
    }

    private static String id(int second) {
        return "20261201-0000%02d-00000".formatted(second);
    }

    private Path file(int second) {
        return folder.resolve("runs/" + id(second) + ".jsonl");
    }

    @Test
    void threadsThatAreInterruptedWriteTheirLinesToo() throws IOException {
        RunKeeper keeper = keeper(id(1));
        Thread.currentThread().interrupt();
        try {
            keeper.begins(INSTANCE);
            keeper.begins(INSTANCE);
        } finally {
            assertTrue(Thread.interrupted());
        }
        end(keeper);
        assertEquals(List.of(), complaints);
        KeptRun run = runs.find(id(1)).orElseThrow();
        assertEquals(4, run.entries().size());
        assertEquals(KeptRun.State.FAILED, run.state());
    }

    @Test
    void aLineThatCannotBeReadIsNamed() throws IOException {
        end(keeper(id(1)));
        String whole = Files.readString(file(1));
        Map<String, String> broken = Map.of(
                whole.replaceFirst("\n", "\nno line\n"),
                "its line 2 is no JSON",
                whole.replace("\"end\"", "\"other\""),
                "its line 2 has an entry of an unknown kind",
                whole.replace("\"format\":1", "\"format\":2"),
                "its line 1 is of format 2, and this version of play reads format 1 alone",
                whole.replaceFirst(".*\n", ""),
                "it has no beginning",
                "",
                "it has no beginning");
        for (Map.Entry<String, String> one : broken.entrySet()) {
            Files.writeString(file(1), one.getKey());
            IOException refused = assertThrows(IOException.class, () -> runs.find(id(1)));
            assertEquals(one.getValue(), refused.getMessage());
        }
        Files.writeString(file(1), whole + "{\"entry\":\"do");
        assertEquals(KeptRun.State.FAILED, runs.find(id(1)).orElseThrow().state());
    }

    @Test
    void whatOthersHaveDoneThatWentOnCountsToo() throws IOException {
        end(keeper(id(1)));
        KeptRun first = runs.find(id(1)).orElseThrow();
        assertEquals(first, runs.lastOf(first));
        end(keeper(id(2)));
        RunKeeper later = keeper(id(3), beginning("later", Optional.of(id(1))), first.entries());
        later.begins(INSTANCE);
        end(later);
        KeptRun last = runs.lastOf(first);
        assertEquals(id(3), last.id());
        assertEquals(last.entries(), first.with(last).entries());
        assertEquals(first.begin(), first.with(last).begin());
        Files.writeString(file(4), "broken\n");
        assertEquals(id(3), runs.lastOf(first).id());
    }

    @Test
    void oneAloneGoesOnWithARun() throws IOException {
        end(keeper(id(1)));
        KeptRun run = runs.find(id(1)).orElseThrow();
        try (RunFolder.Hold _ = runs.hold(run).orElseThrow()) {
            assertTrue(runs.hold(run).isEmpty());
            assertEquals(KeptRun.State.RUNNING, runs.find(id(1)).orElseThrow().state());
        }
        runs.hold(run).orElseThrow().close();
    }
}
