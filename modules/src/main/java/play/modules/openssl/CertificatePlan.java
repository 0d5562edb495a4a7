package play.modules.openssl;

import java.util.Optional;
import java.util.function.Function;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Plan;
import play.value.Foreseen;

/** How a certificate is brought to what a task asks for. */
record CertificatePlan(X509CertificateModule.Params params, Knowledge known) {
    Plan plan() {
        return Plan.on(known.of(params.key()), key -> switch (key) {
            case HeldKey.Open open -> signature(open, signature -> asked(signature, open));
            case HeldKey other ->
                new Plan.Rejected(Openssl.unusable(params.key().id(), other));
        });
    }

    /** The plan for how it is to be signed. */
    private Plan signature(HeldKey.Open key, Function<Signature, Plan> plan) {
        boolean chosen =
                KeyKind.named(key.look().kind()).filter(KeyKind::takesDigest).isPresent();
        if (params.own()) {
            SelfSigned own = params.selfSigned();
            return plan.apply(new Signature(
                    params.key().id(),
                    params.privatekeyPassphrase(),
                    chosen ? own.selfsignedDigest() : "",
                    params.from(),
                    params.until(),
                    own.selfsignedCreateSubjectKeyIdentifier(),
                    Optional.empty()));
        }
        OwnAuthority own = params.authority();
        return authority(authority -> key.publicKey().agrees(authority.publicKey())
                ? plan.apply(new Signature(
                        params.key().id(),
                        own.owncaPrivatekeyPassphrase(),
                        chosen ? own.owncaDigest() : "",
                        params.from(),
                        params.until(),
                        own.owncaCreateSubjectKeyIdentifier(),
                        Optional.of(authority)))
                : new Plan.Rejected("the key in " + params.key().id() + " is not that of the authority's certificate"));
    }

    private Plan authority(Function<Signature.Authority, Plan> plan) {
        boolean named = params.authority().owncaCreateAuthorityKeyIdentifier();
        Optional<String> given = params.authority().owncaContent();
        if (given.isPresent()) {
            return X509CertificateModule.certificate(given.get())
                    .map(certificate -> plan.apply(Signature.Authority.of(certificate, given.get(), "", named)))
                    .orElseGet(() -> new Plan.Rejected("ownca_content is no certificate"));
        }
        String path = params.authority().owncaPath().orElse("");
        return Plan.on(known.of(HeldCertificate.at(path)), held -> switch (held) {
            case HeldCertificate.Of certificate -> plan.apply(Signature.Authority.of(certificate, "", path, named));
            case HeldCertificate none -> new Plan.Rejected("there is no certificate of an authority in " + path);
        });
    }

    /** The plan for what is asked for, and by whose key. */
    private Plan asked(Signature signature, HeldKey.Open key) {
        if (params.csrContent().isPresent()) {
            String pem = params.csrContent().get();
            return X509CertificateModule.request(pem)
                    .map(says -> owned(signature, new RequestFile.Given(pem), says, key))
                    .orElseGet(() -> new Plan.Rejected("csr_content is no request for a certificate"));
        }
        String path = params.csrPath().orElse("");
        return Plan.on(known.of(HeldRequest.at(path)), held -> switch (held) {
            case HeldRequest.Of(RequestText says, var pem) -> owned(signature, new RequestFile.At(path), says, key);
            case HeldRequest none ->
                new Plan.Rejected("there is no request for a certificate in " + path + "; openssl_csr makes one");
        });
    }

    /** Where the task names the certificate's key, the request has to be one of it. */
    private Plan owned(Signature signature, RequestFile file, RequestText says, HeldKey.Open key) {
        Optional<StateKey<HeldKey>> named = params.itsKey();
        if (named.isEmpty()) {
            return params.own() && !key.publicKey().agrees(says.publicKey())
                    ? foreign(params.key().id())
                    : signed(signature, file, says);
        }
        String path = named.get().id();
        return Plan.on(known.of(named.get()), held -> switch (held) {
            case HeldKey.Open open ->
                open.publicKey().agrees(says.publicKey()) ? signed(signature, file, says) : foreign(path);
            case HeldKey other -> new Plan.Rejected(Openssl.unusable(path, other));
        });
    }

    private static Plan foreign(String key) {
        return new Plan.Rejected("the request is not one of the key in " + key);
    }

    private Plan signed(Signature signature, RequestFile file, RequestText says) {
        if (signature.issuer(says).isEmpty()) {
            return new Plan.Rejected("a certificate must say who signed it (RFC 5280), and "
                    + (params.own() ? "the request" : "the authority's certificate")
                    + " names nobody; give it a common_name");
        }
        return Plan.on(
                known.of(params.certificate()),
                present -> present instanceof HeldCertificate.Of there
                                && !params.placement().force()
                                && signature.isMet(says, there)
                                && isTimely(there)
                        ? params.placement().file().kept(known)
                        : params.placement().file().made(Signing.making(params, signature, file, says), known));
    }

    private boolean isTimely(HeldCertificate.Of present) {
        return params.ignoreTimestamps()
                || !(present.validity() instanceof Foreseen.Exactly<Validity>(Validity validity))
                || (new Moment.At(validity.notBefore()).equals(params.from())
                        && new Moment.At(validity.notAfter()).equals(params.until()));
    }
}
