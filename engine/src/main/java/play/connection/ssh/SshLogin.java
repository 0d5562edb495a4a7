package play.connection.ssh;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.method.AuthKeyboardInteractive;
import net.schmizz.sshj.userauth.method.AuthMethod;
import net.schmizz.sshj.userauth.method.AuthPassword;
import net.schmizz.sshj.userauth.method.AuthPublickey;
import net.schmizz.sshj.userauth.method.PasswordResponseProvider;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.Resource;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.Login;
import play.value.Secret;

/** Tries what the user has until the host is content, and remembers what it said to each. */
final class SshLogin {
    private final ConnectionSpec.Ssh spec;
    private final SSHClient client;
    private final UserAuthentication authentication;
    private final List<String> tried = new ArrayList<>();

    SshLogin(ConnectionSpec.Ssh spec, SSHClient client) {
        this.spec = spec;
        this.client = client;
        this.authentication = new UserAuthentication(client);
    }

    /** Logs in. */
    void run() throws IOException {
        if (byKeys() || byAgent() || byPassword()) {
            return;
        }
        throw new UserAuthException("nothing was accepted");
    }

    private boolean byKeys() throws IOException {
        for (Login.KeyFile key : spec.login().keys()) {
            Optional<KeyProvider> provider = provider(key);
            if (provider.isPresent() && accepts("key " + key.file(), new AuthPublickey(provider.get()))) {
                return true;
            }
        }
        return false;
    }

    /** Opens a key before the host hears of it: one that can't be used costs no attempt, and the next one is tried. */
    private Optional<KeyProvider> provider(Login.KeyFile key) {
        try {
            KeyProvider provider = load(key);
            provider.getPrivate();
            return Optional.of(provider);
        } catch (IOException | RuntimeException e) {
            tried.add("key " + key.file() + " (" + KeyFault.of(key, e) + ")");
            return Optional.empty();
        }
    }

    private KeyProvider load(Login.KeyFile key) throws IOException {
        String file = key.file().toString();
        return key.passphrase().isPresent()
                ? client.loadKeys(file, finder(key.passphrase().get()))
                : client.loadKeys(file);
    }

    private boolean byAgent() throws IOException {
        if (spec.login().agent().isEmpty()) {
            return false;
        }
        Agent agent = new Agent(spec.login().agent().get());
        try {
            for (Agent.Key key : agent.keys()) {
                if (accepts("key " + key.comment() + " of the agent", new AgentAuth(agent, key))) {
                    return true;
                }
            }
        } catch (Agent.Failed e) {
            tried.add("the agent (" + e.getMessage() + ")");
        }
        return false;
    }

    private boolean byPassword() throws IOException {
        if (spec.login().password().isEmpty()) {
            return false;
        }
        PasswordFinder finder = finder(spec.login().password().get());
        return accepts("password", new AuthPassword(finder))
                || accepts(
                        "password by keyboard-interactive",
                        new AuthKeyboardInteractive(new PasswordResponseProvider(finder)));
    }

    private static PasswordFinder finder(Secret secret) {
        return new Once(secret.value().toString());
    }

    /** Gives the same password whenever asked, but not twice to one question. */
    private record Once(String text) implements PasswordFinder {
        @Override
        public char[] reqPassword(Resource<?> resource) {
            return text.toCharArray();
        }

        @Override
        public boolean shouldRetry(Resource<?> resource) {
            return false;
        }

        @Override
        public String toString() {
            return Secret.MASK;
        }
    }

    private boolean accepts(String what, AuthMethod method) throws IOException {
        try {
            if (authentication.accepts(spec.login().user(), method)) {
                return true;
            }
            tried.add(what);
            return false;
        } catch (UserAuthException e) {
            tried.add(what + detail(e));
            if (!client.isConnected()) {
                throw e;
            }
            return false;
        }
    }

    private static String detail(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = String.valueOf(root.getMessage());
        return " (" + text + ")";
    }

    /** The failure in words: what was tried, what the host allows, what to do. */
    String refusal(Exception failure) {
        String user = spec.login().user();
        String start = spec.host() + " (" + spec.address() + " port " + spec.port() + ") does not let " + user + " in";
        if (tried.isEmpty() && !(failure instanceof UserAuthException)) {
            return start + ": " + failure.getMessage();
        }
        // Whoever has tried too often is cut off, and may hear of it in the middle of the next attempt.
        String end = failure instanceof UserAuthException ? "" : "; then: " + failure.getMessage();
        return start + tries() + end + allowed() + ". Name a key with --private-key, or give a password with -k";
    }

    private String allowed() {
        List<String> methods = List.copyOf(authentication.getAllowedMethods());
        return methods.isEmpty() ? "" : "; the host allows: " + String.join(", ", methods);
    }

    private String tries() {
        return tried.isEmpty() ? "; there is no key, agent or password to try" : "; tried: " + String.join(", ", tried);
    }
}
