package play.modules.crypto;

import play.module.Recipe;

/** A random value to make, or to open where it is kept. Part: {@code value}. */
record SecretRecipe(String cluster, String name, SecretFormat format, int length) implements Recipe {
    String key() {
        return "secret " + cluster + "/" + name + " " + Fingerprint.of(this);
    }
}
