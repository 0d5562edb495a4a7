package play.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is left on a host that a cluster was taken off, beside what it was before. */
final class Remains {
    private static final Map<String, String> STAYS = new LinkedHashMap<>();

    static {
        STAYS.put(
                "file /(etc|opt)/cni(/net\\.d|/bin)?", "folders that others share, emptied of what was the cluster's");
        STAYS.put("file /etc/nftables\\.d", "a folder for everybody's tables");
        STAYS.put("file /var/lib/etcd", "it may be a disk of its own");
        STAYS.put("file /etc/containerd/certs\\.d", "a folder for everybody who uses containerd");
        STAYS.put("file /var/lib/play", "where play keeps what it must not fetch twice");
        STAYS.put("unit (containerd|haproxy|keepalived)\\.service", "the packages' own, which stay with them");
    }

    /** What etcd's package brought, where it did, and keeps. */
    private static final String OF_ETCD = "(user|group) etcd|unit etcd\\.service";

    private Remains() {}

    /** "KIND NAME" of what is neither a package nor a folder that stays. */
    static List<String> of(ClusterLab lab, Bringup.Built built, String host) throws Exception {
        Set<String> changed = Walks.changed(built.blank().get(host), lab.call("walk", host));
        // Packages stay, and they were told when the cluster was built.
        Set<String> packages = built.made().touched(host).stream()
                .filter(name -> name.startsWith("package "))
                .collect(Collectors.toSet());
        return Walks.unannounced(changed, packages, lab.owned(host)).stream()
                .filter(name -> !(packages.contains("package etcd-server") && Pattern.matches(OF_ETCD, name)))
                .filter(name -> STAYS.keySet().stream().noneMatch(pattern -> Pattern.matches(pattern, name)))
                .toList();
    }
}
