package play.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static play.transport.Says.assertSays;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import play.connection.Become;
import play.connection.ConnectionSpec;
import play.connection.Connections;
import play.connection.Endpoint;
import play.connection.Forward;
import play.connection.HostKeys;
import play.connection.HostKeys.Checking;
import play.connection.Timing;
import play.host.HostException;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shell;
import play.value.Bytes;
import play.value.Secret;

/** What every way to a host does, seen on a real one. */
@ExtendWith(SshHost.Provider.class)
@Timeout(90)
abstract class TransportContract {
  private static final Duration NOTICED = Duration.ofSeconds(10);
  private static final Timing HASTY = Timing.DEFAULT.connectWithin(Duration.ofSeconds(3));

  /** Without questions whether the host is still there, which would be counted. */
  private static final Timing QUIET = new Timing(Duration.ofSeconds(15), Duration.ofSeconds(300), 3);

  final SshHost host;
  private final Connections connections = new Connections();

  @TempDir Path folder = Path.of("/");

  TransportContract(SshHost host) {
    this.host = host;
  }

  /**
   * Where a login leads.
   *
   * @param user takes the key of the lab
   */
  record Destination(String address, int port, String user, HostKeys hostKeys, Timing timing) {}

  abstract ConnectionSpec spec(Destination destination);

  @AfterEach
  final void close() {
    connections.close();
  }

  private ConnectionSpec as(String user) {
    return spec(new Destination(host.address(), 22, user, host.known(), HASTY));
  }

  private ConnectionSpec by(WireProxy proxy) throws Exception {
    Path known = Files.writeString(folder.resolve("known_hosts"), host.knownAs("[127.0.0.1]:" + proxy.port()));
    HostKeys keys = new HostKeys(Checking.STRICT, List.of(known));
    return spec(new Destination("127.0.0.1", proxy.port(), "nopass", keys, QUIET));
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void outputErrorsAndExitCodesComeBack() throws Exception {
    Shell shell = connections.shell(as("root"));
    List<ScriptResult> results = shell.run(List.of(Script.of("printf out; printf err >&2; exit 7"), Script.of("id -un")));
    assertEquals(List.of("out", "err", 7), List.of(results.get(0).out(), results.get(0).err(), results.get(0).exitCode()));
    assertEquals("root\n", results.get(1).out());
  }

  @Test
  void anyBytesPassBothWays() throws Exception {
    byte[] bytes = noise(3_000_000);
    Bytes back = connections.shell(as("root")).run(Script.of("cat").withStdin(Bytes.of(bytes))).stdout();
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
        shell.run(Script.of("sleep 300 & echo $! >/tmp/child.new; mv /tmp/child.new /tmp/child; wait").within(Duration.ofMinutes(2)));
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
    assertSays(assertInstanceOf(HostException.Interrupted.class, busy.failure()), "host", "while a script was under way");
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

  private static void assertBelow(Duration limit, long began) {
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    assertTrue(took.compareTo(limit) < 0, () -> "it took " + took);
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
      assertEquals(50, shell.run(Collections.nCopies(50, Script.of("echo out"))).size());
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

  /** Acknowledgements of the receiver turn the direction, but nobody waits for them: time tells what is waited for. */
  @Test
  void inputOfAHundredKilobytesIsNotWaitedForPieceByPiece() throws Exception {
    Duration oneWay = Duration.ofMillis(150);
    try (WireProxy proxy = new WireProxy(host.address(), 22, oneWay)) {
      Shell shell = connections.shell(by(proxy));
      shell.run(Script.of("true"));
      byte[] content = noise(120 << 10);
      long began = System.nanoTime();
      String sum = shell.run(Script.of("sha256sum").withStdin(Bytes.of(content))).out();
      assertBelow(oneWay.multipliedBy(4), began);
      assertTrue(sum.startsWith(Bytes.of(content).sha256()), sum);
    }
  }

  // Forwards

  private final List<String> refusals = new CopyOnWriteArrayList<>();

  private Forward forward(ConnectionSpec spec, ServerSocket listener, int port) throws Exception {
    return connections.forward(spec, new Forward.Route(listener, new Endpoint("127.0.0.1", port), refusals::add));
  }

  private static ServerSocket listener() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
  }

  private static Socket to(ServerSocket listener) throws IOException {
    Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort());
    socket.setSoTimeout(30_000);
    return socket;
  }

  /** What comes back for these bytes, until the far end has nothing more to say. */
  private static byte[] answer(ServerSocket listener, byte[] bytes) throws Exception {
    try (Socket socket = to(listener)) {
      CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
        try {
          socket.getOutputStream().write(bytes);
          socket.shutdownOutput();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
      byte[] back = socket.getInputStream().readAllBytes();
      sent.get(30, TimeUnit.SECONDS);
      return back;
    }
  }

  /** The last word of the echo comes after the end of what was sent: it tells that the end was passed on, and no more. */
  @Test
  void manyConnectionsAtOnceAreForwardedWhole() throws Exception {
    TcpServices services = TcpServices.on(host);
    try (ServerSocket listener = listener();
        Forward _ = forward(as("nopass"), listener, services.echo());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<byte[]>> answers = new ArrayList<>();
      for (int i = 1; i <= 20; i++) {
        byte[] bytes = noise(i * 300_000);
        answers.add(threads.submit(() -> answer(listener, bytes)));
      }
      for (int i = 1; i <= 20; i++) {
        byte[] wanted = Arrays.copyOf(noise(i * 300_000), i * 300_000 + 3);
        System.arraycopy(new byte[] {'e', 'n', 'd'}, 0, wanted, i * 300_000, 3);
        assertArrayEquals(wanted, answers.get(i - 1).get(60, TimeUnit.SECONDS));
      }
    }
    assertEquals(List.of(), refusals);
  }

  @Test
  void theFarEndMayFallSilentAndStillListen() throws Exception {
    TcpServices services = TcpServices.on(host);
    host.on("rm -f /run/heard");
    try (ServerSocket listener = listener(); Forward _ = forward(as("root"), listener, services.greeter()); Socket socket = to(listener)) {
      assertEquals("hello", new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
      socket.getOutputStream().write(noise(1_000_000));
      socket.shutdownOutput();
      assertEquals("1000000", host.on("for i in $(seq 100); do [ -e /run/heard ] && break; sleep 0.1; done; cat /run/heard"));
    }
  }

  @Test
  void whoDoesNotReadHoldsBackWhoWrites() throws Exception {
    TcpServices services = TcpServices.on(host);
    host.on("rm -f /run/sent");
    try (ServerSocket listener = listener(); Forward _ = forward(as("root"), listener, services.source()); Socket silent = to(listener)) {
      assertEquals(0, silent.getInputStream().read());
      assertTrue(settled(() -> Long.parseLong(host.on("cat /run/sent"))) < TcpServices.SOURCE / 4, "the far end wrote on");
    }
    try (ServerSocket listener = listener();
        Forward _ = forward(as("root"), listener, services.deaf());
        SocketChannel channel = SocketChannel.open(listener.getLocalSocketAddress())) {
      channel.configureBlocking(false);
      ByteBuffer chunk = ByteBuffer.allocate(1 << 20);
      AtomicLong taken = new AtomicLong();
      assertTrue(settled(() -> {
        while (taken.get() < TcpServices.SOURCE && channel.write(chunk.clear()) > 0) {
          taken.addAndGet(chunk.position());
        }
        return taken.get();
      }) < TcpServices.SOURCE / 4, "the near end could write on");
    }
  }

  /** What a number stays at for two seconds. */
  private static long settled(Callable<Long> number) throws Exception {
    long last = -1;
    long now = number.call();
    while (now != last) {
      last = now;
      TimeUnit.SECONDS.sleep(2);
      now = number.call();
    }
    return now;
  }

  /** What is told of two connections that come to nothing. */
  private List<String> refusals(ConnectionSpec spec) throws Exception {
    try (ServerSocket listener = listener(); Forward _ = forward(spec, listener, 9)) {
      for (int attempt = 0; attempt < 2; attempt++) {
        try (Socket socket = to(listener)) {
          assertEnded(socket);
        }
      }
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (refusals.size() < 2 && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
    return refusals;
  }

  @Test
  void aPortWhereNobodyListensIsTold() throws Exception {
    assertEquals(Collections.nCopies(2, "127.0.0.1:9 can't be reached from host: Connection refused"), refusals(as("root")));
  }

  @Test
  void aServerThatForbidsForwardsIsTold() throws Exception {
    Path key = Programs.key(folder.resolve("key"), "-t ed25519");
    try (Sshd strict = Sshd.start(host, key, "AllowTcpForwarding no")) {
      Path known = Files.writeString(folder.resolve("known_hosts"), strict.name() + " " + Programs.publicKey(key) + "\n");
      HostKeys keys = new HostKeys(Checking.STRICT, List.of(known));
      String told = "127.0.0.1:9 can't be reached from host: its sshd forbids it; AllowTcpForwarding and PermitOpen of its sshd_config must allow it";
      assertEquals(Collections.nCopies(2, told), refusals(spec(new Destination(host.address(), strict.port(), "root", keys, HASTY))));
      connections.close();
    }
  }

  @Test
  void aForwardEndsWithItsConnection() throws Exception {
    TcpServices services = TcpServices.on(host);
    try (WireProxy proxy = new WireProxy(host.address(), 22, Duration.ZERO);
        ServerSocket listener = listener();
        Forward forward = forward(by(proxy), listener, services.echo());
        Socket socket = to(listener)) {
      socket.getOutputStream().write('x');
      assertEquals('x', socket.getInputStream().read());
      proxy.cut();
      forward.awaitLoss();
      assertEnded(socket);
    }
  }

  @Test
  void anUnpluggedHostEndsTheForward() throws Exception {
    TcpServices services = TcpServices.on(host);
    try (ServerSocket listener = listener(); Forward forward = forward(as("root"), listener, services.echo()); Socket socket = to(listener)) {
      socket.getOutputStream().write('x');
      assertEquals('x', socket.getInputStream().read());
      host.unplug();
      long began = System.nanoTime();
      forward.awaitLoss();
      assertBelow(NOTICED, began);
      assertEnded(socket);
    } finally {
      host.plug();
    }
  }

  private static void assertEnded(Socket socket) throws IOException {
    try {
      assertEquals(-1, socket.getInputStream().read());
    } catch (SocketException e) {
      // a reset: the connection was ended, too
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
    assertEquals(Bytes.of(content).sha256() + " nopass 600", host.on("echo $(sha256sum </tmp/large | cut -d ' ' -f 1) $(stat -c '%U %a' /tmp/large)"));
  }

  @Test
  void aLargeFileArrivesAsAnotherUser() throws Exception {
    byte[] content = noise(2_000_000);
    host.on("rm -f /root/large");
    Shell shell = connections.shell(as("ops"), Become.sudo("root").withPassword(new Secret(SshHost.PASSWORD)));
    upload(shell, content, "/root/large");
    assertEquals(Bytes.of(content).sha256() + " root 600", host.on("echo $(sha256sum </root/large | cut -d ' ' -f 1) $(stat -c '%U %a' /root/large)"));
  }

  @Test
  void anUploadThatIsCutOffIsInterruptedAndLeavesNoFile() throws Exception {
    host.on("rm -f /tmp/cut");
    try (WireProxy proxy = new WireProxy(host.address(), 22, Duration.ZERO)) {
      Shell shell = connections.shell(by(proxy));
      shell.run(Script.of("true"));
      proxy.cutAfter(3_000_000);
      assertThrows(HostException.Interrupted.class, () -> upload(shell, noise(10_000_000), "/tmp/cut"));
      assertEquals("gone", host.on("for i in $(seq 100); do [ -e /tmp/cut ] || break; sleep 0.1; done; [ -e /tmp/cut ] && ls -l /tmp/cut || echo gone"));
      assertEquals("back\n", shell.run(Script.of("echo back")).out());
    }
  }

  @Test
  void anUploadSaysWhyTheHostRefuses() throws Exception {
    Shell shell = connections.shell(as("nopass"));
    HostException.UploadFailed refused = assertThrows(HostException.UploadFailed.class, () -> upload(shell, noise(300_000), "/root/mine"));
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
    connections.shell(spec(new Destination(host.address(), 22, "root", lenient, HASTY))).run(Script.of("true"));
    assertTrue(Files.readString(file).startsWith(host.address() + " "), Files.readString(file));
    HostKeys strict = new HostKeys(Checking.STRICT, List.of(file));
    connections.shell(spec(new Destination(host.address(), 22, "nopass", strict, HASTY))).run(Script.of("true"));
  }

  @Test
  void aClosedPortIsNamed() {
    assertSays(refusal(spec(new Destination(host.address(), 9, "root", host.known(), HASTY))), "host", host.address(), "refuse");
  }

  @Test
  void anAddressWhereNobodyAnswersIsGivenUp() {
    long began = System.nanoTime();
    String nobody = host.address().replaceAll("[0-9]+$", "200");
    assertSays(refusal(spec(new Destination(nobody, 22, "root", host.known(), HASTY))), "host", nobody);
    assertBelow(Duration.ofSeconds(10), began);
  }

  final HostException.Unreachable refusal(ConnectionSpec spec) {
    return assertThrows(HostException.Unreachable.class, () -> connections.shell(spec).run(Script.of("true")));
  }
}
