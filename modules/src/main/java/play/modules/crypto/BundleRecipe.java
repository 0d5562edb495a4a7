package play.modules.crypto;

import java.util.List;
import play.module.Recipe;

/**
 * The certificates of CAs in one file. Parts: {@code bundle}.
 *
 * @param authorities names of the CAs, in the order of the file
 */
record BundleRecipe(String cluster, List<String> authorities) implements Recipe {
    BundleRecipe {
        authorities = List.copyOf(authorities);
    }

    String key() {
        return "bundle " + cluster + " " + Fingerprint.of(this);
    }
}
