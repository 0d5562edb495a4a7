package play.transport;

import org.junit.jupiter.api.Tag;

@Tag("lab")
final class OpenSshTransportTest extends TransportContract {
    OpenSshTransportTest(SshHost host) {
        super(host, Way.OPENSSH);
    }
}
