package play.modules.etcd;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import play.host.Script;
import play.host.ShellWords;
import play.module.Plan;
import play.module.Resource;
import play.module.TaskModule;
import play.modules.testing.Controller;
import play.modules.testing.Gates;
import play.modules.testing.Programs;
import play.modules.testing.TestEtcdCluster;
import play.testkit.LocalHost;
import play.testkit.Parameters;

/** What tests do to real clusters of etcd: by modules, and by etcdctl to see what came of it. */
abstract class EtcdTrial {
    @TempDir
    Path folder = Path.of("/");

    final Controller controller() {
        return new Controller(folder, List.of());
    }

    final <P extends Record> Plan run(Resource<P> module, Map<String, Object> client, Map<String, Object> more)
            throws Exception {
        Map<String, Object> given = new HashMap<>(Map.of("client", client));
        given.putAll(more);
        return controller().run(module, Parameters.of((TaskModule<P>) module, given));
    }

    static String title(Plan plan) {
        return assertInstanceOf(Plan.Change.class, plan, plan::toString).title();
    }

    static void healthy(TestEtcdCluster cluster, Map<String, Object> client, long members) throws Exception {
        EtcdctlHealthModule gate = new EtcdctlHealthModule();
        try {
            Gates.pass(gate, Parameters.of(gate, Map.of("client", client, "members", members, "timeout", "60s")));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + cluster.words(), e);
        }
    }

    static String ctl(Map<String, Object> client, String arguments) {
        String endpoints = String.valueOf(client.get("endpoints")).replaceAll("[\\[\\] ]", "");
        var result = LocalHost.run(
                Script.of(Programs.path("etcdctl") + " --endpoints=" + ShellWords.quote(endpoints) + " " + arguments));
        assertTrue(result.succeeded(), result.err());
        return result.out();
    }
}
