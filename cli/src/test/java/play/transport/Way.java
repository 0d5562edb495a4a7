package play.transport;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import play.connection.transport.ConnectionSpec;

/** How a host is reached. */
enum Way {
    /** By the built-in client. */
    BUILT_IN {
        @Override
        ConnectionSpec spec(SshHost host, Destination to) {
            return new ConnectionSpec.Ssh(
                    "host", to.address(), to.port(), host.login(to.user()), to.hostKeys(), to.timing());
        }
    },
    /** By the {@code ssh} of this machine, without anybody's {@code ssh_config}. */
    OPENSSH {
        @Override
        ConnectionSpec spec(SshHost host, Destination to) {
            String files = to.hostKeys().files().stream().map(Path::toString).collect(Collectors.joining(" "));
            List<String> arguments = List.of(
                    "-F",
                    "/dev/null",
                    "-i",
                    host.key().toString(),
                    "-o",
                    "IdentitiesOnly=yes",
                    "-o",
                    "UserKnownHostsFile=" + files,
                    "-o",
                    "GlobalKnownHostsFile=/dev/null",
                    "-o",
                    "BatchMode=yes");
            return new ConnectionSpec.OpenSsh(
                    "ssh",
                    "host",
                    to.address(),
                    Optional.of(to.port()),
                    Optional.of(to.user()),
                    arguments,
                    to.hostKeys(),
                    to.timing());
        }
    };

    abstract ConnectionSpec spec(SshHost host, Destination to);
}
