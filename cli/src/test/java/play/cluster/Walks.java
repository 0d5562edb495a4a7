package play.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Compares walks of a host, made without {@code play}, with what {@code play} has told. */
final class Walks {
  /** What changes with what was announced, and need not be announced by itself. */
  private static final Map<String, String> CONSEQUENCES = new LinkedHashMap<>();

  static {
    CONSEQUENCES.put("file /var/lib/etcd/.*", "etcd's own data, written by the service that was announced");
    CONSEQUENCES.put("file /etc/systemd/system/[^/]+\\.wants(/.*)?", "links of 'enabled', which is announced of the unit");
    CONSEQUENCES.put("unit [^ ]+\\.(target|slice|scope)", "pulled in by the units that were announced");
    CONSEQUENCES.put("file /etc/kubernetes/kubelet.conf", "written by the kubelet when it has its certificate");
    CONSEQUENCES.put("file /etc/systemd/logind.conf.d(/99-kubelet.conf)?", "written by the kubelet, to be asked before a shutdown");
    CONSEQUENCES.put("file /var/lib/(cni|containerd)(/.*)?", "the containers' own data");
    CONSEQUENCES.put("file /opt/containerd(/(bin|lib))?", "made by containerd when it starts");
    CONSEQUENCES.put("file /etc/containerd/config.toml|file /etc/network(/.*)?", "brought by packages that were announced");
    CONSEQUENCES.put("file /var/lib/systemd/deb-systemd-helper-enabled/.*", "Debian's memory of units that packages enable");
    CONSEQUENCES.put("file /root", "a folder's own times and size are no content");
  }

  private Walks() {}

  /** "KIND NAME" of each line that differs. */
  static Set<String> changed(List<String> before, List<String> after) {
    Set<String> names = new TreeSet<>();
    Set<String> old = new HashSet<>(before);
    Set<String> fresh = new HashSet<>(after);
    before.stream().filter(line -> !fresh.contains(line)).map(Walks::name).forEach(names::add);
    after.stream().filter(line -> !old.contains(line)).map(Walks::name).forEach(names::add);
    return names;
  }

  private static String name(String line) {
    String[] fields = line.split("\t");
    return fields[0] + " " + (fields[0].equals("sysctl") ? fields[1].replace('/', '.') : fields[1]);
  }

  /** What changed on the host though neither told nor a consequence of what was. */
  static List<String> unannounced(Set<String> changed, Set<String> told) {
    List<String> left = new ArrayList<>();
    for (String name : changed) {
      boolean consequence = CONSEQUENCES.keySet().stream().anyMatch(pattern -> Pattern.matches(pattern, name));
      if (!told.contains(name) && !consequence) {
        left.add(name);
      }
    }
    return left;
  }
}
