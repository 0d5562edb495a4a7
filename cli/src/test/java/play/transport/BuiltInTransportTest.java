package play.transport;

import org.junit.jupiter.api.Tag;

@Tag("lab")
final class BuiltInTransportTest extends TransportContract {
    BuiltInTransportTest(SshHost host) {
        super(host, Way.BUILT_IN);
    }
}
