package play.modules.crypto;

import java.time.Duration;
import play.module.Recipe;

/**
 * A leaf certificate to issue, or to open where the kept one serves. Parts: {@code certificate}, {@code key},
 * {@code ca}.
 *
 * @param issuer name of the CA, of the same cluster
 * @param renewal when the kept one is renewed
 */
record LeafRecipe(
        String cluster, String name, String issuer, CertificateRequest request, Duration validity, Renewal renewal)
        implements Recipe {
    /** One per certificate and request, so that nobody gets what another asked for. */
    String key() {
        return "certificate " + cluster + "/" + name + " " + Fingerprint.of(this);
    }
}
