package play.transport;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import play.connection.ConnectionSpec;

/** The contract, by the {@code ssh} of this machine, without anybody's {@code ssh_config}. */
@Tag("lab")
final class OpenSshTransportTest extends TransportContract {
  OpenSshTransportTest(SshHost host) {
    super(host);
  }

  @Override
  ConnectionSpec spec(Destination to) {
    String files = to.hostKeys().files().stream().map(Path::toString).collect(Collectors.joining(" "));
    List<String> arguments =
        List.of("-F", "/dev/null", "-i", host.key().toString(), "-o", "IdentitiesOnly=yes", "-o", "UserKnownHostsFile=" + files,
            "-o", "GlobalKnownHostsFile=/dev/null", "-o", "BatchMode=yes");
    return new ConnectionSpec.OpenSsh("host", to.address(), Optional.of(to.port()), Optional.of(to.user()), arguments, to.hostKeys(), to.timing());
  }
}
