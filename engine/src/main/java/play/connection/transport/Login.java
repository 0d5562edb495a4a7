package play.connection.transport;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import play.value.Secret;

/**
 * As whom to log in, and with what. Tried in this order: keys, keys of the agent, password.
 *
 * @param user the account on the host
 * @param keys private keys in files
 * @param agent a running {@code ssh-agent}, as {@code SSH_AUTH_SOCK} names it
 * @param password also given to a host that asks for it by keyboard-interactive
 */
public record Login(String user, List<KeyFile> keys, Optional<Path> agent, Optional<Secret> password) {
    public Login {
        keys = List.copyOf(keys);
    }

    /**
     * A private key in a file.
     *
     * @param passphrase needed if the file is encrypted
     */
    public record KeyFile(Path file, Optional<Secret> passphrase) {}

    /** The keys of {@code ~/.ssh} that OpenSSH tries too, and the user's agent. */
    public static Login ofUser(String user, Path home) {
        List<KeyFile> keys = Stream.of("id_ed25519", "id_ecdsa", "id_rsa")
                .map(name -> home.resolve(".ssh").resolve(name))
                .filter(Files::isReadable)
                .map(file -> new KeyFile(file, Optional.empty()))
                .toList();
        Optional<Path> agent = Optional.ofNullable(System.getenv("SSH_AUTH_SOCK"))
                .filter(s -> !s.isEmpty())
                .map(Path::of);
        return new Login(user, keys, agent, Optional.empty());
    }

    public Login withKey(KeyFile key) {
        return new Login(user, List.of(key), agent, password);
    }

    public Login withPassword(Secret secret) {
        return new Login(user, keys, agent, Optional.of(secret));
    }
}
