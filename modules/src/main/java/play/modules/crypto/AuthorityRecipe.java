package play.modules.crypto;

import java.time.Duration;
import play.module.Recipe;

/**
 * A CA to make, or to open where it is kept. Parts: {@code certificate} and, if asked for, {@code key}.
 *
 * @param withKey whether its key is to leave the controller
 */
record AuthorityRecipe(String cluster, String name, CertificateRequest request, Duration validity, boolean withKey)
        implements Recipe {
    String key() {
        return "authority " + cluster + "/" + name + " " + Fingerprint.of(this);
    }
}
