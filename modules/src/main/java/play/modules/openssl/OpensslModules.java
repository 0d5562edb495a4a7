package play.modules.openssl;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The modules of keys, requests and certificates that {@code openssl} makes. */
public final class OpensslModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(
                new OpensslCsrModule(),
                new OpensslDhparamModule(),
                new OpensslPkcs12Module(),
                new OpensslPrivatekeyModule(),
                new OpensslPublickeyModule(),
                new X509CertificateModule(),
                new X509CrlModule());
    }
}
