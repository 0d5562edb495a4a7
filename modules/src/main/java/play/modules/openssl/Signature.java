package play.modules.openssl;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.OperatorCreationException;
import play.param.SecretText;
import play.value.Foreseen;

/**
 * How a certificate is to be signed.
 *
 * @param key path of the signing key
 * @param digest of what is signed; empty where the key's kind has its own
 * @param authority who signs; nothing where the certificate signs itself
 */
record Signature(
        String key,
        Optional<SecretText> passphrase,
        String digest,
        Moment from,
        Moment until,
        KeyIdWish keyId,
        Optional<Authority> authority) {
    /**
     * Who signs certificates of others.
     *
     * @param pem its certificate, where a task gives it
     * @param path of its certificate otherwise
     * @param named whether certificates name its key
     */
    record Authority(
            List<NamePart> name,
            Foreseen<String> keyId,
            Foreseen<PublicKey> publicKey,
            String pem,
            String path,
            boolean named) {
        static Authority of(HeldCertificate.Of certificate, String pem, String path, boolean named) {
            RequestText says = certificate.says();
            Foreseen<String> keyId = says.keyId().is("") ? says.publicKey().map(PublicKey::keyId) : says.keyId();
            return new Authority(says.subject(), keyId, says.publicKey(), pem, path, named);
        }
    }

    /** What the certificate will say, of a request. */
    RequestText after(RequestText request) {
        return new RequestText(
                request.subject(),
                request.extensions(),
                keyId.keyId(request),
                authority
                        .filter(Authority::named)
                        .map(signer -> signer.keyId().map(RequestText::authority))
                        .orElse(request.authority()),
                request.publicKey());
    }

    /** Who the certificate will say that signed it. */
    List<NamePart> issuer(RequestText request) {
        return authority.map(Authority::name).orElse(request.subject());
    }

    /** Whether a certificate is what comes of a request. */
    boolean isMet(RequestText request, HeldCertificate.Of present) {
        RequestText says = present.says();
        RequestText after = after(request);
        return says.subject().equals(request.subject())
                && CertExtension.agree(says.extensions(), request.extensions())
                && keyId.isMet(request, says)
                && says.authority().agrees(after.authority())
                && (says.publicKey() instanceof Foreseen.Later
                        || says.publicKey().equals(request.publicKey()))
                && present.issuer().equals(issuer(request))
                && isSigned(present, request);
    }

    private boolean isSigned(HeldCertificate.Of present, RequestText request) {
        Foreseen<PublicKey> signer = authority.map(Authority::publicKey).orElse(request.publicKey());
        if (!(present.pem() instanceof Foreseen.Exactly<String>(String pem))) {
            return true;
        }
        return signer instanceof Foreseen.Exactly<PublicKey>(PublicKey key) && isSigned(pem, key);
    }

    private static boolean isSigned(String pem, PublicKey key) {
        try {
            return RequestText.block(pem) instanceof X509CertificateHolder certificate
                    && certificate.isSignatureValid(key.verifier());
        } catch (IOException | OperatorCreationException | CertException e) {
            return false;
        }
    }
}
