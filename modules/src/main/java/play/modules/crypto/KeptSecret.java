package play.modules.crypto;

import java.util.Map;
import play.module.ProductionException;
import play.module.Workshop;
import play.value.Bytes;
import play.value.Content;

/** Random values that the controller keeps. */
final class KeptSecret {
    private KeptSecret() {}

    static Map<String, Content> parts(SecretRecipe recipe, Workshop workshop)
            throws ProductionException, InterruptedException {
        String value = new StateFolder(workshop.state())
                .kept(
                        "secrets/" + recipe.cluster() + "/" + recipe.name(),
                        () -> recipe.format().make(recipe.length(), Randomness.of(workshop.random())));
        return Map.of("value", Content.secret(Bytes.of(value)));
    }
}
