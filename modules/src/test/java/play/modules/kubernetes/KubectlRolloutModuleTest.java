package play.modules.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.host.Reach;
import play.host.Realm;
import play.module.Decision;
import play.testkit.KnownStates;
import play.testkit.Parameters;

class KubectlRolloutModuleTest {
    private final KubectlRolloutModule module = new KubectlRolloutModule();

    @Test
    void aRestartReachesTheClusterAndNotTheHost() {
        KubectlRolloutModule.Params params = Parameters.of(
                module,
                Map.of(
                        "action", "restart",
                        "kind", "Deployment",
                        "name", "web",
                        "namespace", "default",
                        "kubeconfig", "/etc/kubernetes/admin.conf",
                        "cluster", "lab"));
        Decision.Do decision = assertInstanceOf(Decision.Do.class, module.decide(params, new KnownStates()));
        assertEquals(
                List.of(new Effect.Opaque(
                        "the pods of Deployment default/web are recreated",
                        new Reach.Service(new Realm.Service("kubernetes lab")))),
                decision.run().effects());
    }
}
