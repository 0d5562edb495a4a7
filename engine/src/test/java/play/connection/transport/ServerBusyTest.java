package play.connection.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import play.connection.openssh.OpenSshConnection;
import play.connection.shell.Shells;
import play.connection.ssh.SshConnection;
import play.host.HostException;

/** Only a busy server is tried again. */
class ServerBusyTest {
    private static final String CLOSED =
            "kex_exchange_identification: Connection closed by remote host\nConnection closed by UNKNOWN port 65535\n";

    /** A broadcast address, to which no TCP connection can lead. */
    @Test
    void anUnreachableNetworkIsNoBusyServer() {
        ConnectionSpec.Ssh spec = new ConnectionSpec.Ssh(
                "far",
                "127.255.255.255",
                22,
                new Login("nobody", List.of(), Optional.empty(), Optional.empty()),
                new HostKeys(HostKeys.Checking.OFF, List.of()),
                Timing.DEFAULT.connectWithin(Duration.ofSeconds(5)));
        HostException.Unreachable refusal =
                assertThrows(HostException.Unreachable.class, () -> SshConnection.open(spec, notice -> {}));
        Shells.assertSays(refusal, "Network is unreachable");
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "'u@jump: Permission denied (publickey).', false",
        "Host key verification failed., false",
        "'channel 0: open failed: connect failed: Connection refused\nstdio forwarding failed', false"
    })
    void aJumpHostThatRefusesIsNoBusyServer(String before, boolean busy) {
        assertEquals(busy, OpenSshConnection.isBusy(before + "\n" + CLOSED));
    }
}
