package play.modules.crypto;

import play.module.Recipe;

/**
 * A kubeconfig with certificates in it. Parts: {@code kubeconfig}.
 *
 * @param serverAuthority name of the CA that signed the server's certificate
 */
record KubeconfigRecipe(LeafRecipe leaf, String serverAuthority, KubeconfigNames names) implements Recipe {
    String key() {
        return "kubeconfig " + leaf.cluster() + "/" + leaf.name() + " " + Fingerprint.of(this);
    }
}
