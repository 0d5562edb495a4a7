package play.host;

import java.util.List;
import java.util.Set;

/** Reads {@link HostFacts} in one script that needs nothing but a shell, coreutils and {@code /proc}. */
public record Facts() implements StateFamily<HostFacts> {
    /** What {@link LocalFacts} tells; it is read besides. */
    public static final String LOCAL = "local";

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
            "mounts",
            LOCAL);

    /** Those that Ansible has besides: who writes one of them has not mistyped another. */
    public static final Set<String> ELSEWHERE = Set.of(
            "ansible_local",
            "apparmor",
            "bios_date",
            "bios_vendor",
            "bios_version",
            "board_asset_tag",
            "board_name",
            "board_serial",
            "board_vendor",
            "board_version",
            "chassis_asset_tag",
            "chassis_serial",
            "chassis_vendor",
            "chassis_version",
            "cmdline",
            "default_ipv6",
            "device_links",
            "devices",
            "discovered_interpreter_python",
            "distribution_file_parsed",
            "distribution_file_path",
            "distribution_file_search_string",
            "distribution_file_variety",
            "distribution_minor_version",
            "dns",
            "effective_group_id",
            "effective_user_id",
            "env",
            "facter",
            "fibre_channel_wwn",
            "fips",
            "flags",
            "form_factor",
            "gather_subset",
            "hostnqn",
            "is_chroot",
            "iscsi_iqn",
            "kernel_version",
            "loadavg",
            "locally_reachable_ips",
            "lsb",
            "lvm",
            "memory_mb",
            "module_setup",
            "nvme",
            "ohai",
            "proc_cmdline",
            "processor",
            "processor_cores",
            "processor_count",
            "processor_threads_per_core",
            "product_family",
            "product_name",
            "product_serial",
            "product_version",
            "python",
            "python_version",
            "real_group_id",
            "real_user_id",
            "selinux",
            "selinux_python_present",
            "ssh_host_key_dsa_public",
            "ssh_host_key_dsa_public_keytype",
            "ssh_host_key_ecdsa_public",
            "ssh_host_key_ecdsa_public_keytype",
            "ssh_host_key_ed25519_public",
            "ssh_host_key_ed25519_public_keytype",
            "ssh_host_key_rsa_public",
            "ssh_host_key_rsa_public_keytype",
            "ssh_pub_keys",
            "swapfree_mb",
            "system_capabilities",
            "system_capabilities_enforced",
            "system_vendor",
            "systemd",
            "uptime_seconds",
            "user_dir",
            "user_gecos",
            "user_gid",
            "user_shell",
            "user_uid",
            "userspace_architecture",
            "userspace_bits",
            "virtualization_role",
            "virtualization_tech_guest",
            "virtualization_tech_host",
            "virtualization_type");

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
