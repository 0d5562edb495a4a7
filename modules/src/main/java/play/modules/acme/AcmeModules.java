package play.modules.acme;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The modules of authorities that speak ACME. */
public final class AcmeModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(new AcmeCertificateModule());
    }
}
