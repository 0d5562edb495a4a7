package play.connection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static play.connection.shell.Shells.assertSays;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import play.connection.shell.OutputRoom;
import play.connection.shell.ScriptOverdue;
import play.connection.shell.ShellChannel;
import play.connection.shell.ShellEnded;
import play.connection.shell.Shells;
import play.connection.transport.Become;
import play.connection.transport.ConnectionSpec;
import play.host.HostException;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shell;
import play.host.TemporaryName;

/** Shells of this machine: what becomes of scripts that are ended, and of uploads. */
@Timeout(180)
final class HostShellTest {
    private final Connections connections = new Connections(notice -> {});
    private final Shell shell = connections.shell(Shells.HERE);

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        connections.close();
    }

    /** Waits until a process has written its number to a file. */
    private static ProcessHandle written(Path file) throws Exception {
        for (int i = 0; i < 100; i++) {
            String text = Files.exists(file) ? Files.readString(file).strip() : "";
            if (!text.isEmpty()) {
                return ProcessHandle.of(Long.parseLong(text)).orElseThrow();
            }
            Thread.sleep(50);
        }
        throw new AssertionError(file + " was not written");
    }

    private static void assertGone(ProcessHandle process) throws Exception {
        process.onExit().get(10, TimeUnit.SECONDS);
        assertFalse(process.isAlive());
    }

    @Test
    void aScriptPastItsDeadlineEndsWithAllItStarted() throws Exception {
        Path child = folder.resolve("child");
        Path orphan = folder.resolve("orphan");
        String text = "sh -c 'echo $$ >" + child + "; exec sleep 300' & (sleep 300 & echo $! >" + orphan
                + ") ; echo trying hard >&2; sleep 300";
        HostException.TimedOut late = assertThrows(
                HostException.TimedOut.class, () -> shell.run(Script.of(text).within(Duration.ofSeconds(1))));
        assertSays(late, "1 s", "trying hard", "has been ended");
        assertEnded(child);
        assertEnded(orphan);
    }

    private static void assertEnded(Path file) throws Exception {
        long pid = Long.parseLong(Files.readString(file).strip());
        var process = ProcessHandle.of(pid);
        if (process.isPresent()) {
            assertGone(process.get());
        }
    }

    /** What a script does by {@code trap … EXIT}, it does where it is ended too: locks, logs and policies go. */
    @Test
    void aScriptThatIsEndedTidiesUp() throws Exception {
        Path made = folder.resolve("made");
        String text = "trap 'rm -f " + made + "' EXIT; : >" + made + "; sleep 300";
        assertThrows(
                HostException.TimedOut.class, () -> shell.run(Script.of(text).within(Duration.ofSeconds(1))));
        assertFalse(Files.exists(made));
        assertThrows(
                HostException.TimedOut.class,
                () -> shell.run(
                        Script.of("log=$(mktemp " + folder + "/log.XXXX) || exit 1; trap 'rm -f \"$log\"' EXIT\n"
                                        + "until sh -c 'sleep 300; exit 1' >\"$log\" 2>&1 </dev/null; do sleep 1; done")
                                .within(Duration.ofSeconds(1))));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void aScriptThatIgnoresPoliteSignalsEndsToo() throws Exception {
        Path pid = folder.resolve("pid");
        String text = "trap '' TERM HUP INT; echo $(exec sh -c 'echo $PPID') >" + pid + "; while :; do sleep 1; done";
        assertThrows(
                HostException.TimedOut.class, () -> shell.run(Script.of(text).within(Duration.ofSeconds(1))));
        assertEnded(pid);
    }

    @Test
    void theShellWorksAfterADeadline() throws Exception {
        assertThrows(
                HostException.TimedOut.class,
                () -> shell.run(Script.of("sleep 300").within(Duration.ofMillis(300))));
        assertEquals("again\n", shell.run(Script.of("echo again")).out());
    }

    @Test
    void whatEarlierScriptsLeftRunningOutlivesADeadline() throws Exception {
        Path pid = folder.resolve("pid");
        shell.run(Script.of("sleep 300 >/dev/null 2>&1 & echo $! >" + pid));
        ProcessHandle daemon = written(pid);
        assertThrows(
                HostException.TimedOut.class,
                () -> shell.run(Script.of("sleep 300").within(Duration.ofMillis(300))));
        assertTrue(daemon.isAlive());
        daemon.destroyForcibly();
    }

    @Test
    void aDeadlineCoversEachScriptByItself() throws Exception {
        Script nap = Script.of("sleep 2").within(Duration.ofSeconds(5));
        assertEquals(3, shell.run(List.of(nap, nap, nap)).size());
    }

    @Test
    void aBusyScriptInFrontDoesNotBlockTheDeadlineWhileMoreIsWritten() {
        Script slow = Script.of("sleep 300").within(Duration.ofSeconds(1));
        Script huge = Script.of(": '" + "x".repeat(2_000_000) + "'");
        assertThrows(HostException.TimedOut.class, () -> shell.run(List.of(slow, huge)));
    }

    @Test
    void interruptingEndsTheScriptOnTheHost() throws Exception {
        Path pid = folder.resolve("pid");
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                shell.run(Script.of("sleep 300 & echo $! >" + pid + "; wait"));
                outcome.complete(new AssertionError("it ran to its end"));
            } catch (HostException | InterruptedException e) {
                outcome.complete(e);
            }
        });
        ProcessHandle process = written(pid);
        thread.interrupt();
        assertTrue(outcome.get(120, TimeUnit.SECONDS) instanceof InterruptedException, String.valueOf(outcome.get()));
        assertGone(process);
    }

    @Test
    void closingEndsWhatAnotherThreadIsWaitingFor() throws Exception {
        Path pid = folder.resolve("pid");
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                shell.run(Script.of("sleep 300 & echo $! >" + pid + "; wait"));
                outcome.complete(new AssertionError("it ran to its end"));
            } catch (HostException | InterruptedException e) {
                outcome.complete(e);
            }
        });
        ProcessHandle process = written(pid);
        connections.close();
        assertGone(process);
        assertTrue(outcome.get(120, TimeUnit.SECONDS) instanceof HostException, String.valueOf(outcome.get()));
    }

    @Test
    void aScriptThatKillsItsShellFailsAloneAndTheOthersRun() throws Exception {
        List<ScriptResult> results = shell.run(List.of(
                Script.of("echo first"),
                Script.of("echo out; echo farewell >&2; kill -9 $$; sleep 1"),
                Script.of("echo back; exit 3")));
        assertEquals("first\n", results.get(0).out());
        assertEquals(
                List.of("out\n", "farewell\n", 137),
                List.of(
                        results.get(1).out(),
                        results.get(1).err(),
                        results.get(1).exitCode()));
        assertEquals(
                List.of("back\n", 3),
                List.of(results.get(2).out(), results.get(2).exitCode()));
        assertEquals("again\n", shell.run(Script.of("echo again")).out());
    }

    @Test
    void endlessOutputEndsTheScript() {
        HostException.TimedOut flood = assertThrows(
                HostException.TimedOut.class, () -> shell.run(Script.of("yes").within(Duration.ofSeconds(50))));
        assertSays(flood, (OutputRoom.HEAP.most() >> 20) + " MiB");
    }

    @Test
    void aThousandScriptsAtOnceFromManyShells() throws Exception {
        List<Shell> shells = IntStream.range(0, 10)
                .mapToObj(i -> connections.shell(new ConnectionSpec.Local("h" + i)))
                .toList();
        List<CompletableFuture<Integer>> runs = shells.stream()
                .map(s -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return s.run(Collections.nCopies(100, Script.of("exit 3"))).stream()
                                .mapToInt(r -> r.exitCode())
                                .sum();
                    } catch (HostException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList();
        for (CompletableFuture<Integer> run : runs) {
            assertEquals(300, run.get(50, TimeUnit.SECONDS));
        }
    }

    @Test
    void oneSpecHasOneShell() {
        assertTrue(connections.shell(Shells.HERE).equals(shell));
        assertFalse(connections.shell(new ConnectionSpec.Local("elsewhere")).equals(shell));
        assertFalse(connections.shell(Shells.HERE, Become.sudo("root")).equals(shell));
    }

    private static void awaitAbsence(Path file) throws Exception {
        for (int i = 0; i < 100 && Files.exists(file); i++) {
            Thread.sleep(50);
        }
        assertFalse(Files.exists(file));
    }

    @Test
    void anUploadThatNobodyMovesToItsPlaceIsRemoved() throws Exception {
        Path placed = folder.resolve("placed");
        for (String next : List.of("true", "exit 1", "kill -9 $$", "mv FILE " + placed)) {
            Path target = folder.resolve("target-" + next.length());
            shell.upload(() -> new ByteArrayInputStream(noise(1000)), 1000, target.toString());
            shell.run(Script.of(next.replace("FILE", target.toString())));
            awaitAbsence(target);
        }
        assertArrayEquals(noise(1000), Files.readAllBytes(placed));
        Path last = folder.resolve("last");
        shell.upload(() -> new ByteArrayInputStream(noise(1000)), 1000, last.toString());
        connections.close();
        awaitAbsence(last);
    }

    /** By a program that was killed, and by a host that lost its power. */
    @Test
    void anUploadRemovesWhatAnEarlierOneHasLeft() throws Exception {
        String boot =
                Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).substring(0, 8);
        String uuid = "01234567-89ab-cdef-0123-456789abcde";
        Path old = Files.writeString(folder.resolve(".play." + boot + "." + uuid + "f"), "half");
        Path fresh = Files.writeString(folder.resolve(".play." + boot + "." + uuid + "0"), "of another run");
        Path other = Files.writeString(folder.resolve(".play.notes"), "of the user");
        Path earlier = Files.writeString(folder.resolve(".play.00000001." + uuid + "1"), "of an earlier start");
        for (Path file : List.of(old, other)) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        }
        Path target = folder.resolve(TemporaryName.of(uuid + "2"));
        shell.upload(() -> new ByteArrayInputStream(noise(10)), 10, target.toString());
        assertTrue(Files.exists(folder.resolve(".play." + boot + "." + uuid + "2")));
        assertEquals(List.of(false, false), List.of(Files.exists(old), Files.exists(earlier)));
        assertEquals(List.of(true, true), List.of(Files.exists(fresh), Files.exists(other)));
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void anUploadHasAllBytesAndIsPrivate() throws Exception {
        byte[] content = noise(5_000_000);
        Path target = folder.resolve("it's a \"file\"");
        shell.upload(() -> new ByteArrayInputStream(content), content.length, target.toString());
        assertArrayEquals(content, Files.readAllBytes(target));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
    }

    @Test
    void anEmptyUploadMakesAnEmptyFile() throws Exception {
        Path target = folder.resolve("empty");
        shell.upload(() -> new ByteArrayInputStream(new byte[0]), 0, target.toString());
        assertEquals(0, Files.size(target));
    }

    @Test
    void anUploadRefusesWhatIsThere() throws Exception {
        Path target = Files.writeString(folder.resolve("there"), "old");
        HostException.UploadFailed refused =
                assertThrows(HostException.UploadFailed.class, () -> upload(noise(10), 10, target));
        assertSays(refused, "exists");
        assertEquals("old", Files.readString(target));
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
        assertThrows(HostException.UploadFailed.class, () -> upload(noise(10), 10, link));
        assertFalse(Files.exists(folder.resolve("nowhere")));
    }

    @Test
    void anUploadOfAnotherSizeLeavesNothing() {
        assertThrows(HostException.UploadFailed.class, () -> upload(noise(10), 11, folder.resolve("short")));
        assertThrows(HostException.UploadFailed.class, () -> upload(noise(10), 9, folder.resolve("long")));
        assertFalse(Files.exists(folder.resolve("short")) || Files.exists(folder.resolve("long")));
    }

    @Test
    void anUploadWhoseSourceFailsLeavesNothing() {
        Path target = folder.resolve("broken");
        HostException.UploadFailed failed = assertThrows(
                HostException.UploadFailed.class,
                () -> shell.upload(
                        () -> {
                            throw new IOException("the disk is gone");
                        },
                        5,
                        target.toString()));
        assertSays(failed, "the disk is gone");
        assertFalse(Files.exists(target));
    }

    @Test
    void anUploadSaysWhyTheHostRefuses() {
        Path target = folder.resolve("no/such/folder/file");
        HostException.UploadFailed failed =
                assertThrows(HostException.UploadFailed.class, () -> upload(noise(10), 10, target));
        assertSays(failed, target.toString(), "create");
    }

    private void upload(byte[] content, long size, Path target) throws HostException, InterruptedException {
        shell.upload(() -> new ByteArrayInputStream(content), size, target.toString());
    }

    /** As when play is killed, or its machine loses its power. */
    @Test
    void anEndOfTheInputEndsWhatRuns() throws Exception {
        Path pid = folder.resolve("pid");
        ShellChannel channel = Shells.local();
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                channel.run(List.of(Script.of("sleep 300 & echo $! >" + pid + "; wait")));
                outcome.complete(new AssertionError("it ran to its end"));
            } catch (HostException | ShellEnded | ScriptOverdue | InterruptedException e) {
                outcome.complete(e);
            }
        });
        ProcessHandle process = written(pid);
        channel.close();
        assertGone(process);
    }

    @Test
    void whatEarlierScriptsLeftRunningOutlivesTheEndOfTheInput() throws Exception {
        Path pid = folder.resolve("pid");
        ShellChannel channel = Shells.local();
        channel.run(List.of(Script.of("sleep 300 >/dev/null 2>&1 & echo $! >" + pid)));
        ProcessHandle daemon = written(pid);
        ProcessHandle shell =
                ProcessHandle.of(channel.identity().orElseThrow().pid()).orElseThrow();
        channel.close();
        assertGone(shell);
        assertTrue(daemon.isAlive());
        daemon.destroyForcibly();
    }
}
