package play.connection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import play.connection.shell.Shells;
import play.host.Script;
import play.host.Shell;
import play.host.Talk;

/** Programs of this machine as those of a host, whose streams are at hand. */
@Timeout(120)
final class TalkTest {
    private static final int LARGE = 5_000_000;

    private final Connections connections = new Connections(notice -> {});
    private final Shell shell = connections.shell(Shells.HERE);

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        connections.close();
    }

    private static void write(Talk talk, byte[] bytes) {
        try (OutputStream input = talk.input()) {
            input.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** More than is taken in before it is read, line feeds and zeros among it. */
    @Test
    void bytesPassAsTheyAreInBothDirections() throws Exception {
        byte[] noise = new byte[LARGE];
        new Random(1).nextBytes(noise);
        try (Talk talk = shell.talk("exec cat")) {
            Thread.ofVirtual().start(() -> write(talk, noise));
            assertArrayEquals(noise, talk.output().readAllBytes());
            assertEquals(new Talk.Ending(OptionalInt.of(0), ""), talk.ending());
        }
    }

    /** A program that errs on and on is not held back by errors that nobody takes. */
    @Test
    void howItEndedIsToldWithItsLastErrors() throws Exception {
        String program = "head -c " + LARGE + " /dev/zero | tr '\\0' x >&2; echo the last >&2; echo done; exit 7";
        try (Talk talk = shell.talk(program)) {
            assertEquals("done\n", new String(talk.output().readAllBytes(), StandardCharsets.UTF_8));
            Talk.Ending ending = talk.ending();
            assertEquals(OptionalInt.of(7), ending.exitCode());
            assertTrue(ending.words().endsWith("the last"), ending.words());
        }
    }

    private ProcessHandle begun(Path file) throws Exception {
        for (int i = 0; i < 200; i++) {
            String text = Files.exists(file) ? Files.readString(file).strip() : "";
            if (!text.isEmpty()) {
                return ProcessHandle.of(Long.parseLong(text)).orElseThrow();
            }
            Thread.sleep(20);
        }
        throw new AssertionError(file + " was not written");
    }

    @Test
    void whatGoesOnWithoutInputIsEnded() throws Exception {
        Path pid = folder.resolve("pid");
        ProcessHandle process;
        try (Talk talk = shell.talk("trap '' HUP; sh -c 'echo $$ >" + pid + "; exec sleep 600'; true")) {
            assertTrue(talk.input() != null);
            process = begun(pid);
        }
        process.onExit().get(10, TimeUnit.SECONDS);
        assertFalse(process.isAlive());
    }

    @Test
    void itEndsWithItsShell() throws Exception {
        Path pid = folder.resolve("pid");
        Talk talk = shell.talk("echo $$ >" + pid + "; exec cat");
        ProcessHandle process = begun(pid);
        shell.close();
        process.onExit().get(10, TimeUnit.SECONDS);
        assertEquals(-1, talk.output().read());
    }

    /** What a task puts into the environment may be secret. */
    @Test
    void theProgramIsNoArgumentOfAnyProcess() throws Exception {
        String word = "hunter-" + ProcessHandle.current().pid() + "-two";
        try (Talk talk = shell.talk("SECRET=" + word + "; echo ready; read -r end; echo $SECRET")) {
            assertEquals('r', talk.output().read());
            String seen = shell.run(Script.of("cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' '\\n'"))
                    .out();
            assertFalse(seen.contains(word), seen);
            write(talk, "\n".getBytes(StandardCharsets.UTF_8));
            assertEquals("eady\n" + word + "\n", new String(talk.output().readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
