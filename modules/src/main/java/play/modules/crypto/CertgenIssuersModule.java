package play.modules.crypto;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Query;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.RequiredOneOf;

/** Which CAs a host trusts, and which have issued its certificates. */
public final class CertgenIssuersModule implements Query<CertgenIssuersModule.Params> {
    @RequiredOneOf({"paths", "cluster"})
    @MutuallyExclusive({"paths", "cluster"})
    public record Params(
            @Doc("Files, kubeconfigs and directories on the host, as certgen_audit takes them; what is not there is"
                    + " passed over.")
            @HostPath
            @Default("[]")
            List<String> paths,

            @Doc("Instead of files on the host, what the controller keeps of this cluster.")
            @Matches(value = Kept.NAME, expected = Kept.NAME_EXPECTED)
            Optional<String> cluster) {
        private StateKey<FoundCertificates> found() {
            return cluster.map(FoundCertificates.Family::keptOf)
                    .orElseGet(() -> new FoundCertificates.Family(paths))
                    .key();
        }
    }

    record Result(
            @Doc("Common names of the CAs whose certificates were found, sorted.")
            List<String> trusted,

            @Doc("Common names of those that issued the other certificates, sorted.")
            List<String> issuers,

            @Doc("The other certificates.") List<Certificate> certificates,
            @Doc("The CAs, each as often as it was found.") List<Trusted> authorities) {
        record Certificate(
                @Doc("Where it is: a file, in a kubeconfig with the field; what the controller keeps, below its"
                        + " state folder.")
                String path,

                @Doc("Common name of whose it is.") String cn,

                @Doc("Common name of the CA that issued it.")
                String issuer,

                @Doc("Whether it has expired.") boolean expired) {}

        record Trusted(
                @Doc("Where it is: a file, in a kubeconfig with the field.")
                String path,

                @Doc("Its common name.") String cn) {}
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "certgen_issuers",
                    "Tells which CAs a host trusts, and which have issued the certificates that it has, whether or not"
                            + " these are still valid.",
                    Params.class,
                    new Example("a host of a cluster", "", "paths: [/etc/kubernetes, /etc/etcd/pki]\n"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.found());
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        return Answer.on(
                known.of(params.found()),
                found -> found.unreadable().isEmpty()
                        ? new Answer.Found(told(found))
                        : new Answer.Failed(
                                String.join(", ", found.unreadable()) + ": no certificate can be read from it"));
    }

    private static Map<String, @Nullable Object> told(FoundCertificates all) {
        SortedSet<String> trusted = new TreeSet<>();
        SortedSet<String> issuers = new TreeSet<>();
        List<Object> certificates = new ArrayList<>();
        List<Object> authorities = new ArrayList<>();
        for (FoundCertificates.Found one : all.found()) {
            X509Certificate certificate = one.certificate();
            Map<String, @Nullable Object> shown = new LinkedHashMap<>();
            shown.put("path", one.place());
            shown.put("cn", CertificateText.commonName(certificate.getSubjectX500Principal()));
            if (certificate.getBasicConstraints() >= 0) {
                trusted.add(CertificateText.commonName(certificate.getSubjectX500Principal()));
                authorities.add(shown);
            } else {
                String issuer = CertificateText.commonName(certificate.getIssuerX500Principal());
                issuers.add(issuer);
                shown.put("issuer", issuer);
                shown.put("expired", certificate.getNotAfter().toInstant().isBefore(all.now()));
                certificates.add(shown);
            }
        }
        return Map.of(
                "trusted",
                List.copyOf(trusted),
                "issuers",
                List.copyOf(issuers),
                "certificates",
                certificates,
                "authorities",
                authorities);
    }
}
