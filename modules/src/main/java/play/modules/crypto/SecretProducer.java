package play.modules.crypto;

import java.util.Map;
import java.util.Optional;
import play.module.Producer;
import play.module.ProductionException;
import play.module.Workshop;
import play.value.Bytes;
import play.value.Content;

/** Makes random values. */
record SecretProducer() implements Producer<SecretRecipe> {
    @Override
    public Class<SecretRecipe> recipe() {
        return SecretRecipe.class;
    }

    @Override
    public Map<String, Content> produce(SecretRecipe recipe, Workshop workshop)
            throws ProductionException, InterruptedException {
        StateFolder folder = new StateFolder(workshop.state());
        return folder.alone(() -> {
            String file = "secrets/" + recipe.cluster() + "/" + recipe.name();
            Optional<String> kept = folder.read(file);
            String value = kept.isPresent()
                    ? kept.get()
                    : recipe.format().make(recipe.length(), Randomness.of(workshop.random()));
            if (kept.isEmpty()) {
                folder.write(file, value);
            }
            return Map.of("value", Content.secret(Bytes.of(value)));
        });
    }
}
