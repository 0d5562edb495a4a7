package play.modules.kubeadm;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.host.Fields;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Foreseen;

/**
 * A certificate that kubeadm looks after, in a file of its own or in a kubeconfig.
 *
 * @param expires when: 2036-11-01T00:00:00Z; empty where there is none
 * @param due why it is to be renewed, as a phrase; empty where it is not
 */
record KubeadmCertificate(boolean present, Foreseen<String> expires, String due) implements HostState {
    static final String KUBECONFIG = ".conf";

    static final KubeadmCertificate MISSING = new KubeadmCertificate(false, new Foreseen.Exactly<>(""), "");
    static final KubeadmCertificate RENEWED =
            new KubeadmCertificate(true, new Foreseen.Later<>("kubeadm issues it during the run"), "");

    /**
     * When one is due. kubeadm dates certificates back, so the time that tells when one was issued is that of its file.
     *
     * @param before how long before its end it is
     * @param issuedBefore one that was written before this moment is due too
     */
    record Rule(Duration before, Optional<Instant> issuedBefore) {
        private String due(X509Certificate certificate, Instant written, Instant now) throws UnknownStateException {
            Instant expires = certificate.getNotAfter().toInstant();
            Duration validity = Duration.between(certificate.getNotBefore().toInstant(), expires);
            if (before.compareTo(validity) >= 0) {
                throw new UnknownStateException("kubeadm issues certificates for " + validity.toHours()
                        + "h, and renew_before is " + before.toHours() + "h: each run would renew them");
            }
            if (expires.isBefore(now.plus(before))) {
                return "it expires at " + expires;
            }
            return issuedBefore.filter(written::isBefore).isPresent() ? "it was issued at " + written : "";
        }
    }

    /**
     * Where one is.
     *
     * @param name by which {@code kubeadm certs renew} knows it
     */
    static String path(String name) {
        String folder = "/etc/kubernetes/";
        if (name.endsWith(KUBECONFIG)) {
            return folder + name;
        }
        return folder + "pki/" + (name.startsWith("etcd-") ? name.replaceFirst("-", "/") : name) + ".crt";
    }

    /** Reads them at their paths. */
    record Family(Rule rule) implements StateFamily<KubeadmCertificate> {
        /** Of each file only the certificate is read, and no key. */
        private static final String READ = """
            date -u +%s
            printf '\\0'
            for file do
              [ -e "$file" ] || continue
              written=$(stat -L -c %Y -- "$file") || exit 1
              printf '%s\\0%s\\0' "$file" "$written"
              case $file in
                *.conf) sed -n 's/^ *client-certificate-data: *//p' "$file" | base64 -d 2>/dev/null | tr -d '\\0' ;;
                *) sed -n '/-----BEGIN CERTIFICATE-----/,/-----END CERTIFICATE-----/p' "$file" | tr -d '\\0' ;;
              esac
              printf '\\0'
            done
            """;

        private static final Shape TIME = Shape.of(" ", "seconds");
        private static final Shape CERTIFICATE = Shape.ofParts("path written text");

        @Override
        public String name() {
            return "certificate of kubeadm";
        }

        @Override
        public Class<KubeadmCertificate> type() {
            return KubeadmCertificate.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Script read(List<StateKey<KubeadmCertificate>> keys) {
            return Script.of(
                    "set -- " + ShellWords.join(keys.stream().map(StateKey::id).toList()) + "\n" + READ);
        }

        @Override
        public Told<KubeadmCertificate> told(List<StateKey<KubeadmCertificate>> keys, ScriptResult result)
                throws UnknownStateException {
            result.expectSuccess("the certificates of kubeadm cannot be read");
            Parts parts = Parts.of(result);
            Instant now = TIME.read(parts.next("the time")).time("seconds");
            Map<String, Fields> found = new HashMap<>();
            for (Fields told : parts.all(CERTIFICATE)) {
                found.put(told.text("path"), told);
            }
            return (index, path) -> {
                Fields told = found.get(path);
                return told == null ? MISSING : certificate(told, now);
            };
        }

        private KubeadmCertificate certificate(Fields told, Instant now) throws UnknownStateException {
            X509Certificate certificate = certificate(told.text("path"), told.text("text"));
            return new KubeadmCertificate(
                    true,
                    new Foreseen.Exactly<>(certificate.getNotAfter().toInstant().toString()),
                    rule.due(certificate, told.time("written"), now));
        }

        private static X509Certificate certificate(String path, String pem) throws UnknownStateException {
            try {
                return (X509Certificate) CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
            } catch (CertificateException e) {
                throw new UnknownStateException("no certificate can be read from " + path);
            }
        }
    }
}
