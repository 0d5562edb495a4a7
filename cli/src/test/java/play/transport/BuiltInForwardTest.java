package play.transport;

import org.junit.jupiter.api.Tag;

@Tag("lab")
final class BuiltInForwardTest extends ForwardContract {
    BuiltInForwardTest(SshHost host) {
        super(host, Way.BUILT_IN);
    }
}
