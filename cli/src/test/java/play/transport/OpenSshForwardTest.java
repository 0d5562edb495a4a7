package play.transport;

import org.junit.jupiter.api.Tag;

@Tag("lab")
final class OpenSshForwardTest extends ForwardContract {
    OpenSshForwardTest(SshHost host) {
        super(host, Way.OPENSSH);
    }
}
