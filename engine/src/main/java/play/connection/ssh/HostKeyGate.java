package play.connection.ssh;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.HostKeys.Checking;
import play.value.Bytes;

/** Decides during the key exchange whether a host is the one it should be, and keeps the reason if it is not. */
final class HostKeyGate implements HostKeyVerifier {
    private static final long HOST_CERTIFICATE = 2;

    private final ConnectionSpec.Ssh spec;
    private final KnownHosts known;
    private volatile Optional<String> refusal = Optional.empty();

    HostKeyGate(ConnectionSpec.Ssh spec, KnownHosts known) {
        this.spec = spec;
        this.known = known;
    }

    /** Why the last key was refused. */
    Optional<String> refusal() {
        return refusal;
    }

    @Override
    public List<String> findExistingAlgorithms(String hostname, int port) {
        return known.algorithms(name(), port());
    }

    @Override
    public boolean verify(String hostname, int port, PublicKey key) {
        refusal = key instanceof Certificate<?> certificate ? judge(certificate) : judge(key);
        return refusal.isEmpty();
    }

    private Optional<String> judge(PublicKey key) {
        String base64 = base64(blob(key));
        return decide(new KnownHosts.Shown(base64, Optional.empty()), key);
    }

    private Optional<String> judge(Certificate<?> certificate) {
        if (certificate.getType() != HOST_CERTIFICATE) {
            return Optional.of(who() + " shows a certificate that is not for hosts");
        }
        Set<String> conditions = certificate.getCritOptions().keySet();
        if (!conditions.isEmpty()) {
            return Optional.of(who() + " shows a certificate with a condition that is not known (critical option "
                    + String.join(", ", conditions)
                    + "), so it must not be believed; have its key signed anew without it");
        }
        PublicKey key = certificate.getKey();
        String authority = base64(certificate.getSignatureKey());
        return decide(new KnownHosts.Shown(base64(blob(key)), Optional.of(authority)), key);
    }

    private Optional<String> decide(KnownHosts.Shown shown, PublicKey key) {
        return switch (known.judge(shown, name(), port())) {
            case KNOWN -> Optional.empty();
            case REVOKED ->
                Optional.of("the host key of " + who() + " is revoked: " + describe(key) + " is marked @revoked in "
                        + files());
            case CHANGED -> spec.hostKeys().checking() == Checking.OFF ? Optional.empty() : Optional.of(changed(key));
            case NEW -> meet(key);
        };
    }

    private Optional<String> meet(PublicKey key) {
        return switch (spec.hostKeys().checking()) {
            case OFF -> Optional.empty();
            case STRICT -> Optional.of(unknown(key));
            case ACCEPT_NEW -> remember(key);
        };
    }

    private Optional<String> remember(PublicKey key) {
        if (spec.hostKeys().files().isEmpty()) {
            return Optional.of("there is no known_hosts file to remember the host key of " + who() + " in");
        }
        Path file = spec.hostKeys().files().getFirst();
        try {
            KnownHosts.append(file, line(key));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the host key of " + who() + " could not be added to " + file + ": " + e.getMessage());
        }
    }

    private String line(PublicKey key) {
        return KnownHosts.name(name(), port()) + " " + KeyType.fromKey(key) + " " + base64(blob(key));
    }

    private String unknown(PublicKey key) {
        return "the host key of " + who() + " is not known: " + describe(key)
                + ". If that is right, add it with: ssh-keyscan -p " + spec.port() + " " + spec.address() + " >> "
                + first()
                + " ; or use --host-key-checking=accept-new";
    }

    private String changed(PublicKey key) {
        return "the host key of " + who() + " is not the one that is known: it shows " + describe(key)
                + ". Either another machine answers there, or it was installed anew; if that is right, remove the old"
                + " key with: ssh-keygen -f " + first() + " -R '" + KnownHosts.name(name(), port()) + "'";
    }

    private String name() {
        return spec.hostKeys().alias().orElse(spec.address());
    }

    /** Of an alias none is asked for. */
    private int port() {
        return spec.hostKeys().alias().isPresent() ? KnownHosts.SSH_PORT : spec.port();
    }

    private String who() {
        return spec.host() + " (" + spec.address() + " port " + spec.port() + ")";
    }

    private String first() {
        return spec.hostKeys().files().stream().findFirst().map(Path::toString).orElse("known_hosts");
    }

    private String files() {
        return String.join(
                ", ", spec.hostKeys().files().stream().map(Path::toString).toList());
    }

    private static String describe(PublicKey key) {
        byte[] hash = HexFormat.of().parseHex(Bytes.of(blob(key)).sha256());
        return KeyType.fromKey(key) + " SHA256:"
                + Base64.getEncoder().withoutPadding().encodeToString(hash);
    }

    private static byte[] blob(PublicKey key) {
        return new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
