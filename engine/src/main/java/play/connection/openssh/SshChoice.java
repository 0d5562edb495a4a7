package play.connection.openssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.HostKeys;
import play.connection.transport.HostKeys.Checking;
import play.connection.transport.Login;
import play.connection.transport.Timing;
import play.host.HostException;
import play.value.Secret;

/** Does as a configuration of {@code ssh} says: by the built-in client where it can, else by {@code ssh}. */
public final class SshChoice {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final ConnectionSpec.Configured spec;
    private final SshConfig config;

    public SshChoice(ConnectionSpec.Configured spec, SshConfig config) {
        this.spec = spec;
        this.config = config;
    }

    /** Why the built-in client can't; empty where it can. */
    public Optional<String> hindrance() {
        if (spec.openSsh().program().contains("/")) {
            return Optional.of("ansible_ssh_executable is " + spec.openSsh().program());
        }
        List<String> beyond = config.beyondBuiltIn();
        if (!beyond.isEmpty()) {
            return Optional.of(String.join(", ", beyond));
        }
        // Which keys of an agent are meant is told by their files, which the built-in client does not compare.
        boolean some = config.value("identitiesonly").filter("yes"::equals).isPresent() && agent().isPresent();
        Stream<String> files =
                Stream.concat(config.said("identityfile").stream(), config.said("identityagent").stream());
        Optional<String> token =
                files.filter(file -> file.contains("%") || file.contains("${")).findFirst();
        return some
                ? Optional.of("identitiesonly yes with an agent")
                : token.map(file -> "a name with tokens, " + file);
    }

    /**
     * @throws HostException.Unreachable a secret is given, which {@code ssh} takes from nobody but the person at the
     *     terminal
     */
    public ConnectionSpec.OpenSsh byOpenSsh(String hindrance) throws HostException.Unreachable {
        Login login = spec.builtIn().login();
        if (login.password().isPresent()
                || login.keys().stream().anyMatch(key -> key.passphrase().isPresent())) {
            throw new HostException.Unreachable("the configuration of ssh for " + spec.host()
                    + " asks for what only ssh itself can do (" + hindrance
                    + "), and ssh takes no password or passphrase from play; log in by a key or an agent");
        }
        return spec.openSsh();
    }

    public ConnectionSpec.Ssh byBuiltIn() {
        ConnectionSpec.Ssh plain = spec.builtIn();
        String address = config.value("hostname").orElse(plain.address());
        int port = config.value("port").map(Integer::valueOf).orElse(plain.port());
        return new ConnectionSpec.Ssh(
                plain.host(),
                address,
                port,
                login(plain.login()),
                hostKeys(plain.hostKeys()),
                timing(config, plain.timing()));
    }

    private Login login(Login plain) {
        String user = config.value("user").orElse(plain.user());
        List<String> files = config.said("identityfile");
        List<Login.KeyFile> keys = files.isEmpty()
                ? plain.keys()
                : files.stream()
                        .filter(file -> !file.equals("none"))
                        .map(this::key)
                        .toList();
        return new Login(user, keys, agent(), plain.password());
    }

    private Login.KeyFile key(String name) {
        Path file = path(name);
        Optional<Secret> passphrase = spec.builtIn().login().keys().stream()
                .filter(key -> key.file().equals(file))
                .findFirst()
                .flatMap(Login.KeyFile::passphrase);
        return new Login.KeyFile(file, passphrase);
    }

    private Optional<Path> agent() {
        List<String> said = config.said("identityagent");
        return said.isEmpty() || said.getFirst().equals("SSH_AUTH_SOCK")
                ? spec.builtIn().login().agent()
                : Optional.of(said.getFirst())
                        .filter(name -> !name.equals("none"))
                        .map(this::path);
    }

    private HostKeys hostKeys(HostKeys plain) {
        List<String> said = Stream.of("userknownhostsfile", "globalknownhostsfile")
                .flatMap(keyword -> config.said(keyword).stream())
                .toList();
        List<Path> files = said.isEmpty()
                        || !plain.files()
                                .equals(HostKeys.ofUser(plain.checking(), spec.home())
                                        .files())
                ? plain.files()
                : Stream.of("userknownhostsfile", "globalknownhostsfile")
                        .flatMap(keyword -> config.value(keyword).stream())
                        .flatMap(BLANKS::splitAsStream)
                        .filter(name -> !name.equals("none"))
                        .map(this::path)
                        .toList();
        return new HostKeys(
                checking(config, plain.checking()),
                files,
                config.said("hostkeyalias").stream().findFirst());
    }

    /** How keys of hosts are checked, as the configuration has it. */
    static Checking checking(SshConfig config, Checking otherwise) {
        return switch (config.said("stricthostkeychecking").stream().findFirst().orElse("")) {
            case "yes", "true" -> Checking.STRICT;
            case "accept-new" -> Checking.ACCEPT_NEW;
            case "no", "off", "false" -> Checking.OFF;
            default -> otherwise;
        };
    }

    /** The limits of a connection, as the configuration has them. */
    public static Timing timing(SshConfig config, Timing otherwise) {
        Timing timing = otherwise;
        timing = seconds(config, "connecttimeout").map(timing::connectWithin).orElse(timing);
        // Debian's ssh has an interval of its own whenever nobody is asked anything.
        boolean said = config.value("batchmode").filter("yes"::equals).isEmpty()
                || !config.said("serveraliveinterval").equals(List.of("300"));
        timing = said
                ? seconds(config, "serveraliveinterval").map(timing::askEvery).orElse(timing)
                : timing;
        return seconds(config, "serveralivecountmax")
                .map(Duration::toSeconds)
                .map(Math::toIntExact)
                .map(timing::tolerate)
                .orElse(timing);
    }

    private static Optional<Duration> seconds(SshConfig config, String keyword) {
        return config.said(keyword).stream()
                .findFirst()
                .filter(text -> text.matches("0*[1-9][0-9]{0,5}"))
                .map(Long::valueOf)
                .map(Duration::ofSeconds);
    }

    private Path path(String name) {
        return name.startsWith("~/") ? spec.home().resolve(name.substring(2)) : Path.of(name);
    }
}
