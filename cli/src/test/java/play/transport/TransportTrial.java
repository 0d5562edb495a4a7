package play.transport;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import play.connection.Connections;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.HostKeys;
import play.connection.transport.HostKeys.Checking;
import play.connection.transport.Timing;

/** A real host, and one way to it. */
@ExtendWith(SshHost.Provider.class)
@Timeout(90)
abstract class TransportTrial {
    static final Duration NOTICED = Duration.ofSeconds(10);
    static final Timing HASTY = new Timing(Duration.ofSeconds(3), Duration.ofSeconds(2), 3);

    /** Without questions whether the host is still there, which would be counted. */
    private static final Timing QUIET = new Timing(Duration.ofSeconds(15), Duration.ofSeconds(300), 3);

    final SshHost host;
    final Connections connections = new Connections(notice -> {});
    private final Way way;

    @TempDir
    Path folder = Path.of("/");

    TransportTrial(SshHost host, Way way) {
        this.host = host;
        this.way = way;
    }

    @AfterEach
    final void close() {
        connections.close();
    }

    final ConnectionSpec spec(Destination to) {
        return way.spec(host, to);
    }

    final ConnectionSpec as(String user) {
        return spec(new Destination(host.address(), 22, user, host.known(), HASTY));
    }

    final ConnectionSpec by(WireProxy proxy) throws Exception {
        Path known = Files.writeString(folder.resolve("known_hosts"), host.knownAs("[127.0.0.1]:" + proxy.port()));
        HostKeys keys = new HostKeys(Checking.STRICT, List.of(known));
        return spec(new Destination("127.0.0.1", proxy.port(), "nopass", keys, QUIET));
    }

    static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    static void assertBelow(Duration limit, long began) {
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(took.compareTo(limit) < 0, () -> "it took " + took);
    }
}
