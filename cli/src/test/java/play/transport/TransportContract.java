package play.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static play.transport.Says.assertSays;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import play.connection.transport.Become;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.HostKeys;
import play.connection.transport.HostKeys.Checking;
import play.host.HostException;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shell;
import play.value.Bytes;
import play.value.Secret;

/** What every way to a host does, seen on a real one. */
abstract class TransportContract extends TransportTrial {
    TransportContract(SshHost host, Way way) {
        super(host, way);
    }

    @Test
    void outputErrorsAndExitCodesComeBack() throws Exception {
        Shell shell = connections.shell(as("root"));
        List<ScriptResult> results =
                shell.run(List.of(Script.of("printf out; printf err >&2; exit 7"), Script.of("id -un")));
        assertEquals(
                List.of("out", "err", 7),
                List.of(
                        results.get(0).out(),
                        results.get(0).err(),
                        results.get(0).exitCode()));
        assertEquals("root\n", results.get(1).out());
    }

    @Test
    void anyBytesPassBothWays() throws Exception {
        byte[] bytes = noise(3_000_000);
        Bytes back = connections
                .shell(as("root"))
                .run(Script.of("cat").withStdin(Bytes.of(bytes)))
                .stdout();
        assertEquals(Bytes.of(bytes).sha256(), back.sha256());
    }

    // Lost connections

    /** A script under way that started a child. */
    private record Busy(String child, String server, CompletableFuture<Throwable> end) {
        Throwable failure() throws Exception {
            return end.get(30, TimeUnit.SECONDS);
        }
    }

    private Busy busy(Shell shell) throws Exception {
        String server = shell.run(Script.of("echo $PPID")).out().strip();
        host.on("rm -f /tmp/child");
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                shell.run(Script.of("sleep 300 & echo $! >/tmp/child.new; mv /tmp/child.new /tmp/child; wait")
                        .within(Duration.ofMinutes(2)));
                end.complete(new AssertionError("it ran to its end"));
            } catch (HostException | InterruptedException e) {
                end.complete(e);
            }
        });
        String child = host.on("until [ -e /tmp/child ]; do sleep 0.05; done; cat /tmp/child");
        return new Busy(child, server, end);
    }

    private void assertGone(String process) throws Exception {
        assertEquals("gone", host.on("[ -e /proc/" + process + "/exe ] && echo there || echo gone"));
    }

    @Test
    void aKilledServerInterruptsAndTheNextScriptEndsWhatWasLeft() throws Exception {
        Shell shell = connections.shell(as("root"));
        Busy busy = busy(shell);
        host.on("kill -KILL " + busy.server());
        assertSays(
                assertInstanceOf(HostException.Interrupted.class, busy.failure()),
                "host",
                "while a script was under way");
        assertEquals("back\n", shell.run(Script.of("echo back")).out());
        assertGone(busy.child());
    }

    @Test
    void aFrozenServerIsNoticedAndTheNextScriptEndsWhatWasLeft() throws Exception {
        Shell shell = connections.shell(as("root"));
        Busy busy = busy(shell);
        host.on("kill -STOP " + busy.server());
        try {
            long began = System.nanoTime();
            assertInstanceOf(HostException.Interrupted.class, busy.failure());
            assertBelow(NOTICED, began);
            assertEquals("back\n", shell.run(Script.of("echo back")).out());
            assertGone(busy.child());
        } finally {
            host.on("kill -KILL " + busy.server());
        }
    }

    @Test
    void anUnpluggedHostIsNoticedAndReachedAgainLater() throws Exception {
        Shell shell = connections.shell(as("root"));
        Busy busy = busy(shell);
        host.unplug();
        try {
            long began = System.nanoTime();
            assertInstanceOf(HostException.Interrupted.class, busy.failure());
            assertBelow(NOTICED, began);
            assertThrows(HostException.Unreachable.class, () -> shell.run(Script.of("echo back")));
        } finally {
            host.plug();
        }
        assertEquals("back\n", shell.run(Script.of("echo back")).out());
        assertGone(busy.child());
    }

    @Test
    void aConnectionLostWhileNothingRunsIsMadeAgainInSilence() throws Exception {
        try (WireProxy proxy = new WireProxy(host.address(), 22, Duration.ZERO)) {
            Shell shell = connections.shell(by(proxy));
            shell.run(Script.of("true"));
            proxy.cut();
            awaitEndOfOutput();
            assertEquals("back\n", shell.run(Script.of("echo back")).out());
            assertEquals(2, proxy.connections());
        }
    }

    /** Whoever reads what the host says is the last to hear of the cut. */
    private static void awaitEndOfOutput() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("host stdout")) {
                assertTrue(thread.join(Duration.ofSeconds(10)), "the end of the connection was not noticed");
            }
        }
    }

    @Test
    void aScriptThatKillsItsShellFails() throws Exception {
        for (Shell shell :
                List.of(connections.shell(as("nopass")), connections.shell(as("nopass"), Become.sudo("root")))) {
            ScriptResult killed = shell.run(Script.of("echo out; kill -9 $$"));
            assertEquals(List.of("out\n", 137), List.of(killed.out(), killed.exitCode()));
            assertEquals("back\n", shell.run(Script.of("echo back")).out());
        }
    }

    @Test
    void closingLeavesNothingRunning() throws Exception {
        Shell shell = connections.shell(as("root"));
        Busy busy = busy(shell);
        connections.close();
        assertInstanceOf(HostException.class, busy.failure());
        assertGone(busy.child());
    }

    @Test
    void aDeadlineLeavesNothingRunning() throws Exception {
        Shell shell = connections.shell(as("nopass"), Become.sudo("root"));
        Script late = Script.of("sleep 300 & echo $! >/tmp/late; wait").within(Duration.ofSeconds(1));
        assertSays(assertThrows(HostException.TimedOut.class, () -> shell.run(late)), "1 s", "host", "has been ended");
        assertGone(host.on("cat /tmp/late"));
    }

    // Round trips

    @Test
    void anyNumberOfScriptsIsOneRoundTrip() throws Exception {
        try (WireProxy proxy = new WireProxy(host.address(), 22, Duration.ZERO)) {
            Shell shell = connections.shell(by(proxy));
            shell.run(Script.of("true"));
            proxy.turns();
            assertEquals(
                    50,
                    shell.run(Collections.nCopies(50, Script.of("echo out"))).size());
            assertEquals(2, proxy.turns());
            shell.run(Script.of("echo once more"));
            assertEquals(2, proxy.turns());
            assertEquals(1, proxy.connections());
        }
    }

    @Test
    void asAnotherUserItIsOneRoundTripToo() throws Exception {
        try (WireProxy proxy = new WireProxy(host.address(), 22, Duration.ZERO)) {
            Shell shell = connections.shell(by(proxy), Become.sudo("root"));
            shell.run(Script.of("true"));
            proxy.turns();
            assertEquals("root\n", shell.run(Script.of("id -un")).out());
            assertEquals(2, proxy.turns());
            assertEquals(1, proxy.connections());
        }
    }

    /**
     * Acknowledgements of the receiver turn the direction, but nobody waits for them: time tells what is waited for.
     */
    @Test
    void inputOfAHundredKilobytesIsNotWaitedForPieceByPiece() throws Exception {
        Duration oneWay = Duration.ofMillis(150);
        try (WireProxy proxy = new WireProxy(host.address(), 22, oneWay)) {
            Shell shell = connections.shell(by(proxy));
            shell.run(Script.of("true"));
            byte[] content = noise(120 << 10);
            long began = System.nanoTime();
            String sum = shell.run(Script.of("sha256sum").withStdin(Bytes.of(content)))
                    .out();
            assertBelow(oneWay.multipliedBy(4), began);
            assertTrue(sum.startsWith(Bytes.of(content).sha256()), sum);
        }
    }

    // Files

    private void upload(Shell shell, byte[] content, String path) throws Exception {
        shell.upload(() -> new ByteArrayInputStream(content), content.length, path);
    }

    @Test
    void aLargeFileArrivesWhole() throws Exception {
        byte[] content = noise(20_000_000);
        host.on("rm -f /tmp/large");
        upload(connections.shell(as("nopass")), content, "/tmp/large");
        assertEquals(
                Bytes.of(content).sha256() + " nopass 600",
                host.on("echo $(sha256sum </tmp/large | cut -d ' ' -f 1) $(stat -c '%U %a' /tmp/large)"));
    }

    @Test
    void aLargeFileArrivesAsAnotherUser() throws Exception {
        byte[] content = noise(2_000_000);
        host.on("rm -f /root/large");
        Shell shell = connections.shell(as("ops"), Become.sudo("root").withPassword(new Secret(SshHost.PASSWORD)));
        upload(shell, content, "/root/large");
        assertEquals(
                Bytes.of(content).sha256() + " root 600",
                host.on("echo $(sha256sum </root/large | cut -d ' ' -f 1) $(stat -c '%U %a' /root/large)"));
    }

    @Test
    void anUploadThatIsCutOffIsInterruptedAndLeavesNoFile() throws Exception {
        host.on("rm -f /tmp/cut");
        try (WireProxy proxy = new WireProxy(host.address(), 22, Duration.ZERO)) {
            Shell shell = connections.shell(by(proxy));
            shell.run(Script.of("true"));
            proxy.cutAfter(3_000_000);
            assertThrows(HostException.Interrupted.class, () -> upload(shell, noise(10_000_000), "/tmp/cut"));
            assertEquals(
                    "gone",
                    host.on("for i in $(seq 100); do [ -e /tmp/cut ] || break; sleep 0.1; done; [ -e /tmp/cut ] && ls"
                            + " -l /tmp/cut || echo gone"));
            assertEquals("back\n", shell.run(Script.of("echo back")).out());
        }
    }

    @Test
    void anUploadSaysWhyTheHostRefuses() throws Exception {
        Shell shell = connections.shell(as("nopass"));
        HostException.UploadFailed refused =
                assertThrows(HostException.UploadFailed.class, () -> upload(shell, noise(300_000), "/root/mine"));
        assertSays(refused, "/root/mine", "Permission denied");
    }

    // Refusals

    @Test
    void anUnknownHostKeyIsRefused() throws Exception {
        Path none = folder.resolve("known_hosts");
        HostKeys strict = new HostKeys(Checking.STRICT, List.of(none));
        ConnectionSpec spec = spec(new Destination(host.address(), 22, "root", strict, HASTY));
        assertSays(refusal(spec), "host", "known");
        assertTrue(Files.notExists(none) || Files.size(none) == 0);
    }

    @Test
    void aNewHostKeyIsRemembered() throws Exception {
        Path file = folder.resolve("known_hosts");
        HostKeys lenient = new HostKeys(Checking.ACCEPT_NEW, List.of(file));
        connections
                .shell(spec(new Destination(host.address(), 22, "root", lenient, HASTY)))
                .run(Script.of("true"));
        assertTrue(Files.readString(file).startsWith(host.address() + " "), Files.readString(file));
        HostKeys strict = new HostKeys(Checking.STRICT, List.of(file));
        connections
                .shell(spec(new Destination(host.address(), 22, "nopass", strict, HASTY)))
                .run(Script.of("true"));
    }

    @Test
    void aClosedPortIsNamed() {
        assertSays(
                refusal(spec(new Destination(host.address(), 9, "root", host.known(), HASTY))),
                "host",
                host.address(),
                "refuse");
    }

    @Test
    void anAddressWhereNobodyAnswersIsGivenUp() {
        long began = System.nanoTime();
        String nobody = host.address().replaceAll("[0-9]+$", "200");
        assertSays(refusal(spec(new Destination(nobody, 22, "root", host.known(), HASTY))), "host", nobody);
        assertBelow(Duration.ofSeconds(10), began);
    }

    final HostException.Unreachable refusal(ConnectionSpec spec) {
        return assertThrows(
                HostException.Unreachable.class, () -> connections.shell(spec).run(Script.of("true")));
    }
}
