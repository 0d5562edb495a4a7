package play.modules.crypto;

import java.util.Map;
import play.module.Producer;
import play.module.ProductionException;
import play.module.Workshop;
import play.value.Bytes;
import play.value.Content;

/** Puts kubeconfigs together. */
record KubeconfigProducer(Office office) implements Producer<KubeconfigRecipe> {
    @Override
    public Class<KubeconfigRecipe> recipe() {
        return KubeconfigRecipe.class;
    }

    @Override
    public Map<String, Content> produce(KubeconfigRecipe recipe, Workshop workshop)
            throws ProductionException, InterruptedException {
        Office.IssuedFiles papers = office.leaf(recipe.leaf(), workshop);
        String authority = office.authorityCertificate(recipe.leaf().cluster(), recipe.serverAuthority(), workshop);
        String text = recipe.names().withData(Bytes.of(authority), Bytes.of(papers.certificate()), papers.keyBytes());
        return Map.of("kubeconfig", Content.secret(Bytes.of(text)));
    }
}
