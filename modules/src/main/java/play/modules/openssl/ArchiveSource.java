package play.modules.openssl;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import play.host.Knowledge;
import play.host.Observed;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Plan;
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.MutuallyExclusive;
import play.param.SecretText;
import play.value.Foreseen;

/** What goes into an archive. */
@MutuallyExclusive({"privatekey_path", "privatekey_content"})
@MutuallyExclusive({"certificate_path", "certificate_content"})
@MutuallyExclusive({"other_certificates", "other_certificates_content"})
public record ArchiveSource(
        @Doc("Path of the private key on the host.") @HostPath
        Optional<String> privatekeyPath,

        @Doc("The private key, in PEM.") Optional<SecretText> privatekeyContent,

        @Doc("Passphrase of the private key.") Optional<SecretText> privatekeyPassphrase,

        @Doc("Path on the host of the key's certificate, in PEM; the first one of the file.") @HostPath
        Optional<String> certificatePath,

        @Doc("The certificate, in PEM.") Optional<String> certificateContent,

        @Doc("Paths on the host of further certificates, such as those of authorities.")
        @Alias("ca_certificates")
        @HostPath
        Optional<List<String>> otherCertificates,

        @Doc("Further certificates, in PEM.") Optional<List<String>> otherCertificatesContent,

        @Doc("Whether all certificates of each of the others count, of which there may be none; without, the first.")
        @Default("false")
        boolean otherCertificatesParseAll) {
    /** What an archive of it holds. */
    record Wanted(Foreseen<String> key, Foreseen<Certificates> certificates) {}

    boolean hasKey() {
        return privatekeyPath.isPresent() || privatekeyContent.isPresent();
    }

    boolean hasCertificate() {
        return certificatePath.isPresent() || certificateContent.isPresent();
    }

    private List<String> files() {
        return otherCertificates.orElse(List.of());
    }

    private List<String> texts() {
        return otherCertificatesContent.orElse(List.of());
    }

    boolean isEmpty() {
        return !hasCertificate() && files().isEmpty() && texts().isEmpty();
    }

    /** What is wrong with the texts in it. */
    Optional<String> fault() {
        if (hasKey() && !hasCertificate()) {
            return Optional.of("a private key goes with its certificate; give certificate_path");
        }
        if (certificateContent.filter(pem -> Certificates.in(pem).isEmpty()).isPresent()) {
            return Optional.of("certificate_content holds no certificate in PEM");
        }
        return otherCertificatesParseAll
                        || texts().stream()
                                .noneMatch(pem -> Certificates.in(pem).isEmpty())
                ? Optional.empty()
                : Optional.of("other_certificates_content has a text without a certificate in PEM");
    }

    Optional<StateKey<HeldKey>> key() {
        return privatekeyPath
                .map(path -> HeldKey.at(path, privatekeyPassphrase))
                .or(() -> privatekeyContent.map(text -> new GivenKey(text, privatekeyPassphrase).key()));
    }

    List<StateKey<?>> probes() {
        List<StateKey<?>> keys = new ArrayList<>();
        key().ifPresent(keys::add);
        certificatePath.map(HeldCertificate::at).ifPresent(keys::add);
        files().forEach(path -> keys.add(HeldCertificate.at(path)));
        return keys;
    }

    /** The plan for what it comes to on the host. */
    Plan plan(Knowledge known, Function<Wanted, Plan> plan) {
        return key().map(key -> Plan.on(known.of(key), held -> switch (held) {
                    case HeldKey.Open open -> withKey(open, known, plan);
                    case HeldKey other -> new Plan.Rejected(Openssl.unusable(key.id(), other));
                }))
                .orElseGet(() -> certificates(known, all -> plan.apply(new Wanted(new Foreseen.Exactly<>(""), all))));
    }

    private Plan withKey(HeldKey.Open key, Knowledge known, Function<Wanted, Plan> plan) {
        Function<Wanted, Plan> checked = wanted -> certifies(key, known)
                ? plan.apply(wanted)
                : new Plan.Rejected("the certificate is not one of the private key");
        return certificates(
                known, all -> checked.apply(new Wanted(key.publicKey().map(PublicKey::base64), all)));
    }

    private boolean certifies(HeldKey.Open key, Knowledge known) {
        return certificateContent
                .flatMap(X509CertificateModule::certificate)
                .or(() -> certificatePath.flatMap(path -> held(path, known)))
                .filter(certificate -> !certificate.says().publicKey().agrees(key.publicKey()))
                .isEmpty();
    }

    private static Optional<HeldCertificate.Of> held(String path, Knowledge known) {
        return known.of(HeldCertificate.at(path))
                        instanceof Observed.Known<HeldCertificate>(HeldCertificate.Of held, var how)
                ? Optional.of(held)
                : Optional.empty();
    }

    private Plan certificates(Knowledge known, Function<Foreseen<Certificates>, Plan> plan) {
        List<String> paths = new ArrayList<>(certificatePath.stream().toList());
        paths.addAll(files());
        return Plan.onEach(known, paths, HeldCertificate::at, held -> {
            List<String> ordered = new ArrayList<>();
            certificateContent.ifPresent(pem -> ordered.add(Certificates.in(pem).getFirst()));
            for (String path : paths) {
                boolean all = otherCertificatesParseAll && !certificatePath.equals(Optional.of(path));
                switch (Objects.requireNonNull(held.get(path))) {
                    case HeldCertificate.Of(var says, var issuer, var validity, Foreseen.Exactly<String>(String pem)) ->
                        ordered.addAll(taken(pem, all));
                    case HeldCertificate.Of later -> {
                        return plan.apply(new Foreseen.Later<>("the certificate in " + path + " is made meanwhile"));
                    }
                    case HeldCertificate.Broken none when all -> {}
                    case HeldCertificate none -> {
                        return new Plan.Rejected("there is no certificate in " + path);
                    }
                }
            }
            texts().forEach(pem -> ordered.addAll(taken(pem, otherCertificatesParseAll)));
            return plan.apply(new Foreseen.Exactly<>(Certificates.of(ordered)));
        });
    }

    private static List<String> taken(String pem, boolean all) {
        List<String> found = Certificates.in(pem);
        return all ? found : found.subList(0, Math.min(1, found.size()));
    }

    /** Shell function {@code certificates} that prints all in their order. */
    String printing() {
        StringBuilder script = new StringBuilder("""
            taken() { awk -v all="$1" '/^-----BEGIN CERTIFICATE-----/ { on = 1; n++ } on && (all || n == 1)
              /^-----END CERTIFICATE-----/ { on = 0 }'; }
            certificates() {
            """);
        certificateContent.ifPresent(pem -> script.append(given(pem, false)));
        certificatePath.ifPresent(path -> script.append(read(path, false)));
        files().forEach(path -> script.append(read(path, otherCertificatesParseAll)));
        texts().forEach(pem -> script.append(given(pem, otherCertificatesParseAll)));
        return script.append("}\n").toString();
    }

    private static String given(String pem, boolean all) {
        return "printf '%s\\n' " + ShellWords.quote(pem) + " | taken " + (all ? "1" : "''") + "\n";
    }

    private static String read(String path, boolean all) {
        return "taken " + (all ? "1" : "''") + " <" + ShellWords.quote(path) + " || return\n";
    }
}
