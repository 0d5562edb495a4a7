package play.modules.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.host.FileState;
import play.host.Files;
import play.host.Identity;
import play.host.Mode;
import play.host.Observed;
import play.host.Observed.Certainty;
import play.module.Action;
import play.module.Plan;
import play.module.Resource;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Foreseen;
import play.value.Unknown;

/** What a dry run on a blank controller knows of certificates. */
class ForeseenCertificatesTest {
    private static final Resource<CertgenModule.Params> LEAF = new CertgenModule();
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
    private static final CertgenModule.Params PARAMS = Parameters.of(
            LEAF,
            Map.of(
                    "name",
                    "web",
                    "issuer",
                    "ca",
                    "cn",
                    "web",
                    "san",
                    List.of("web"),
                    "usage",
                    "server",
                    "cert_dest",
                    "/etc/web.crt"));

    private static StoredCertificate.Issued authority(Foreseen<String> keyId, String expires) {
        return new StoredCertificate.Issued(
                CertificateRequest.authority("ca", List.of(), KeyType.ECDSA_P256),
                keyId,
                keyId,
                later(),
                new Foreseen.Exactly<>(expires),
                later(),
                later());
    }

    private static Foreseen<String> later() {
        return new Foreseen.Later<>("made during the run");
    }

    private static StoredCertificate.Issued leaf(String issuer, String expires) {
        return new StoredCertificate.Issued(
                PARAMS.recipe().request(),
                new Foreseen.Exactly<>(issuer),
                new Foreseen.Exactly<>("b"),
                later(),
                new Foreseen.Exactly<>(expires),
                new Foreseen.Exactly<>("c0"),
                new Foreseen.Exactly<>("d0"));
    }

    private static KnownStates known(StoredCertificate authority, StoredCertificate leaf) {
        FileState directory = new FileState.Directory(FileState.Attributes.of("root", "root", new Mode(0755)));
        FileState.Regular present = new FileState.Regular(
                FileState.Attributes.of("root", "root", new Mode(0644)),
                new Foreseen.Exactly<>(Bytes.of("c0").sha256()),
                new Foreseen.Exactly<>(1L));
        return new KnownStates()
                .with(StoredCertificates.at("default", "ca"), authority)
                .with(StoredCertificates.at("default", "web"), leaf)
                .with(ControllerClock.KEY, new ControllerClock.Now(NOW))
                .with(Files.at("/etc"), directory)
                .with(Files.at("/etc/web.crt"), present)
                .with(Identity.KEY, new Identity("root", "root", "/root", new Mode(022)));
    }

    @Test
    void underAnAuthorityThatIsForeseenALeafIsForeseen() {
        KnownStates known = known(new StoredCertificate.Missing(), new StoredCertificate.Missing());
        known.with(
                StoredCertificates.at("default", "ca"),
                new Observed.Known<StoredCertificate>(
                        StoredCertificate.Issued.later(
                                CertificateRequest.authority("ca", List.of(), KeyType.ECDSA_P256), "later"),
                        Certainty.FORESEEN));
        Plan.Change change = assertInstanceOf(Plan.Change.class, LEAF.plan(PARAMS, known));
        Action.WriteFile write =
                assertInstanceOf(Action.WriteFile.class, change.actions().get(1));
        assertEquals("(known after the run)", write.after().sha256().toString());
    }

    @Test
    void aKeptLeafServesWhileNothingChanges() {
        StoredCertificate.Issued authority = authority(new Foreseen.Exactly<>("a"), "2036-01-01T00:00:00Z");
        assertEquals(Plan.UNCHANGED, LEAF.plan(PARAMS, known(authority, leaf("a", "2027-06-01T00:00:00Z"))));
    }

    @Test
    void anotherAuthorityOrTheEndOfItsTimeRenewsIt() {
        StoredCertificate.Issued authority = authority(new Foreseen.Exactly<>("a"), "2036-01-01T00:00:00Z");
        assertInstanceOf(Plan.Change.class, LEAF.plan(PARAMS, known(authority, leaf("other", "2027-06-01T00:00:00Z"))));
        assertInstanceOf(Plan.Change.class, LEAF.plan(PARAMS, known(authority, leaf("a", "2026-12-01T00:00:00Z"))));
        assertInstanceOf(
                Plan.Change.class,
                LEAF.plan(
                        PARAMS, known(authority(later(), "2036-01-01T00:00:00Z"), leaf("a", "2027-06-01T00:00:00Z"))));
    }

    @Test
    void anAuthorityAtItsEndIsNotLeftToRenewLeavesForEver() {
        StoredCertificate.Issued authority = authority(new Foreseen.Exactly<>("a"), "2026-12-01T00:00:00Z");
        Plan.Rejected rejected = assertInstanceOf(
                Plan.Rejected.class, LEAF.plan(PARAMS, known(authority, leaf("a", "2026-12-01T00:00:00Z"))));
        assertTrue(rejected.why().contains("expires at 2026-12-01"), rejected.why());
    }

    @Test
    void aForeseenSecretIsUnknownToTemplates() {
        GeneratedSecretModule module = new GeneratedSecretModule();
        GeneratedSecretModule.Params params = Parameters.of(module, Map.of("name", "token"));
        StoredSecret later = new StoredSecret(true, new Foreseen.Later<>("made during the run"));
        KnownStates known = new KnownStates().with(StoredSecrets.at("default", "token"), later);
        assertEquals(
                new Unknown("made during the run"), module.result(params, known).get("value"));
        assertEquals(Plan.UNCHANGED, module.plan(params, known));
    }
}
