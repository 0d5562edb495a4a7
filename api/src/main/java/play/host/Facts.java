package play.host;

import java.util.List;

/** Reads {@link HostFacts} in one script that needs nothing but a shell, coreutils and {@code /proc}. */
public record Facts() implements StateFamily<HostFacts> {
    /** Every fact there is, for "did you mean" and for the check of names before a run. */
    public static final List<String> NAMES = List.of(
            "system",
            "kernel",
            "architecture",
            "machine",
            "hostname",
            "nodename",
            "fqdn",
            "domain",
            "os_family",
            "distribution",
            "distribution_version",
            "distribution_major_version",
            "distribution_release",
            "default_ipv4",
            "all_ipv4_addresses",
            "all_ipv6_addresses",
            "interfaces",
            "memtotal_mb",
            "memfree_mb",
            "swaptotal_mb",
            "processor_vcpus",
            "processor_nproc",
            "service_mgr",
            "cgroup_version",
            "pkg_mgr",
            "user_id",
            "machine_id",
            "product_uuid",
            "date_time",
            "selinux_mode",
            "mounts");

    private static final String READ = """
        echo "kernel=$(uname -r)"; echo "machine=$(uname -m)"; echo "system=$(uname -s)"; echo "nodename=$(uname -n)"
        echo "fqdn=$(hostname -f 2>/dev/null || uname -n)"
        if [ -r /etc/os-release ]; then
          sed -n 's/^\\(ID\\|ID_LIKE\\|NAME\\|VERSION_ID\\|VERSION_CODENAME\\)=/os_\\1=/p' /etc/os-release
        fi
        echo "debian_version=$(cat /etc/debian_version 2>/dev/null)"
        sed -n 's/^\\(MemTotal\\|MemFree\\|SwapTotal\\): *\\([0-9]*\\) kB/\\1=\\2/p' /proc/meminfo
        echo "vcpus=$(grep -c ^processor /proc/cpuinfo)"
        echo "nproc=$(nproc 2>/dev/null || grep -c ^processor /proc/cpuinfo)"
        echo "init=$(cat /proc/1/comm 2>/dev/null)"; [ -d /run/systemd/system ] && echo init=systemd
        if [ "$(stat -fc %T /sys/fs/cgroup 2>/dev/null)" = cgroup2fs ]; then echo cgroup=2; else echo cgroup=1; fi
        for m in apt-get dnf yum zypper apk pacman; do command -v $m >/dev/null 2>&1 && { echo "pkg=$m"; break; }; done
        echo "user=$(id -un)"; echo "machine_id=$(cat /etc/machine-id 2>/dev/null)"
        echo "date=$(date '+%s %Y %m %d %H %M %S %Z %z %A %w')"
        echo "product_uuid=$(cat /sys/class/dmi/id/product_uuid 2>/dev/null)"
        if [ -r /sys/fs/selinux/enforce ]; then echo "selinux=$(cat /sys/fs/selinux/enforce)"; fi
        fields='^\\(/[^ ]*\\) *\\([^ ]*\\) *\\([0-9]*\\) *[0-9]* *\\([0-9]*\\) *[0-9]*% *\\(/.*\\)'
        df -PTkl 2>/dev/null | sed -n "s|$fields|disk=\\1 \\2 \\3 \\4 \\5|p"
        fields='^[0-9]*: *\\([^ ]*\\) *\\(inet6\\{0,1\\}\\) \\([^ ]*\\) .*scope \\([a-z]*\\).*'
        ip -o addr show 2>/dev/null | sed -n "s/$fields/address=\\1 \\2 \\3 \\4/p"
        ip -o -4 route show default 2>/dev/null | sed -n '1s/.*/route=&/p'
        for i in /sys/class/net/*/mtu; do
          [ -r "$i" ] && { d=${i#/sys/class/net/}; echo "mtu_${d%/mtu}=$(cat "$i")"; }
        done
        """;

    @Override
    public String name() {
        return "facts";
    }

    @Override
    public Lifetime lifetime() {
        return Lifetime.FACTS;
    }

    @Override
    public Class<HostFacts> type() {
        return HostFacts.class;
    }

    @Override
    public Script read(List<StateKey<HostFacts>> keys) {
        return Script.of(READ);
    }

    @Override
    public Told<HostFacts> told(List<StateKey<HostFacts>> keys, ScriptResult result) {
        HostFacts facts = new HostFacts(new PrintedFacts(result.out()).facts());
        return (index, id) -> facts;
    }
}
