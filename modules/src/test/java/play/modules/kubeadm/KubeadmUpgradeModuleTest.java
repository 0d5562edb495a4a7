package play.modules.kubeadm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.host.Files;
import play.module.Action;
import play.module.Decision;
import play.testkit.KnownStates;
import play.testkit.Parameters;

class KubeadmUpgradeModuleTest {
    private static final KubeadmUpgradeModule MODULE = new KubeadmUpgradeModule();

    private static Action.Run run(Map<String, Object> given) {
        return assertInstanceOf(Decision.Do.class, MODULE.decide(Parameters.of(MODULE, given), new KnownStates()))
                .run();
    }

    @Test
    void theFirstHostIsToldTheVersion() {
        String script = run(Map.of(
                        "step",
                        "apply",
                        "version",
                        "1.37.2",
                        "etcd_upgrade",
                        false,
                        "image_pull_policy",
                        "Never",
                        "ignore_preflight_errors",
                        List.of("CreateJob", "SystemVerification"),
                        "kubeadm",
                        "/opt/new/kubeadm"))
                .script()
                .text();
        assertTrue(script.contains("""
                kind: UpgradeConfiguration
                apply:
                  kubernetesVersion: v1.37.2
                  etcdUpgrade: false
                  certificateRenewal: true
                  imagePullPolicy: Never
                  ignorePreflightErrors: [CreateJob, SystemVerification]
                """), script);
        assertTrue(script.contains("/opt/new/kubeadm upgrade apply --yes --config"), script);
    }

    @Test
    void anyOtherHostLearnsItFromTheCluster() {
        String script =
                run(Map.of("step", "node", "version", "1.37.2")).script().text();
        assertFalse(script.contains("kubernetesVersion"), script);
        assertTrue(script.contains("\nnode:\n") && script.contains("upgrade node --config"), script);
    }

    @Test
    void certificatesAreInItsReachOnlyWhereTheyAreRenewed() {
        assertEquals(List.of(true), reached(Map.of("step", "apply", "version", "1.37.2")));
        assertEquals(
                List.of(false), reached(Map.of("step", "apply", "version", "1.37.2", "certificate_renewal", false)));
    }

    private static List<Boolean> reached(Map<String, Object> given) {
        return run(given).effects().stream()
                .map(effect -> assertInstanceOf(Effect.Opaque.class, effect)
                        .reach()
                        .covers(Files.at("/etc/kubernetes/pki/apiserver.crt")))
                .toList();
    }
}
