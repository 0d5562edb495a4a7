package play.connection.transport;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the key a host shows is checked.
 *
 * @param files {@code known_hosts} files, all of them consulted; with {@code ACCEPT_NEW} new keys are added to the
 *     first
 * @param alias the name of the host in these files; empty: its address, and the port where that is another than 22
 */
public record HostKeys(Checking checking, List<Path> files, Optional<String> alias) {
    public HostKeys {
        files = List.copyOf(files);
    }

    /** Of hosts that are known by their addresses. */
    public HostKeys(Checking checking, List<Path> files) {
        this(checking, files, Optional.empty());
    }

    /** The values of {@code --host-key-checking}. */
    public enum Checking {
        /** Only keys that are known. */
        STRICT,
        /** A host seen for the first time is believed and remembered; a changed or revoked key is refused. */
        ACCEPT_NEW,
        /** Any key, but for revoked ones: for hosts that live for one test. */
        OFF
    }

    /** The files OpenSSH reads. */
    public static HostKeys ofUser(Checking checking, Path home) {
        return new HostKeys(
                checking, List.of(home.resolve(".ssh").resolve("known_hosts"), Path.of("/etc/ssh/ssh_known_hosts")));
    }
}
