package play.modules.kubernetes;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.host.HostState;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;

/**
 * What was seen of an API server in one look.
 *
 * @param faults what is not as it must be, in words
 * @param now the host's time
 */
record GateReport(List<String> faults, List<Lease> leases, Instant now) implements HostState {
  /** A lease in kube-system. */
  record Lease(String name, String holder, Optional<Instant> renewed) {}

  @Override
  public boolean present() {
    return true;
  }

  /**
   * Looks.
   *
   * @param rights verb and resource
   */
  record Family(KubeClient client, boolean readyz, List<String> leases, Optional<List<String>> rights)
      implements StateFamily<GateReport> {
    private static final String READYZ =
        """
        if out=$(ctl get --raw '/readyz?verbose' 2>&1); then :
        else printf 'fault /readyz is not well: %s\\n' "$(printf '%s' "$out" | grep -v '^\\[+\\]' | tail -n 6 | tr '\\n' ' ')"; fi
        """;

    StateKey<GateReport> key() {
      return new StateKey<>(client.service(), this, "look");
    }

    @Override
    public String name() {
      return "gate";
    }

    @Override
    public Class<GateReport> type() {
      return GateReport.class;
    }

    @Override
    public Script read(List<StateKey<GateReport>> keys) {
      StringBuilder body = new StringBuilder("date -u '+now %s'\n");
      if (readyz) {
        body.append(READYZ);
      }
      for (String lease : leases) {
        body.append("printf 'lease %s %s\\n' ").append(ShellWords.quote(lease))
            .append(" \"$(ctl --namespace=kube-system get lease ").append(ShellWords.quote(lease))
            .append(" -o 'jsonpath={.spec.holderIdentity} {.spec.renewTime}' 2>/dev/null)\"\n");
      }
      rights.ifPresent(
          right -> body.append("out=$(ctl auth can-i ").append(ShellWords.join(right))
              .append(" 2>&1) || printf 'fault the user may not %s: %s\\n' ").append(ShellWords.quote(String.join(" ", right)))
              .append(" \"$(printf '%s' \"$out\" | tail -n 1)\"\n"));
      return client.script(body.toString());
    }

    @Override
    public Map<StateKey<GateReport>, Observed<GateReport>> parse(List<StateKey<GateReport>> keys, ScriptResult result) {
      Observed<GateReport> seen =
          result.exitCode() == 127
              ? new Observed.Unknown<>(KubeClient.words(result.err()))
              : Observed.read(report(result.out().lines().toList()));
      Map<StateKey<GateReport>, Observed<GateReport>> states = new HashMap<>();
      keys.forEach(key -> states.put(key, seen));
      return states;
    }

    private static GateReport report(List<String> lines) {
      List<String> faults = new ArrayList<>();
      List<Lease> leases = new ArrayList<>();
      Instant now = Instant.EPOCH;
      for (String line : lines) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
          case "now" -> now = Instant.ofEpochSecond(Long.parseLong(words[1]));
          case "fault" -> faults.add(line.substring("fault ".length()).strip());
          case "lease" -> leases.add(new Lease(words[1], words.length > 2 ? words[2] : "", words.length > 3 ? time(words[3]) : Optional.empty()));
          default -> {}
        }
      }
      return new GateReport(List.copyOf(faults), List.copyOf(leases), now);
    }

    private static Optional<Instant> time(String text) {
      try {
        return Optional.of(Instant.parse(text));
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }
  }
}
