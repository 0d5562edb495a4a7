package play.modules.kubeadm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.Effect;
import play.host.Files;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.Parameters;
import play.value.Foreseen;

/** Which certificates are due, from files with real certificates, and what is done about them. */
class KubeadmCertsModuleTest {
    private static final String APISERVER = "/etc/kubernetes/pki/apiserver.crt";
    private static final KubeadmCertsModule MODULE = new KubeadmCertsModule();
    private static final Duration MONTH = Duration.ofDays(30);

    private static final String MAKE = """
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout a.key -out a.crt \\
          -subj /CN=a -days 365 2>/dev/null || exit 1
        printf 'users:\\n- user:\\n    client-certificate-data: %s\\n' "$(base64 -w 0 a.crt)" >a.conf
        """;

    private static StateKey<KubeadmCertificate> key(String path) {
        return new KubeadmCertificate.Family(new KubeadmCertificate.Rule(MONTH, Optional.empty())).key(path);
    }

    private static KubeadmCertificate due(String why) {
        return new KubeadmCertificate(true, new Foreseen.Exactly<>("2036-01-01T00:00:00Z"), why);
    }

    private static Plan plan(KnownStates known) {
        return MODULE.plan(Parameters.of(MODULE, Map.of("names", List.of("apiserver", "admin.conf"))), known);
    }

    @Test
    void onlyWhatIsDueIsRenewed() {
        KnownStates known = new KnownStates()
                .with(key(APISERVER), due("it expires at 2036-01-01T00:00:00Z"))
                .with(key("/etc/kubernetes/admin.conf"), due(""));
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan(known));
        assertEquals("renew apiserver: it expires at 2036-01-01T00:00:00Z", change.title());
        Action.Run run = assertInstanceOf(Action.Run.class, change.actions().getFirst());
        assertEquals(1, change.actions().size());
        assertTrue(
                run.script().text().contains("/usr/local/bin/kubeadm certs renew apiserver "),
                run.script().text());
        assertEquals(
                new Effect.Sets<>(key(APISERVER), KubeadmCertificate.RENEWED),
                run.effects().getLast());
        assertTrue(
                run.effects().stream()
                        .anyMatch(effect -> effect instanceof Effect.Sets<?> sets
                                && sets.key().equals(Files.at("/etc/kubernetes/pki/apiserver.key"))),
                () -> run.effects().toString());
    }

    @Test
    void whatTheHostDoesNotHaveIsLeftOut() {
        KnownStates known = new KnownStates()
                .with(key(APISERVER), KubeadmCertificate.MISSING)
                .with(key("/etc/kubernetes/admin.conf"), due(""));
        assertEquals(Plan.UNCHANGED, plan(known));
    }

    @Test
    void thoseOfEtcdHaveAFolder() {
        assertEquals(
                "/etc/kubernetes/pki/etcd/healthcheck-client.crt", KubeadmCertificate.path("etcd-healthcheck-client"));
        assertEquals("/etc/kubernetes/pki/apiserver-etcd-client.crt", KubeadmCertificate.path("apiserver-etcd-client"));
    }

    private static Observed<KubeadmCertificate> read(Path file, Duration before, Optional<Instant> issuedBefore) {
        KubeadmCertificate.Family family =
                new KubeadmCertificate.Family(new KubeadmCertificate.Rule(before, issuedBefore));
        StateKey<KubeadmCertificate> key = family.key(file.toString());
        Script script = family.read(List.of(key));
        return Objects.requireNonNull(
                family.parse(List.of(key), LocalHost.run(script)).get(key));
    }

    private static KubeadmCertificate known(Observed<KubeadmCertificate> seen) {
        return assertInstanceOf(
                KubeadmCertificate.class,
                assertInstanceOf(Observed.Known.class, seen).value());
    }

    /** Of a year, in a file and in a kubeconfig. */
    private static void make(Path folder) {
        ScriptResult made = LocalHost.run(Script.of("cd '" + folder + "' || exit 1\n" + MAKE));
        assertEquals(0, made.exitCode(), made.err());
    }

    @Test
    void theEndOfOneIsReadFromAFileAndFromAKubeconfig(@TempDir Path folder) {
        make(folder);
        KubeadmCertificate plain = known(read(folder.resolve("a.crt"), MONTH, Optional.empty()));
        assertEquals("", plain.due());
        assertEquals(plain, known(read(folder.resolve("a.conf"), MONTH, Optional.empty())));
        assertEquals(KubeadmCertificate.MISSING, known(read(folder.resolve("none.crt"), MONTH, Optional.empty())));
        String due = known(read(folder.resolve("a.crt"), Duration.ofDays(364).plusHours(23), Optional.empty()))
                .due();
        assertEquals("", due);
    }

    @Test
    void oneThatWasWrittenBeforeAMomentIsDue(@TempDir Path folder) throws Exception {
        make(folder);
        Path file = folder.resolve("a.crt");
        Instant moment = Instant.parse("2035-11-07T10:00:00Z");
        java.nio.file.Files.setLastModifiedTime(file, FileTime.from(moment.minusSeconds(1)));
        assertEquals(
                "it was issued at 2035-11-07T09:59:59Z",
                known(read(file, MONTH, Optional.of(moment))).due());
        java.nio.file.Files.setLastModifiedTime(file, FileTime.from(moment));
        assertEquals("", known(read(file, MONTH, Optional.of(moment))).due());
    }

    @Test
    void aRuleByWhichEachRunWouldRenewIsRefused(@TempDir Path folder) {
        make(folder);
        Observed.Unknown<?> seen = assertInstanceOf(
                Observed.Unknown.class, read(folder.resolve("a.crt"), Duration.ofDays(365), Optional.empty()));
        assertTrue(seen.reason().contains("each run would renew them"), seen.reason());
    }

    @Test
    void whatIsNoCertificateIsUnknown(@TempDir Path folder) throws Exception {
        Path file = java.nio.file.Files.writeString(folder.resolve("a.crt"), "nonsense");
        Observed.Unknown<?> seen = assertInstanceOf(Observed.Unknown.class, read(file, MONTH, Optional.empty()));
        assertTrue(seen.reason().contains("no certificate can be read from " + file), seen.reason());
    }
}
