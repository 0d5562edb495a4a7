package play.modules.crypto;

import java.util.Map;
import play.module.Producer;
import play.module.ProductionException;
import play.module.Workshop;
import play.value.Content;

/** Makes authorities. */
record AuthorityProducer(Office office) implements Producer<AuthorityRecipe> {
    @Override
    public Class<AuthorityRecipe> recipe() {
        return AuthorityRecipe.class;
    }

    @Override
    public Map<String, Content> produce(AuthorityRecipe recipe, Workshop workshop)
            throws ProductionException, InterruptedException {
        Office.IssuedFiles papers = office.authority(recipe, workshop);
        Content certificate = Content.of(papers.certificate());
        return recipe.withKey()
                ? Map.of("certificate", certificate, "key", Content.secret(papers.keyBytes()))
                : Map.of("certificate", certificate);
    }
}
