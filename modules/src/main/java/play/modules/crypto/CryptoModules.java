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
                new CertgenCaModule(),
                new CertgenKeypairModule(),
                new CertgenServedModule(),
                new CertgenModule(),
                new GeneratedSecretModule(),
                new KubeconfigModule());
    }

    @Override
    public List<Producer<?>> producers() {
        Office office = new Office();
        return List.of(
                new AuthorityProducer(office),
                new KeypairProducer(),
                new KubeconfigProducer(office),
                new LeafProducer(office),
                new SecretProducer());
    }
}
