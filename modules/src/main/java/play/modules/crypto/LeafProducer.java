package play.modules.crypto;

import java.util.Map;
import play.module.Producer;
import play.module.ProductionException;
import play.module.Workshop;
import play.value.Content;

/** Issues leaf certificates. */
record LeafProducer(Office office) implements Producer<LeafRecipe> {
    @Override
    public Class<LeafRecipe> recipe() {
        return LeafRecipe.class;
    }

    @Override
    public Map<String, Content> produce(LeafRecipe recipe, Workshop workshop)
            throws ProductionException, InterruptedException {
        Office.IssuedFiles papers = office.leaf(recipe, workshop);
        return Map.of(
                "certificate", Content.of(papers.certificate()),
                "key", Content.secret(papers.keyBytes()),
                "ca", Content.of(papers.authority()));
    }
}
