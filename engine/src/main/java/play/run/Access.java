package play.run;

import java.nio.file.Path;
import java.util.Optional;
import play.connection.transport.HostKeys;
import play.connection.transport.Timing;
import play.value.Secret;

/**
 * How hosts are reached where neither inventory nor playbook says: what the command line gave, else the defaults.
 *
 * @param home of the user who runs {@code play}, for keys and known hosts
 * @param checking empty: strict, unless a configuration of ssh says otherwise
 * @param becomePassword of {@code -K}, {@code password} of {@code -k}
 */
public record Access(
        Path home,
        String localUser,
        Optional<String> user,
        Optional<Path> privateKey,
        Optional<String> connection,
        Optional<Secret> password,
        BecomeDefaults become,
        Optional<HostKeys.Checking> checking,
        Timing timing) {

    /** How to become another user. */
    public record BecomeDefaults(boolean wanted, String user, String method, Optional<Secret> password) {}
}
