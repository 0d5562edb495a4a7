package play.modules.kubernetes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Answer;
import play.module.Default;
import play.module.Doc;
import play.module.Matches;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Patience;
import play.module.Query;
import play.module.RequiresOneOf;
import play.modules.files.Paths;

/** A gate: an API server serves, its controllers hold their leases, a user may do what it must. */
public final class K8sGateModule implements Query<K8sGateModule.Params> {
  /** Something the user of the kubeconfig must be allowed to do. */
  public record CanI(
      @Doc("The verb, or * for all.") @Matches(value = "[a-z*]+", expected = "a verb") String verb,
      @Doc("The resource, or * for all.") @Matches(value = "[a-zA-Z0-9.*/-]+", expected = "a resource") String resource) {}

  @RequiresOneOf({"kubeconfig", "server"})
  public record Params(
      @Doc("The kubeconfig, a path on the host.") @Matches(value = Paths.ABSOLUTE, expected = Paths.EXPECTED)
          Optional<String> kubeconfig,
      @Doc("URL of the API server, in place of the kubeconfig's: each one of several can be asked.")
          @Matches(value = "https://[^\\s]+", expected = "an https URL")
          Optional<String> server,
      @Doc("The authority of the server's certificate, a path on the host, in place of the kubeconfig's.")
          @Matches(value = Paths.ABSOLUTE, expected = Paths.EXPECTED)
          Optional<String> cacert,
      @Doc("The kubectl program on the host.") @Matches(value = Paths.ABSOLUTE, expected = Paths.EXPECTED)
          @Default("/usr/local/bin/kubectl")
          String kubectl,
      @Doc("Whether /readyz must be well.") @Default("true") boolean readyz,
      @Doc("Leases in kube-system that somebody must hold: kube-controller-manager, kube-scheduler.")
          @Matches(value = "[a-z0-9.-]+", expected = "a lease's name")
          @Default("[]")
          List<String> leases,
      @Doc("How long ago a lease may have been renewed, by the host's clock.") @Default("15s") Duration leaseAge,
      @Doc("What the user of the kubeconfig must be allowed to do.") Optional<CanI> canI,
      @Doc("How long to wait for it.") @Default("60s") Duration timeout,
      @Doc("Pause between two looks.") @Default("1s") Duration interval) {

    private StateKey<GateReport> report() {
      KubeClient client = new KubeClient(Optional.empty(), kubectl, kubeconfig, server, cacert, Optional.empty());
      return new GateReport.Family(client, readyz, leases, canI.map(right -> List.of(right.verb(), right.resource()))).key();
    }
  }

  private static final ModuleSpec<Params> SPEC =
      ModuleSpec.of(
              "k8s_gate",
              "Waits until an API server is ready, leases are held and rights are there.",
              Params.class,
              new Example("one server", "", "server: https://192.0.2.10:6443\ncacert: /etc/kubernetes/pki/ca.crt\n"),
              new Example(
                  "controllers", "", "kubeconfig: /etc/kubernetes/admin.conf\nleases: [kube-controller-manager, kube-scheduler]\ncan_i: {verb: '*', resource: '*'}\n"))
          .alias("k8s-gate");

  @Override
  public ModuleSpec<Params> spec() {
    return SPEC;
  }

  @Override
  public List<StateKey<?>> probes(Params params) {
    return List.of(params.report());
  }

  @Override
  public Optional<Patience> patience(Params params) {
    return Optional.of(new Patience(params.timeout(), params.interval()));
  }

  @Override
  public Answer answer(Params params, Knowledge known) {
    return switch (known.of(params.report())) {
      case Observed.Unknown<GateReport>(String reason) -> new Answer.Waiting(reason);
      case Observed.Known<GateReport>(GateReport report, var how) -> judge(params, report);
    };
  }

  private static Answer judge(Params params, GateReport report) {
    List<String> faults = new ArrayList<>(report.faults());
    Map<String, @Nullable Object> holders = new LinkedHashMap<>();
    for (GateReport.Lease lease : report.leases()) {
      Duration age = lease.renewed().map(renewed -> Duration.between(renewed, report.now())).orElse(Duration.ZERO);
      if (lease.holder().isEmpty() || lease.renewed().isEmpty()) {
        faults.add("nobody holds the lease " + lease.name());
      } else if (age.compareTo(params.leaseAge()) > 0) {
        faults.add("the lease " + lease.name() + " was renewed " + age.toSeconds() + " s ago, by " + lease.holder());
      }
      holders.put(lease.name(), lease.holder());
    }
    return faults.isEmpty() ? new Answer.Found(Map.of("leases", holders)) : new Answer.Waiting(String.join("; ", faults));
  }
}
