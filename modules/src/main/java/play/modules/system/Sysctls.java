package play.modules.system;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.value.Foreseen;

/** Settings of the running kernel, read from {@code /proc/sys} by one loop of the shell. */
public record Sysctls() implements StateFamily<SysctlState> {
  private static final String READ =
      """
      for p do
        [ -e "$p" ] || continue
        [ -w "$p" ] && w=yes || w=no
        v=$(cat -- "$p" 2>/dev/null | tr '\\t\\n' '  ') && printf '%s %s %s\\n' "$w" "$p" "$v"
      done
      exit 0
      """;

  /** The setting of a name as sysctl(8) takes it: {@code net.ipv4.ip_forward}, {@code net/ipv4/conf/eth0.1/rp_filter}. */
  public static StateKey<SysctlState> at(String name) {
    return new Sysctls().key(name);
  }

  /** Where the kernel shows a setting. The separator that comes first separates; the other stands for itself, swapped. */
  static String path(String name) {
    int dot = name.indexOf('.');
    int slash = name.indexOf('/');
    boolean slashes = slash >= 0 && (dot < 0 || slash < dot);
    return "/proc/sys/" + (slashes ? name : name.replace('.', '\0').replace('/', '.').replace('\0', '/'));
  }

  static String normal(String value) {
    return value.strip().replaceAll("\\s+", " ");
  }

  @Override
  public String name() {
    return "sysctl";
  }

  @Override
  public Class<SysctlState> type() {
    return SysctlState.class;
  }

  @Override
  public Script read(List<StateKey<SysctlState>> keys) {
    return Script.of("set -- " + ShellWords.join(keys.stream().map(key -> path(key.id())).toList()) + "\n" + READ);
  }

  @Override
  public Map<StateKey<SysctlState>, Observed<SysctlState>> parse(List<StateKey<SysctlState>> keys, ScriptResult result) {
    Map<String, SysctlState> found = new HashMap<>();
    for (String line : result.out().lines().toList()) {
      String[] fields = line.split(" ", 3);
      found.put(fields[1], new SysctlState.Present(new Foreseen.Exactly<>(normal(fields[2])), fields[0].equals("yes")));
    }
    Map<StateKey<SysctlState>, Observed<SysctlState>> states = new HashMap<>();
    keys.forEach(key -> states.put(key, Observed.read(found.getOrDefault(path(key.id()), SysctlState.ABSENT))));
    return states;
  }
}
