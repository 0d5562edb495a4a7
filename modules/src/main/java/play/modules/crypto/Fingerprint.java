package play.modules.crypto;

import play.module.Recipe;
import play.value.Bytes;

/** A short name of all that a recipe asks for. */
final class Fingerprint {
    private static final int DIGITS = 8;

    private Fingerprint() {}

    static String of(Recipe recipe) {
        return Bytes.of(recipe.toString()).sha256().substring(0, DIGITS);
    }
}
