package play.modules.crypto;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
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
import play.param.Range;

/** Which certificates a host has, who issued them, and how long they last. */
public final class CertgenAuditModule implements Query<CertgenAuditModule.Params> {
    public record Params(
            @Doc("Files, kubeconfigs and directories on the host; of directories all files below that end in crt, pem,"
                    + " cert, conf or kubeconfig.")
            @HostPath
            List<String> paths,

            @Doc("Certificates with fewer days left are listed as warnings.")
            @Range(from = 0, to = 36500)
            @Default("30")
            int warnDays,

            @Doc("With fewer days left the task fails.") @Range(from = 0, to = 36500) @Default("7")
            int failDays,

            @Doc("Whether each certificate's issuer must be among those found, and have signed it.") @Default("true")
            boolean chain) {
        private StateKey<FoundCertificates> found() {
            return new FoundCertificates.Family(paths).key();
        }
    }

    record Result(
            @Doc("Every certificate that was found.") List<Certificate> certificates,

            @Doc("Those with fewer days left than warn_days, in words.")
            List<String> warnings) {
        record Certificate(
                @Doc("Where it is: a file, in a kubeconfig with the field.")
                String path,

                @Doc("Whose it is, as RFC 2253 writes it.") String subject,
                @Doc("Who issued it.") String issuer,
                @Doc("Names and addresses it is valid for.") List<String> san,

                @Doc("When it expires: 2036-11-01T00:00:00Z.")
                String notAfter,

                @Doc("Days left, rounded down.") long daysLeft,
                @Doc("Whether it is that of a CA.") boolean ca,

                @Doc("Why nothing speaks for it; empty where its issuer does.")
                String fault) {}
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "certgen_audit",
                    "Lists every certificate in files, directories and kubeconfigs; fails when one expires soon, or "
                            + "was not signed by its issuer.",
                    Params.class,
                    new Example("a host of a cluster", "", "paths: [/etc/kubernetes, /etc/etcd/pki]\nwarn_days: 30\n"))
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
        return Answer.on(known.of(params.found()), found -> judge(params, found));
    }

    private static Answer judge(Params params, FoundCertificates all) {
        List<String> faults = new ArrayList<>();
        all.missing().forEach(path -> faults.add(path + " is not there"));
        all.unreadable().forEach(place -> faults.add(place + " contains no readable certificate"));
        List<String> warnings = new ArrayList<>();
        List<Object> certificates = new ArrayList<>();
        for (FoundCertificates.Found one : all.found()) {
            long days = daysLeft(one.certificate(), all.now());
            Optional<String> fault = params.chain() ? fault(one.certificate(), all) : Optional.empty();
            String name = one.place() + ": " + subject(one.certificate());
            fault.ifPresent(why -> faults.add(name + " " + why));
            if (days < params.failDays()) {
                faults.add(name + " " + lasts(days));
            } else if (days < params.warnDays()) {
                warnings.add(name + " " + lasts(days));
            }
            certificates.add(shown(one, days, fault));
        }
        return faults.isEmpty()
                ? new Answer.Found(Map.of("certificates", certificates, "warnings", warnings))
                : new Answer.Failed(String.join("\n", faults));
    }

    private static long daysLeft(X509Certificate certificate, Instant now) {
        return Math.floorDiv(
                Duration.between(now, certificate.getNotAfter().toInstant()).toSeconds(), 86400L);
    }

    private static String lasts(long days) {
        return days < 0 ? "ended " + -days + " days ago" : "lasts " + days + " more days";
    }

    private static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
    }

    /** Why nothing speaks for a certificate. One that signs itself is a CA somebody chose to trust. */
    private static Optional<String> fault(X509Certificate certificate, FoundCertificates all) {
        if (certificate.getNotBefore().toInstant().isAfter(all.now())) {
            return Optional.of(
                    "is not valid before " + certificate.getNotBefore().toInstant());
        }
        List<X509Certificate> issuers = all.found().stream()
                .map(FoundCertificates.Found::certificate)
                .filter(other -> other.getBasicConstraints() >= 0
                        && other.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .toList();
        if (issuers.isEmpty()) {
            return Optional.of(
                    "was issued by " + certificate.getIssuerX500Principal().getName(X500Principal.RFC2253)
                            + ", whose certificate is not among those found");
        }
        return issuers.stream().anyMatch(issuer -> signed(issuer, certificate))
                ? Optional.empty()
                : Optional.of("names " + certificate.getIssuerX500Principal().getName(X500Principal.RFC2253)
                        + " as its issuer, which did not sign it");
    }

    private static boolean signed(X509Certificate issuer, X509Certificate certificate) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Map<String, @Nullable Object> shown(FoundCertificates.Found one, long days, Optional<String> fault) {
        X509Certificate certificate = one.certificate();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("path", one.place());
        shown.put("subject", subject(certificate));
        shown.put("issuer", certificate.getIssuerX500Principal().getName(X500Principal.RFC2253));
        shown.put("san", names(certificate));
        shown.put("not_after", certificate.getNotAfter().toInstant().toString());
        shown.put("days_left", days);
        shown.put("ca", certificate.getBasicConstraints() >= 0);
        shown.put("fault", fault.orElse(""));
        return shown;
    }

    private static List<String> names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream().map(name -> String.valueOf(name.get(1))).toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }
}
