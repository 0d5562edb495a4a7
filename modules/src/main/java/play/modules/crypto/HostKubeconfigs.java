package play.modules.crypto;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;

/** Kubeconfigs on hosts, hashed in parts there, so that no key is read. */
record HostKubeconfigs() implements StateFamily<HostKubeconfig> {
  private static final String READ =
      """
      part() { sed -n "s/^ *$1-data: //p" "$p" | base64 -d 2>/dev/null | sha256sum | cut -c 1-64; }
      for p do
        [ -f "$p" ] && [ -r "$p" ] || continue
        printf '%s\\n' "$p"
        part certificate-authority; part client-certificate; part client-key
        sed '/^ *[a-z-]*-data: /d' "$p" | sha256sum | cut -c 1-64
      done
      """;

  /** How many lines a file takes: its path and four hashes. */
  private static final int LINES = 5;

  static StateKey<HostKubeconfig> at(String path) {
    return new HostKubeconfigs().key(path);
  }

  @Override
  public String name() {
    return "kubeconfig";
  }

  @Override
  public Class<HostKubeconfig> type() {
    return HostKubeconfig.class;
  }

  @Override
  public Script read(List<StateKey<HostKubeconfig>> keys) {
    return Script.of("set -- " + ShellWords.join(keys.stream().map(StateKey::id).toList()) + "\n" + READ);
  }

  @Override
  public Map<StateKey<HostKubeconfig>, Observed<HostKubeconfig>> parse(
      List<StateKey<HostKubeconfig>> keys, ScriptResult result) {
    Map<String, HostKubeconfig> found = new HashMap<>();
    List<String> lines = result.out().lines().toList();
    for (int i = 0; i + LINES <= lines.size(); i += LINES) {
      found.put(lines.get(i), new HostKubeconfig(true, lines.get(i + 1), lines.get(i + 2), lines.get(i + 3), lines.get(i + 4)));
    }
    Map<StateKey<HostKubeconfig>, Observed<HostKubeconfig>> states = new HashMap<>();
    keys.forEach(key -> states.put(key, Observed.read(found.getOrDefault(key.id(), HostKubeconfig.MISSING))));
    return states;
  }
}
