package play.modules.crypto;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import play.value.Foreseen;

/**
 * When a leaf certificate that is kept no longer serves.
 *
 * @param before how long before its end it is renewed
 * @param issuedBefore one that was issued before this instant is renewed too
 */
record Renewal(Duration before, Optional<Instant> issuedBefore) {
    /** What is wrong with the rule for certificates that are valid so long, whatever there is. */
    Optional<String> fault(Duration validity) {
        return before.compareTo(validity) < 0
                ? Optional.empty()
                : Optional.of("renew_before must be shorter than validity, else each run renews the certificate");
    }

    /** The same at that moment. */
    Optional<String> fault(Instant now) {
        return issuedBefore
                .filter(moment -> moment.isAfter(now))
                .map(moment -> "renew_issued_before is " + moment
                        + ", which is yet to come: each run until then would renew the certificate");
    }

    /**
     * Why a new one is issued, as a phrase; none while the kept one serves.
     *
     * @param authority key id of the CA that is to have signed it
     */
    Optional<String> reason(
            StoredCertificate stored, CertificateRequest wanted, Foreseen<String> authority, Instant now) {
        return switch (stored) {
            case StoredCertificate.Missing missing -> Optional.of("there is none yet");
            case StoredCertificate.Unusable(String why) -> Optional.of(why);
            case StoredCertificate.Issued issued -> reason(issued, wanted, authority, now);
        };
    }

    private Optional<String> reason(
            StoredCertificate.Issued issued, CertificateRequest wanted, Foreseen<String> authority, Instant now) {
        if (!issued.request().equals(wanted)) {
            return Optional.of("changed: " + wanted.differences(issued.request()));
        }
        if (issued.issuer() instanceof Foreseen.Exactly<String>(String signer) && !authority.is(signer)) {
            return Optional.of("another CA signed the one there is");
        }
        if (issued.expires() instanceof Foreseen.Exactly<String>(String expires)
                && Instant.parse(expires).isBefore(now.plus(before))) {
            return Optional.of("the one there is expires at " + expires);
        }
        return issued.issued() instanceof Foreseen.Exactly<String>(String moment)
                        && issuedBefore.filter(Instant.parse(moment)::isBefore).isPresent()
                ? Optional.of("the one there is was issued at " + moment)
                : Optional.empty();
    }
}
