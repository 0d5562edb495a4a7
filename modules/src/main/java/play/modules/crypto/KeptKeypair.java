package play.modules.crypto;

import java.io.IOException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Map;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import play.module.ProductionException;
import play.module.Workshop;
import play.value.Bytes;
import play.value.Content;

/** Key pairs that the controller keeps. */
final class KeptKeypair {
    private KeptKeypair() {}

    static Map<String, Content> parts(KeypairRecipe recipe, Workshop workshop)
            throws ProductionException, InterruptedException {
        String kept = new StateFolder(workshop.state())
                .kept(Office.file(recipe.cluster(), recipe.name()), () -> make(recipe, workshop));
        return parts(kept, recipe);
    }

    /** Not encrypted: both halves go to hosts anyway. */
    private static String make(KeypairRecipe recipe, Workshop workshop) throws IOException {
        SecureRandom random = Randomness.of(workshop.random());
        KeyPair pair = Keys.generate(recipe.keyType(), random);
        return Keys.plain(pair.getPrivate())
                + Pem.of(SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
    }

    private static Map<String, Content> parts(String kept, KeypairRecipe recipe) throws ProductionException {
        String key = Pem.block(kept, "PRIVATE KEY");
        String open = Pem.block(kept, "PUBLIC KEY");
        if (key.isEmpty() || open.isEmpty()) {
            throw new ProductionException(
                    "what is kept as '" + recipe.name() + "' is not a key pair; choose another name");
        }
        return Map.of("public", Content.of(open), "key", Content.secret(Bytes.of(key)));
    }
}
