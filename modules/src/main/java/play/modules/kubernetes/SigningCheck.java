package play.modules.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import play.param.Doc;
import play.param.Matches;
import play.param.RequiredOneOf;

/** Whether a certificate that somebody requested of the cluster has been issued. */
@RequiredOneOf({"username", "common_name"})
public record SigningCheck(
        @Doc("The signer, as the request names it: kubernetes.io/kubelet-serving.")
        @Matches(value = "[^\\s]+/[^\\s]+", expected = "a signer's name")
        String signerName,

        @Doc("Who made the request: system:node:worker1, system:bootstrap:abcdef.")
        @Matches(value = "\\S+", expected = "a user's name")
        Optional<String> username,

        @Doc("The CN of the certificate: system:node:worker1.") @Matches(value = "\\S+", expected = "a name")
        Optional<String> commonName)
        implements GateCheck {
    private static final Pattern CN = Pattern.compile("(?:^|[,+])CN=((?:[^,+\\\\]|\\\\.)*+)");

    @Override
    public List<String> arguments() {
        return List.of(
                "get",
                "certificatesigningrequests.certificates.k8s.io",
                "--field-selector=spec.signerName=" + signerName,
                "-o",
                "json");
    }

    @Override
    public Finding judge(Sections.Answer answer, Instant now) {
        Optional<List<JsonNode>> all = answer.succeeded() ? KubeJson.objects(answer.text()) : Optional.empty();
        if (all.isEmpty()) {
            return GateCheck.unanswered("certificate signing requests cannot be listed", answer);
        }
        List<JsonNode> asked = all.get().stream().filter(this::byUser).toList();
        Optional<JsonNode> issued = asked.stream()
                .filter(request -> request.path("status").has("certificate") && named(request))
                .findFirst();
        if (issued.isPresent()) {
            return new Finding.Fine(
                    "csrs",
                    List.of(Map.of(
                            "name", issued.get().path("metadata").path("name").asText(), "signer_name", signerName)));
        }
        List<String> others = asked.stream()
                .filter(request -> !request.path("status").has("certificate"))
                .map(SigningCheck::standing)
                .toList();
        String whose = username.or(this::commonName).orElse("");
        return new Finding.NotYet("no certificate of " + signerName + " has been issued for " + whose
                + (others.isEmpty() ? "; none has been requested" : ": " + String.join(", ", others)));
    }

    private boolean byUser(JsonNode request) {
        JsonNode spec = request.path("spec");
        return spec.path("signerName").asText().equals(signerName)
                && username.stream()
                        .allMatch(name -> name.equals(spec.path("username").asText()));
    }

    /** A request that is not issued yet could be anybody's: only the certificate tells. */
    private boolean named(JsonNode request) {
        return commonName.isEmpty()
                || commonName.equals(
                        subject(request.path("status").path("certificate").asText()));
    }

    private static Optional<String> subject(String base64) {
        try {
            byte[] pem = Base64.getDecoder().decode(base64);
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
            Matcher found = CN.matcher(certificate.getSubjectX500Principal().getName(X500Principal.RFC2253));
            return found.find() ? Optional.of(found.group(1).replaceAll("\\\\(.)", "$1")) : Optional.empty();
        } catch (CertificateException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String standing(JsonNode request) {
        String name = request.path("metadata").path("name").asText();
        for (JsonNode condition : request.path("status").path("conditions")) {
            String type = condition.path("type").asText();
            if (type.equals("Denied") || type.equals("Failed")) {
                return name + " is " + type.toLowerCase(Locale.ROOT) + " ("
                        + condition.path("reason").asText() + ": "
                        + condition.path("message").asText() + ")";
            }
        }
        return name
                + (request.path("status").path("conditions").isEmpty()
                        ? " waits for an approval"
                        : " is approved and not signed yet: does kube-controller-manager run?");
    }
}
