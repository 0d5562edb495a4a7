package play.modules.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Answer;
import play.modules.testing.KnownStates;
import play.modules.testing.Parameters;
import play.value.Bytes;

class K8sGateModuleTest {
  private static final K8sGateModule MODULE = new K8sGateModule();
  private static final K8sGateModule.Params PARAMS =
      Parameters.of(MODULE, Map.of("kubeconfig", "/root/admin.conf", "leases", List.of("kube-scheduler")));

  @SuppressWarnings("unchecked") // the gate has one probe
  private static Answer answer(int code, String printed, String errors) {
    StateKey<GateReport> key = (StateKey<GateReport>) MODULE.probes(PARAMS).getFirst();
    Observed<GateReport> seen =
        key.family().parse(List.of(key), new ScriptResult(code, Bytes.of(printed), Bytes.of(errors))).get(key);
    return MODULE.answer(PARAMS, new KnownStates().with(key, java.util.Objects.requireNonNull(seen)));
  }

  @Test
  void aFreshLeaseIsGood() {
    Answer.Found found =
        assertInstanceOf(Answer.Found.class, answer(0, "now 1795242410\nlease kube-scheduler knode1_a2 2026-11-21T06:26:46.000000Z\n", ""));
    assertEquals(Map.of("leases", Map.of("kube-scheduler", "knode1_a2")), found.value());
  }

  @Test
  void anOldLeaseIsWaitedFor() {
    assertEquals(
        "the lease kube-scheduler was renewed 60 s ago, by knode1_a2",
        assertInstanceOf(Answer.Waiting.class, answer(0, "now 1795242466\nlease kube-scheduler knode1_a2 2026-11-21T06:26:46.000000Z\n", "")).why());
  }

  @Test
  void aLeaseNobodyHoldsIsWaitedFor() {
    assertEquals(
        "/readyz is not well: [-]etcd failed: reason withheld; nobody holds the lease kube-scheduler",
        assertInstanceOf(
                Answer.Waiting.class,
                answer(0, "now 1795242410\nfault /readyz is not well: [-]etcd failed: reason withheld \nlease kube-scheduler \n", ""))
            .why());
  }

  @Test
  void aMissingProgramIsNotAFault() {
    assertEquals(
        "/usr/local/bin/kubectl is not there",
        assertInstanceOf(Answer.Waiting.class, answer(127, "", "/usr/local/bin/kubectl is not there\n")).why());
  }
}
