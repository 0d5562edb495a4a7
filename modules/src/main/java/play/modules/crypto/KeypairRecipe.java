package play.modules.crypto;

import play.module.Recipe;

/** A key pair to make, or to open where it is kept. Parts: {@code public}, {@code key}. */
record KeypairRecipe(String cluster, String name, KeyType keyType) implements Recipe {
    String key() {
        return "key pair " + cluster + "/" + name + " " + Fingerprint.of(this);
    }
}
