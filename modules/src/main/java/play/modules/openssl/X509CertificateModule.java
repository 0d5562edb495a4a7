package play.modules.openssl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.MutuallyExclusive;
import play.param.RequiredIf;
import play.param.SecretText;
import play.result.Named;
import play.result.When;
import play.value.Foreseen;

/** Certificates that sign themselves, or that an authority signs whose key is on the host. */
public final class X509CertificateModule implements Resource<X509CertificateModule.Params> {
    /** Who signs. */
    public enum Provider {
        SELFSIGNED,
        OWNCA
    }

    @RequiredIf(when = "state", is = "present", needs = "provider")
    @RequiredIf(when = "provider", is = "selfsigned", needs = "privatekey_path")
    @RequiredIf(when = "provider", is = "ownca", needs = "ownca_privatekey_path")
    @RequiredIf(
            when = "provider",
            is = "ownca",
            needs = {"ownca_path", "ownca_content"},
            any = true)
    @RequiredIf(
            when = "state",
            is = "present",
            needs = {"csr_path", "csr_content"},
            any = true)
    @MutuallyExclusive({"csr_path", "csr_content"})
    public record Params(
            @Doc("selfsigned: by its own key; ownca: by an authority whose key is on the host.")
            Optional<Provider> provider,

            @Doc("Path of the request on the host.") @HostPath
            Optional<String> csrPath,

            @Doc("The request.") Optional<String> csrContent,

            @Doc("Path of the certificate's key on the host.") @HostPath
            Optional<String> privatekeyPath,

            @Doc("Its passphrase.") Optional<SecretText> privatekeyPassphrase,

            @Doc("Whether a certificate of other times is right, too.") @Default("true")
            boolean ignoreTimestamps,

            @Inline SelfSigned selfSigned,
            @Inline OwnAuthority authority,

            @Doc("Whether the result has the certificate.") @Default("false")
            boolean returnContent,

            @Inline Placement placement) {
        StateKey<HeldCertificate> certificate() {
            return HeldCertificate.at(placement.at());
        }

        boolean own() {
            return provider.equals(Optional.of(Provider.SELFSIGNED));
        }

        /** The key that signs. */
        StateKey<HeldKey> key() {
            return own()
                    ? HeldKey.at(privatekeyPath.orElse("/"), privatekeyPassphrase)
                    : HeldKey.at(authority.owncaPrivatekeyPath().orElse("/"), authority.owncaPrivatekeyPassphrase());
        }

        Optional<StateKey<HeldKey>> itsKey() {
            return own() ? Optional.empty() : privatekeyPath.map(path -> HeldKey.at(path, privatekeyPassphrase));
        }

        Moment from() {
            return Moment.of(own() ? selfSigned.selfsignedNotBefore() : authority.owncaNotBefore());
        }

        Moment until() {
            return Moment.of(own() ? selfSigned.selfsignedNotAfter() : authority.owncaNotAfter());
        }
    }

    record Result(
            @Doc("The path.") String filename,

            @Doc("The certificate.") @When("return_content is true and state is present")
            Optional<String> certificate,

            @Doc("Path of its key.") @When("it is given") Optional<String> privatekey,

            @Doc("Path of the request.") @When("it is given")
            Optional<String> csr,

            @Doc("From when on it is valid, as 20260131120000Z.") @Named("notBefore") @When("state is present")
            Optional<String> notBefore,

            @Doc("Until when it is valid, likewise.") @Named("notAfter") @When("state is present")
            Optional<String> notAfter,

            @Doc("What the file held is there.") @When("backup is true and the file was replaced")
            Optional<String> backupFile) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "x509_certificate",
                    "Has a certificate signed on the host, by its own key or by an authority there. The host needs"
                            + " openssl.",
                    Params.class,
                    X509Examples.all())
            .alias("community.crypto.x509_certificate")
            .insteadOf(new Program("openssl", "^(?!.*\\s(req\\b.*\\s-x509|x509\\b.*\\s-req|ca)\\b)|\\s-gencrl\\b"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        boolean relative = params.from() instanceof Moment.FromNow || params.until() instanceof Moment.FromNow;
        if (!params.ignoreTimestamps() && relative) {
            faults.add(new Binding.Fault(
                    "ignore_timestamps",
                    "times that are counted from now on are others in each run; give both as 20301231235959Z, or leave"
                            + " out ignore_timestamps"));
        }
        if (!params.from().isReal() || !params.until().isReal()) {
            String prefix = params.own() ? "selfsigned_" : "ownca_";
            faults.add(new Binding.Fault(
                    prefix + (params.from().isReal() ? "not_after" : "not_before"), "no calendar has such a time"));
        }
        params.csrContent()
                .filter(pem -> request(pem).isEmpty())
                .ifPresent(pem ->
                        faults.add(new Binding.Fault("csr_content", "it is no request for a certificate in PEM")));
        params.authority()
                .owncaContent()
                .filter(pem -> certificate(pem).isEmpty())
                .ifPresent(pem -> faults.add(new Binding.Fault("ownca_content", "it is no certificate in PEM")));
        return faults;
    }

    static Optional<RequestText> request(String pem) {
        try {
            return Optional.of(RequestText.ofRequest(pem));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<HeldCertificate.Of> certificate(String pem) {
        try {
            return Optional.of(HeldCertificate.of(pem));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(params.certificate()));
        params.csrPath().map(HeldRequest::at).ifPresent(keys::add);
        if (params.provider().isPresent()) {
            keys.add(params.key());
        }
        params.itsKey().ifPresent(keys::add);
        if (!params.own()) {
            params.authority().owncaPath().map(HeldCertificate::at).ifPresent(keys::add);
        }
        return params.placement().probes(keys);
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return params.placement().plan(known, now -> new CertificatePlan(params, now).plan());
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result =
                new LinkedHashMap<>(params.placement().result(after));
        params.privatekeyPath().ifPresent(path -> result.put("privatekey", path));
        params.csrPath().ifPresent(path -> result.put("csr", path));
        if (!params.placement().wanted()) {
            return result;
        }
        switch (after.of(params.certificate())) {
            case Observed.Unknown<HeldCertificate>(String why) ->
                put(params, result, new Foreseen.Later<>(why), new Foreseen.Later<>(why));
            case Observed.Known<HeldCertificate>(HeldCertificate.Of held, var how) ->
                put(params, result, held.validity(), held.pem());
            case Observed.Known<HeldCertificate>(HeldCertificate other, var how) -> {}
        }
        return result;
    }

    private static void put(
            Params params, Map<String, @Nullable Object> result, Foreseen<Validity> validity, Foreseen<String> pem) {
        result.put("notBefore", validity.map(Validity::notBefore).orUnknown());
        result.put("notAfter", validity.map(Validity::notAfter).orUnknown());
        if (params.returnContent()) {
            result.put("certificate", pem.orUnknown());
        }
    }
}
