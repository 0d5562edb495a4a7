package play.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.HostKeys;
import play.connection.transport.HostKeys.Checking;
import play.connection.transport.Login;
import play.connection.transport.Timing;
import play.diag.Diagnostic;
import play.expression.ExpressionException;
import play.playbook.Setting;
import play.source.FileNames;
import play.value.Flag;
import play.value.Secret;

/** What variables, keywords and the command line say of a host that is reached by SSH. */
record SshSettings(String host, ConnectionSettings said, Access access) {
    private static final String OWN_CHANNEL = "play sends files over the shell's own connection.";

    /** Variables of Ansible's that have to do with reaching a host and say nothing here, and why. */
    static final Map<String, String> NO_EFFECT = new TreeMap<>(Map.of(
            "ansible_sftp_extra_args", OWN_CHANNEL,
            "ansible_sftp_executable", OWN_CHANNEL,
            "ansible_scp_extra_args", OWN_CHANNEL,
            "ansible_scp_executable", OWN_CHANNEL,
            "ansible_ssh_transfer_method", OWN_CHANNEL,
            "ansible_ssh_retries",
                    "play itself tries again while a server is busy; give more time with ansible_timeout.",
            "ansible_ssh_use_tty", "play runs everything without a terminal.",
            "ansible_shell_type", "play needs a POSIX sh on the host, whatever the login shell is.",
            "ansible_shell_executable", "play runs the sh of the host's PATH, whatever the login shell is."));

    private static final String[] PASSWORDS = {"ansible_password", "ansible_ssh_pass", "ansible_ssh_password"};
    private static final String[] PASSPHRASES = {"ansible_private_key_passphrase", "ansible_ssh_private_key_passphrase"
    };
    private static final String[] KEY_FILES = {"ansible_ssh_private_key_file", "ansible_private_key_file"};
    private static final String[] KEYS = {"ansible_private_key", "ansible_ssh_private_key"};
    private static final String[] ARGUMENTS = {"ansible_ssh_args", "ansible_ssh_common_args", "ansible_ssh_extra_args"};
    private static final String PROGRAM = "ansible_ssh_executable";
    private static final String PROVIDER = "ansible_ssh_pkcs11_provider";
    private static final String KNOWN_HOSTS = "ansible_known_hosts_file";

    /**
     * By the built-in client, as long as nobody asks for what it can't do.
     *
     * @param configured whether configuration files of {@code ssh} say anything
     */
    ConnectionSpec spec(boolean configured) throws ExpressionException {
        boolean asked = configured
                || said.variable(PROGRAM).isPresent()
                || said.variable(PROVIDER).isPresent()
                || said.variable(ARGUMENTS).isPresent();
        return asked ? new ConnectionSpec.Configured(builtIn(), withOptions(), access.home()) : builtIn();
    }

    private ConnectionSpec.Ssh builtIn() throws ExpressionException {
        Login login = Login.ofUser(user().orElse(access.localUser()), access.home());
        Optional<Path> key = keyFile();
        if (key.isPresent()) {
            login = login.withKey(new Login.KeyFile(key.get(), said.secret(PASSPHRASES)));
        }
        Optional<Secret> password = said.secret(PASSWORDS).or(access::password);
        if (password.isPresent()) {
            login = login.withPassword(password.get());
        }
        return new ConnectionSpec.Ssh(host, address(), port().orElse(22), login, hostKeys(), timing());
    }

    /** By {@code ssh}, which can't be given a secret. */
    ConnectionSpec.OpenSsh openSsh() throws ExpressionException {
        refuse("a password", PASSWORDS);
        refuse("a passphrase", PASSPHRASES);
        if (access.password().isPresent()) {
            throw noSecret("--ask-pass", "a password");
        }
        return withOptions();
    }

    /** Of two options of the same name, {@code ssh} takes the first. */
    private ConnectionSpec.OpenSsh withOptions() throws ExpressionException {
        List<String> words = new ArrayList<>();
        Optional<String> known = said.variable(KNOWN_HOSTS);
        if (known.isPresent()) {
            words.addAll(onlyKnownHosts(path(KNOWN_HOSTS, known.get())));
        }
        limits(words);
        checking().ifPresent(checking -> words.addAll(option("StrictHostKeyChecking", word(checking))));
        said.variable(PROVIDER).ifPresent(provider -> words.addAll(option("PKCS11Provider", provider)));
        for (String name : ARGUMENTS) {
            words.addAll(ConnectionSettings.words(name, said.variable(name)));
        }
        keyFile().ifPresent(key -> words.addAll(List.of("-i", key.toString())));
        String program = said.variable(PROGRAM).orElse("ssh");
        return new ConnectionSpec.OpenSsh(program, host, address(), port(), user(), words, hostKeys(), timing());
    }

    private void limits(List<String> words) throws ExpressionException {
        Timing timing = timing();
        if (!timing.connect().equals(Timing.DEFAULT.connect())) {
            words.addAll(option("ConnectTimeout", Long.toString(timing.connect().toSeconds())));
        }
        if (!timing.keepAlive().equals(Timing.DEFAULT.keepAlive())) {
            words.addAll(option(
                    "ServerAliveInterval", Long.toString(timing.keepAlive().toSeconds())));
        }
        if (timing.misses() != Timing.DEFAULT.misses()) {
            words.addAll(option("ServerAliveCountMax", Integer.toString(timing.misses())));
        }
    }

    private static List<String> option(String name, String value) {
        return List.of("-o", name + "=" + value);
    }

    /** In an option of {@code ssh}, blanks part words unless quoted, and % begins a token. */
    private static List<String> onlyKnownHosts(Path file) {
        String word = '"' + file.toString().replace("%", "%%") + '"';
        return List.of("-o", "UserKnownHostsFile=" + word, "-o", "GlobalKnownHostsFile=none");
    }

    private void refuse(String what, String... names) throws ExpressionException {
        for (String name : names) {
            if (said.secret(name).isPresent()) {
                throw noSecret(name, what);
            }
        }
    }

    private static ExpressionException noSecret(String name, String what) {
        return new ExpressionException(Diagnostic.error(
                "connection",
                "Invalid connection settings",
                "'" + name + "' has no effect with 'connection: openssh': ssh takes " + what
                        + " only from a terminal. Log in by a key or an agent, or use"
                        + " 'connection: ssh'."));
    }

    private Optional<Path> keyFile() throws ExpressionException {
        for (String name : KEYS) {
            if (said.secret(name).isPresent()) {
                throw new ExpressionException(Diagnostic.error(
                        "connection",
                        "Invalid connection settings",
                        "'" + name
                                + "' holds a private key, which play reads from files only. Write it to a"
                                + " file, and name that in 'ansible_private_key_file'."));
            }
        }
        Optional<String> file = said.variable(KEY_FILES);
        return file.isPresent() ? Optional.of(path(KEY_FILES[0], file.get())) : access.privateKey();
    }

    /** Ansible knows the first two; the others are named as {@code ssh} names its own. */
    private Timing timing() throws ExpressionException {
        Timing timing = access.timing();
        Optional<Integer> connect = said.positive("ansible_timeout", "ansible_ssh_timeout");
        Optional<Integer> pause = said.positive("ansible_ssh_server_alive_interval");
        Optional<Integer> count = said.positive("ansible_ssh_server_alive_count_max");
        timing = connect.map(Duration::ofSeconds).map(timing::connectWithin).orElse(timing);
        timing = pause.map(Duration::ofSeconds).map(timing::askEvery).orElse(timing);
        return count.map(timing::tolerate).orElse(timing);
    }

    private Optional<String> user() throws ExpressionException {
        return said.text(Setting.REMOTE_USER, "ansible_user", "ansible_ssh_user")
                .or(access::user);
    }

    private String address() throws ExpressionException {
        return said.variable("ansible_host", "ansible_ssh_host").orElse(host);
    }

    private Optional<Integer> port() throws ExpressionException {
        Optional<String> port = said.text(Setting.PORT, "ansible_port", "ansible_ssh_port");
        if (port.isPresent() && !port.get().matches("[0-9]{1,5}")) {
            throw ConnectionSettings.wrong("ansible_port", port.get(), "is not a port.");
        }
        return port.map(Integer::valueOf);
    }

    private HostKeys hostKeys() throws ExpressionException {
        Checking checking = checking().orElse(Checking.STRICT);
        HostKeys usual = HostKeys.ofUser(checking, access.home());
        Optional<String> file = said.variable(KNOWN_HOSTS);
        return file.isPresent() ? new HostKeys(checking, List.of(path(KNOWN_HOSTS, file.get()))) : usual;
    }

    private Optional<Checking> checking() throws ExpressionException {
        for (String name : List.of("ansible_host_key_checking", "ansible_ssh_host_key_checking")) {
            Optional<String> text = said.variable(name);
            if (text.isPresent()) {
                return Optional.of(checking(name, text.get()));
            }
        }
        return access.checking();
    }

    /** Ansible's true and false mean strict and off. */
    private static Checking checking(String name, String text) throws ExpressionException {
        return switch (text.toLowerCase(Locale.ROOT).replace('_', '-')) {
            case "accept-new" -> Checking.ACCEPT_NEW;
            case "strict" -> Checking.STRICT;
            default ->
                Flag.parse(text)
                        .map(strict -> strict ? Checking.STRICT : Checking.OFF)
                        .orElseThrow(() -> ConnectionSettings.wrong(name, text, "is none of true, false, accept-new."));
        };
    }

    private static String word(Checking checking) {
        return switch (checking) {
            case STRICT -> "yes";
            case ACCEPT_NEW -> "accept-new";
            case OFF -> "no";
        };
    }

    private Path path(String name, String text) throws ExpressionException {
        String whole = text.startsWith("~/") ? access.home() + text.substring(1) : text;
        return FileNames.path(whole)
                .orElseThrow(
                        () -> ConnectionSettings.wrong(name, text, "is what no file of this machine can be called."));
    }
}
