package play.modules.crypto;

import java.time.Instant;
import java.util.Optional;
import play.value.Foreseen;

/** When a leaf certificate that is kept no longer serves. */
final class Renewal {
    private Renewal() {}

    /**
     * Why a new one is issued, as a phrase; none while the kept one serves.
     *
     * @param authority key id of the CA that is to have signed it
     * @param soon a certificate that expires before this instant is renewed
     */
    static Optional<String> reason(
            StoredCertificate stored, CertificateRequest wanted, Foreseen<String> authority, Instant soon) {
        return switch (stored) {
            case StoredCertificate.Missing missing -> Optional.of("there is none yet");
            case StoredCertificate.Unusable(String why) -> Optional.of(why);
            case StoredCertificate.Issued issued -> reason(issued, wanted, authority, soon);
        };
    }

    private static Optional<String> reason(
            StoredCertificate.Issued issued, CertificateRequest wanted, Foreseen<String> authority, Instant soon) {
        if (!issued.request().equals(wanted)) {
            return Optional.of("changed: " + wanted.differences(issued.request()));
        }
        if (issued.issuer() instanceof Foreseen.Exactly<String>(String signer) && !authority.is(signer)) {
            return Optional.of("another CA signed the one there is");
        }
        return issued.expires() instanceof Foreseen.Exactly<String>(String expires)
                        && Instant.parse(expires).isBefore(soon)
                ? Optional.of("the one there is expires at " + expires)
                : Optional.empty();
    }
}
