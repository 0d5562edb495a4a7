package play.converge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import play.host.ShellWords;
import play.host.Talk;
import play.module.Transfer;
import play.module.Transfer.Course;

/** The rsync of this machine, joined to another one that a shell runs. */
@Timeout(120)
class NearProgramTest {
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    private final LocalShell shell = new LocalShell();
    private Set<Path> before = Set.of();

    @TempDir
    Path folder;

    @BeforeEach
    void lookAround() throws IOException {
        before = folders();
        Files.createDirectories(folder.resolve("src"));
        Files.writeString(folder.resolve("src/file"), "x\n");
    }

    /** Those in which a program is told of the other side. */
    private static Set<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(TEMPORARY)) {
            return all.filter(path -> Files.exists(path.resolve("far"))).collect(Collectors.toSet());
        }
    }

    private void assertNothingIsLeft() throws IOException {
        Set<Path> left = new HashSet<>(folders());
        left.removeAll(before);
        assertEquals(Set.of(), left);
    }

    private Course.Joined rsync(String far, String... options) {
        List<String> words = new ArrayList<>(List.of("rsync", "-a"));
        words.addAll(List.of(options));
        words.addAll(List.of(folder + "/src/", "host:" + folder + "/dest"));
        return joined(words, far);
    }

    private static Course.Joined joined(List<String> near, String far) {
        return new Course.Joined(
                "bring files",
                near,
                Map.of("RSYNC_PROTECT_ARGS", "0"),
                "RSYNC_RSH",
                words -> far + " " + ShellWords.join(words.subList(2, words.size())),
                new Transfer.Changed.Anything());
    }

    private Transfer.Carried run(Course.Joined course) throws Exception {
        try (NearProgram near = NearProgram.start(course)) {
            Optional<List<String>> call = near.call();
            if (call.isEmpty()) {
                return near.alone();
            }
            assertEquals("host", call.get().getFirst());
            try (Talk talk = shell.talk(course.far().apply(call.get()))) {
                return near.with(talk);
            }
        }
    }

    @Test
    void filesComeToTheOtherSide() throws Exception {
        Transfer.Carried carried = run(rsync("exec rsync", "--out-format=%i %n"));
        assertEquals("", carried.near().err());
        assertTrue(
                carried.near().out().contains("<f+++++++++ file\n"),
                carried.near().out());
        assertEquals(Optional.of(new Talk.Ending(OptionalInt.of(0), "")), carried.far());
        assertEquals("x\n", Files.readString(folder.resolve("dest/file")));
        assertNothingIsLeft();
    }

    @Test
    void howTheOtherSideEndedIsTold() throws Exception {
        Transfer.Carried carried = run(rsync("echo no such program >&2; exit 127 #"));
        assertEquals(Optional.of(new Talk.Ending(OptionalInt.of(127), "no such program")), carried.far());
        assertFalse(carried.near().succeeded());
        assertTrue(
                carried.near().err().contains("connection unexpectedly closed"),
                carried.near().err());
    }

    @Test
    void whatEndsBeforeItCallsHasNoOtherSide() throws Exception {
        Transfer.Carried carried = run(rsync("exec rsync", "--no-such-option"));
        assertEquals(Optional.empty(), carried.far());
        assertEquals(1, carried.near().exitCode());
        assertTrue(
                carried.near().err().contains("--no-such-option"),
                carried.near().err());
        assertNothingIsLeft();
    }

    @Test
    void aProgramThatIsNotThereIsToldOf() throws Exception {
        Transfer.Carried carried = run(joined(List.of("no-such-rsync", "x"), "exit 1"));
        assertEquals(127, carried.near().exitCode());
        assertEquals("no-such-rsync: not found\n", carried.near().err());
    }

    private List<ProcessHandle> below() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains(folder.toString())
                        || process.info().command().orElse("").endsWith("/cat"))
                .toList();
    }

    /** A file that takes for ever, since so little of it is sent in a second. */
    @Test
    void anInterruptionLeavesNeitherProcessNorFile() throws Exception {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("src/large").toFile(), "rw")) {
            file.setLength(200 << 20);
        }
        Course.Joined slow = rsync("exec rsync", "--bwlimit=100", "--whole-file");
        CompletableFuture<Transfer.Carried> carried = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                carried.complete(run(slow));
            } catch (Exception e) {
                carried.completeExceptionally(e);
            }
        });
        await(() -> Files.exists(folder.resolve("dest")) && partial().isPresent());
        thread.interrupt();
        ExecutionException told = assertThrows(ExecutionException.class, () -> carried.get(30, TimeUnit.SECONDS));
        assertInstanceOf(InterruptedException.class, told.getCause());
        await(() -> below().isEmpty() && partial().isEmpty());
        assertNothingIsLeft();
        assertFalse(Files.exists(folder.resolve("dest/large")));
    }

    private Optional<Path> partial() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("dest"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(".large"))
                    .findFirst();
        }
    }

    private interface Look {
        boolean isSo() throws IOException;
    }

    private static void await(Look look) throws Exception {
        for (int i = 0; i < 300; i++) {
            if (look.isSo()) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("not within 30 s");
    }
}
