package play.modules.crypto;

import java.util.List;
import play.module.ModuleSet;
import play.module.Producer;
import play.module.TaskModule;

/** The modules of certificates, keys and secrets. */
public final class CryptoModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(
                new CertgenAuditModule(),
                new CertgenBundleModule(),
                new CertgenCaModule(),
                new CertgenIssuersModule(),
                new CertgenKeypairModule(),
                new CertgenServedModule(),
                new CertgenModule(),
                new GeneratedSecretModule(),
                new KubeconfigModule());
    }

    @Override
    public List<Producer<?>> producers() {
        Issuing issuing = new Issuing(new Office());
        return List.of(
                Producer.of(AuthorityRecipe.class, issuing::authority),
                Producer.of(BundleRecipe.class, issuing::bundle),
                Producer.of(KeypairRecipe.class, KeptKeypair::parts),
                Producer.of(KubeconfigRecipe.class, issuing::kubeconfig),
                Producer.of(LeafRecipe.class, issuing::leaf),
                Producer.of(SecretRecipe.class, KeptSecret::parts));
    }
}
