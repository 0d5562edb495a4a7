package play.modules.crypto;

import java.util.Map;
import play.module.ProductionException;
import play.module.Workshop;
import play.value.Bytes;
import play.value.Content;

/** What an office issues, as the parts that modules put into files. */
record Issuing(Office office) {
    Map<String, Content> authority(AuthorityRecipe recipe, Workshop workshop)
            throws ProductionException, InterruptedException {
        Office.IssuedFiles files = office.authority(recipe, workshop);
        Content certificate = Content.of(files.certificate());
        return recipe.withKey()
                ? Map.of("certificate", certificate, "key", Content.secret(files.keyBytes()))
                : Map.of("certificate", certificate);
    }

    Map<String, Content> bundle(BundleRecipe recipe, Workshop workshop)
            throws ProductionException, InterruptedException {
        return Map.of("bundle", Content.of(office.bundle(recipe.cluster(), recipe.authorities(), workshop)));
    }

    Map<String, Content> leaf(LeafRecipe recipe, Workshop workshop) throws ProductionException, InterruptedException {
        Office.IssuedFiles files = office.leaf(recipe, workshop);
        return Map.of(
                "certificate", Content.of(files.certificate()),
                "key", Content.secret(files.keyBytes()),
                "ca", Content.of(files.authority()));
    }

    Map<String, Content> kubeconfig(KubeconfigRecipe recipe, Workshop workshop)
            throws ProductionException, InterruptedException {
        Office.IssuedFiles files = office.leaf(recipe.leaf(), workshop);
        String trusted = office.bundle(recipe.leaf().cluster(), recipe.serverAuthorities(), workshop);
        String text = recipe.names().withData(Bytes.of(trusted), Bytes.of(files.certificate()), files.keyBytes());
        return Map.of("kubeconfig", Content.secret(Bytes.of(text)));
    }
}
