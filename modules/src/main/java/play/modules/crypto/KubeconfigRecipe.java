package play.modules.crypto;

import java.util.List;
import play.module.Recipe;

/**
 * A kubeconfig with certificates in it. Parts: {@code kubeconfig}.
 *
 * @param serverAuthorities names of the CAs of which one signed the server's certificate
 */
record KubeconfigRecipe(LeafRecipe leaf, List<String> serverAuthorities, KubeconfigNames names) implements Recipe {
    String key() {
        return "kubeconfig " + leaf.cluster() + "/" + leaf.name() + " " + Fingerprint.of(this);
    }
}
