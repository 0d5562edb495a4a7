package play.cluster;

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
        CONSEQUENCES.put(
                "file /etc/systemd/system/[^/]+\\.wants(/.*)?", "links of 'enabled', which is announced of the unit");
        CONSEQUENCES.put(
                "(file /etc/systemd/system/|unit )etcd2\\.service",
                "the other name that Debian's etcd.service has once it is enabled");
        CONSEQUENCES.put("unit [^ ]+\\.(target|slice|scope)", "pulled in by the units that were announced");
        CONSEQUENCES.put("file /etc/kubernetes/manifests(/.*)?", "written by kubeadm, whose run is announced");
        CONSEQUENCES.put("file /etc/kubernetes/kubelet.conf", "written by the kubelet when it has its certificate");
        CONSEQUENCES.put(
                "file /etc/systemd/logind.conf.d(/99-kubelet.conf)?",
                "written by the kubelet, to be asked before a shutdown");
        CONSEQUENCES.put("file /var/lib/(cni|containerd)(/.*)?", "the containers' own data");
        CONSEQUENCES.put("file /opt/containerd(/(bin|lib))?", "made by containerd when it starts");
        CONSEQUENCES.put(
                "file /etc/containerd/config.toml|file /etc/network(/.*)?", "brought by packages that were announced");
        CONSEQUENCES.put(
                "file /var/lib/systemd/deb-systemd-helper-enabled/.*", "Debian's memory of units that packages enable");
        CONSEQUENCES.put("file /root", "a folder's own times and size are no content");
    }

    /** What changes with packages, and is in none of them. */
    private static final Map<String, String> OF_PACKAGES = new LinkedHashMap<>();

    static {
        OF_PACKAGES.put(
                "unit cni-dhcp\\.(service|socket)",
                "Debian's network plugins bring them, and nothing here starts them");
        OF_PACKAGES.put("package .*", "packages bring those they depend on");
        OF_PACKAGES.put(
                "file /var/lib/(apt/extended_states|ucf/.*|systemd/deb-systemd-.*)", "the package manager's notes");
        OF_PACKAGES.put("file /etc/(ld\\.so\\.cache|rc[0-6S]\\.d/.*)", "made anew by the package manager");
    }

    private Walks() {}

    /**
     * "KIND NAME" of each line that differs. A walk tells a setting of the kernel only once a file names it: one that
     * was not told before may have had its value then.
     */
    static Set<String> changed(List<String> before, List<String> after) {
        Set<String> names = new TreeSet<>();
        Set<String> old = new HashSet<>(before);
        Set<String> fresh = new HashSet<>(after);
        before.stream().filter(line -> !fresh.contains(line)).map(Walks::name).forEach(names::add);
        Set<String> known = new HashSet<>();
        before.forEach(line -> known.add(name(line)));
        after.stream()
                .filter(line -> !old.contains(line) && (!line.startsWith("sysctl\t") || known.contains(name(line))))
                .map(Walks::name)
                .forEach(names::add);
        return names;
    }

    private static String name(String line) {
        String[] fields = line.split("\t");
        return fields[0] + " " + (fields[0].equals("sysctl") ? fields[1].replace('/', '.') : fields[1]);
    }

    /**
     * What changed on the host though neither told nor a consequence of what was.
     *
     * @param owned lines "owned PATH PACKAGE" of a walk: what packages brought
     */
    static List<String> unannounced(Set<String> changed, Set<String> told, List<String> owned) {
        Set<String> consequences = new HashSet<>(CONSEQUENCES.keySet());
        Set<String> brought = new HashSet<>();
        if (told.stream().anyMatch(name -> name.startsWith("package "))) {
            consequences.addAll(OF_PACKAGES.keySet());
            brought.addAll(brought(changed, owned));
        }
        return changed.stream()
                .filter(name -> !told.contains(name) && !brought.contains(name))
                .filter(name -> consequences.stream().noneMatch(pattern -> Pattern.matches(pattern, name)))
                .toList();
    }

    /**
     * Paths of the packages that changed, with the folders on the way, and users and groups that have such a package's
     * name.
     */
    private static Set<String> brought(Set<String> changed, List<String> owned) {
        Set<String> packages = new HashSet<>();
        changed.stream()
                .filter(name -> name.startsWith("package "))
                .forEach(name -> packages.add(name.substring(8).replaceFirst(":.*", "")));
        Set<String> brought = new HashSet<>();
        packages.forEach(name -> brought.addAll(List.of("user " + name, "group " + name)));
        for (String line : owned) {
            String[] fields = line.split("\t");
            if (packages.contains(fields[2].replaceFirst(":.*", ""))) {
                brought.add("file " + fields[1]);
            }
        }
        return brought;
    }
}
