package play.transport;

import org.junit.jupiter.api.Tag;
import play.connection.ConnectionSpec;

/** The contract, by the built-in client. */
@Tag("lab")
final class BuiltInTransportTest extends TransportContract {
  BuiltInTransportTest(SshHost host) {
    super(host);
  }

  @Override
  ConnectionSpec spec(Destination to) {
    return new ConnectionSpec.Ssh("host", to.address(), to.port(), host.login(to.user()), to.hostKeys(), to.timing());
  }
}
