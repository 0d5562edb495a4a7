package play.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import play.connection.transport.HostKeys;
import play.connection.transport.Timing;
import play.run.Access;
import play.value.Secret;

/** How hosts are reached, as the command line says it. */
final class AccessOptions {
    static final List<Option> ALL = List.of(
            Option.of("USER", "Log in as this user.", "-u", "--user"),
            Option.of("FILE", "Log in with this key.", "--key-file", "--private-key"),
            Option.of("KIND", "ssh, openssh or local.", "-c", "--connection"),
            Option.of("SECONDS", "How long to wait for a connection.", "-T", "--timeout"),
            Option.of("HOW", "strict, accept-new or off.", "--host-key-checking"),
            Option.flag("Ask for the login password.", "-k", "--ask-pass"),
            Option.of("FILE", "Read the login password from a file.", "--conn-pass-file", "--connection-password-file"),
            Option.flag("Become another user.", "-b", "--become"),
            Option.of("USER", "The user to become (root).", "--become-user"),
            Option.of("METHOD", "sudo, su or doas (sudo).", "--become-method"),
            Option.flag("Ask for the become password.", "-K", "--ask-become-pass"),
            Option.of("FILE", "Read the become password from a file.", "--become-pass-file", "--become-password-file"));

    private AccessOptions() {}

    /** Asks for passwords where it is told to. */
    static Access read(Arguments arguments) throws UsageException, InterruptedException {
        Optional<Duration> timeout = arguments.wholeNumber("--timeout").map(Duration::ofSeconds);
        Optional<HostKeys.Checking> checking = checking(arguments);
        Optional<Secret> password =
                Passwords.given(arguments, "--ask-pass", "--connection-password-file", "SSH password: ");
        Optional<Secret> becomePassword =
                Passwords.given(arguments, "--ask-become-pass", "--become-password-file", "BECOME password: ");
        Access.BecomeDefaults become = new Access.BecomeDefaults(
                arguments.has("--become"),
                arguments.value("--become-user").orElse("root"),
                arguments.value("--become-method").orElse("sudo"),
                becomePassword);
        return new Access(
                Home.ofUser(),
                System.getProperty("user.name"),
                arguments.value("--user"),
                arguments.path("--private-key"),
                arguments.value("--connection"),
                password,
                become,
                checking,
                timeout.map(Timing.DEFAULT::connectWithin).orElse(Timing.DEFAULT));
    }

    private static Optional<HostKeys.Checking> checking(Arguments arguments) throws UsageException {
        Optional<String> how = arguments.value("--host-key-checking");
        return switch (how.orElse("")) {
            case "" -> Optional.empty();
            case "strict" -> Optional.of(HostKeys.Checking.STRICT);
            case "accept-new" -> Optional.of(HostKeys.Checking.ACCEPT_NEW);
            case "off" -> Optional.of(HostKeys.Checking.OFF);
            default ->
                throw new UsageException(
                        "--host-key-checking is strict, accept-new or off, not '" + how.orElse("") + "'");
        };
    }
}
