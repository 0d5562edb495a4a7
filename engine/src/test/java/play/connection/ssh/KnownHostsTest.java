package play.connection.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.connection.ssh.KnownHosts.Shown;
import play.connection.ssh.KnownHosts.Verdict;

final class KnownHostsTest {
    private static final String KEY = "AAAAkey";
    private static final String OTHER = "AAAAother";
    private static final String CA = "AAAAca";

    @TempDir
    Path folder;

    private static Verdict judge(String file, String address, int port) {
        return KnownHosts.parse(file).judge(new Shown(KEY, Optional.empty()), address, port);
    }

    private static Verdict judgeCertificate(String file, String address, int port) {
        return KnownHosts.parse(file).judge(new Shown(KEY, Optional.of(CA)), address, port);
    }

    private static String hashed(String name) throws Exception {
        byte[] salt = "twenty bytes of salt".getBytes(StandardCharsets.US_ASCII);
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(salt, "HmacSHA1"));
        Base64.Encoder encoder = Base64.getEncoder();
        return "|1|" + encoder.encodeToString(salt) + "|"
                + encoder.encodeToString(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aPlainLineKnowsItsHostOnly() {
        String file = "web1,10.0.0.1 ssh-ed25519 " + KEY + " comment\n";
        assertEquals(Verdict.KNOWN, judge(file, "web1", 22));
        assertEquals(Verdict.KNOWN, judge(file, "10.0.0.1", 22));
        assertEquals(Verdict.NEW, judge(file, "web11", 22));
    }

    @Test
    void namesAreComparedWithoutCase() {
        assertEquals(Verdict.KNOWN, judge("Web1.Example ssh-ed25519 " + KEY, "wEB1.example", 22));
    }

    @Test
    void commentsAndBrokenLinesAreNone() {
        assertEquals(
                0,
                KnownHosts.parse("# web1 ssh-ed25519 K\n\n   \nweb1\nweb1 ssh-ed25519\n@wrong web1 a b\n@revoked\n")
                        .lines()
                        .size());
    }

    @Test
    void aPortHasItsOwnLine() {
        assertEquals(Verdict.KNOWN, judge("[web1]:2222 ssh-ed25519 " + KEY, "web1", 2222));
        assertEquals(Verdict.NEW, judge("[web1]:2222 ssh-ed25519 " + KEY, "web1", 22));
        assertEquals(
                Verdict.CHANGED, judge("[web1]:2222 ssh-ed25519 " + OTHER + "\nweb1 ssh-ed25519 " + KEY, "web1", 2222));
    }

    @Test
    void aHostOnAnotherPortMayBeKnownWithoutIt() {
        assertEquals(Verdict.KNOWN, judge("web1 ssh-ed25519 " + KEY, "web1", 2222));
        assertEquals(Verdict.NEW, judge("web1 ssh-ed25519 " + OTHER, "web1", 2222));
    }

    @Test
    void hashedNamesMatch() throws Exception {
        assertEquals(Verdict.KNOWN, judge(hashed("web1") + " ssh-ed25519 " + KEY, "web1", 22));
        assertEquals(Verdict.KNOWN, judge(hashed("[web1]:2222") + " ssh-ed25519 " + KEY, "web1", 2222));
        assertEquals(Verdict.NEW, judge(hashed("web2") + " ssh-ed25519 " + KEY, "web1", 22));
        assertEquals(Verdict.NEW, judge("|1|not base64|x ssh-ed25519 " + KEY, "web1", 22));
    }

    @Test
    void wildcardsAndNegationsMatch() {
        String file = "*.example,!db?.example ssh-ed25519 " + KEY;
        assertEquals(Verdict.KNOWN, judge(file, "web1.example", 22));
        assertEquals(Verdict.NEW, judge(file, "db1.example", 22));
        assertEquals(Verdict.KNOWN, judge(file, "db10.example", 22));
        assertEquals(Verdict.NEW, judge(file, "web1xexample", 22));
    }

    @Test
    void anotherKeyIsAChange() {
        assertEquals(Verdict.CHANGED, judge("web1 ssh-ed25519 " + OTHER, "web1", 22));
        assertEquals(Verdict.CHANGED, judge("web1 ssh-rsa " + OTHER, "web1", 22));
    }

    @Test
    void oneOfSeveralKeysIsEnough() {
        assertEquals(Verdict.KNOWN, judge("web1 ssh-rsa " + OTHER + "\nweb1 ssh-ed25519 " + KEY, "web1", 22));
    }

    @Test
    void revokedWinsWhereverItStands() {
        String plain = "web1 ssh-ed25519 " + KEY + "\n";
        String revoked = "@revoked * ssh-ed25519 " + KEY + "\n";
        assertEquals(Verdict.REVOKED, judge(plain + revoked, "web1", 22));
        assertEquals(Verdict.REVOKED, judge(revoked + plain, "web1", 22));
        assertEquals(
                Verdict.REVOKED,
                judge("@revoked web1 ssh-ed25519 " + KEY + "\n[web1]:2222 ssh-ed25519 " + KEY, "web1", 2222));
        assertEquals(Verdict.KNOWN, judge("@revoked web2 ssh-ed25519 " + KEY + "\n" + plain, "web1", 22));
    }

    @Test
    void anAuthorityKnowsTheHostsOfItsPatternByCertificate() {
        String file = "@cert-authority *.example ssh-ed25519 " + CA + "\n";
        assertEquals(Verdict.KNOWN, judgeCertificate(file, "web1.example", 22));
        assertEquals(Verdict.KNOWN, judgeCertificate(file, "web1.example", 2222));
        assertEquals(Verdict.NEW, judgeCertificate(file, "web1.elsewhere", 22));
        assertEquals(Verdict.NEW, judge(file, "web1.example", 22));
        assertEquals(Verdict.REVOKED, judgeCertificate(file + "@revoked * ssh-ed25519 " + CA, "web1.example", 22));
        assertEquals(Verdict.REVOKED, judgeCertificate(file + "@revoked * ssh-ed25519 " + KEY, "web1.example", 22));
    }

    @Test
    void aKeyOfAnAuthorityIsNoKeyOfAHost() {
        assertEquals(Verdict.NEW, judge("@cert-authority web1 ssh-ed25519 " + KEY, "web1", 22));
    }

    @Test
    void aHostIsAskedForWhatIsKnownOfIt() {
        assertEquals(
                List.of("rsa-sha2-512", "rsa-sha2-256"),
                KnownHosts.parse("web1 ssh-rsa K").algorithms("web1", 22));
        assertEquals(
                List.of("ecdsa-sha2-nistp256"),
                KnownHosts.parse("[web1]:2222 ecdsa-sha2-nistp256 K").algorithms("web1", 2222));
        assertEquals(List.of(), KnownHosts.parse("web2 ssh-rsa K").algorithms("web1", 22));
        assertEquals(
                "ssh-ed25519-cert-v01@openssh.com",
                KnownHosts.parse("web1 ssh-rsa K\n@cert-authority * ssh-ed25519 C")
                        .algorithms("web1", 22)
                        .getFirst());
    }

    @Test
    void aLineThatIsThereIsNotAppendedAgain(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("known");
        KnownHosts.append(file, "web1 ssh-ed25519 A");
        KnownHosts.append(file, "web1 ssh-ed25519 A");
        assertEquals("web1 ssh-ed25519 A\n", Files.readString(file));
    }

    @Test
    void appendingKeepsLinesApart() throws IOException {
        Path file = folder.resolve("new/known_hosts");
        KnownHosts.append(file, "web1 ssh-ed25519 A");
        Files.writeString(file, "web1 ssh-ed25519 A\nweb2 ssh-ed25519 B");
        KnownHosts.append(file, "web3 ssh-ed25519 C");
        assertEquals(
                List.of("web1 ssh-ed25519 A", "web2 ssh-ed25519 B", "web3 ssh-ed25519 C"), Files.readAllLines(file));
    }

    @Test
    void filesThatAreNotThereAreEmptyAndCannotBeFollowedInCircles() throws IOException {
        assertEquals(0, KnownHosts.read(List.of(folder.resolve("none"))).lines().size());
        Path broken = Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));
        assertEquals(0, KnownHosts.read(List.of(broken)).lines().size());
        assertThrows(IOException.class, () -> KnownHosts.append(broken, "web1 ssh-ed25519 A"));
    }
}
