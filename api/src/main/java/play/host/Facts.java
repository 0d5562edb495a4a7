package play.host;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads {@link HostFacts} in one script that needs nothing but a shell, the tools every host has and {@code /proc}. */
public record Facts() implements StateFamily<HostFacts> {
    /** What {@link LocalFacts} tells; it is read besides. */
    public static final String LOCAL = "local";

    /** Every fact there is, for "did you mean" and for the check of names before a run. */
    public static final List<String> NAMES = Stream.concat(
                    HardwareFacts.FIRMWARE.stream(),
                    Stream.of(
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
                            "apparmor",
                            "cmdline",
                            "default_ipv6",
                            "distribution_file_parsed",
                            "distribution_file_path",
                            "distribution_file_variety",
                            "distribution_minor_version",
                            "dns",
                            "effective_group_id",
                            "effective_user_id",
                            "env",
                            "fips",
                            "form_factor",
                            "kernel_version",
                            "loadavg",
                            "lsb",
                            "memory_mb",
                            "proc_cmdline",
                            "processor",
                            "processor_cores",
                            "processor_count",
                            "processor_threads_per_core",
                            "python",
                            "python_version",
                            "real_group_id",
                            "real_user_id",
                            "selinux",
                            "ssh_host_key_dsa_public",
                            "ssh_host_key_dsa_public_keytype",
                            "ssh_host_key_ecdsa_public",
                            "ssh_host_key_ecdsa_public_keytype",
                            "ssh_host_key_ed25519_public",
                            "ssh_host_key_ed25519_public_keytype",
                            "ssh_host_key_rsa_public",
                            "ssh_host_key_rsa_public_keytype",
                            "swapfree_mb",
                            "system_vendor",
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
                            "virtualization_type",
                            "device_links",
                            "devices",
                            "fibre_channel_wwn",
                            "flags",
                            "gather_subset",
                            "hostnqn",
                            "is_chroot",
                            "iscsi_iqn",
                            "locally_reachable_ips",
                            "lvm",
                            "module_setup",
                            "system_capabilities",
                            "system_capabilities_enforced",
                            "systemd",
                            LOCAL))
            .toList();

    /** Those that Ansible has besides: who writes one of them has not mistyped another. */
    public static final Set<String> ELSEWHERE = Set.of(
            "ansible_local",
            "discovered_interpreter_python",
            "distribution_file_search_string",
            "facter",
            "nvme",
            "ohai",
            "product_family",
            "selinux_python_present",
            "ssh_pub_keys");

    private static final String READ = """
        echo "kernel=$(uname -r)"; echo "machine=$(uname -m)"; echo "system=$(uname -s)"; echo "nodename=$(uname -n)"
        echo "kernel_version=$(uname -v)"; echo "bits=$(getconf LONG_BIT 2>/dev/null)"
        echo "fqdn=$(hostname -f 2>/dev/null || uname -n)"
        if [ -r /etc/os-release ]; then
          sed -n 's/^\\(ID\\|ID_LIKE\\|NAME\\|VERSION_ID\\|VERSION_CODENAME\\)=/os_\\1=/p' /etc/os-release
        fi
        if command -v lsb_release >/dev/null 2>&1; then
          lsb_release -a 2>/dev/null | sed -n 's/^Distributor ID:[[:blank:]]*/lsb_id=/p
            s/^Release:[[:blank:]]*/lsb_release=/p; s/^Description:[[:blank:]]*/lsb_description=/p
            s/^Codename:[[:blank:]]*/lsb_codename=/p'
        elif [ -r /etc/lsb-release ]; then
          sed -n 's/^DISTRIB_ID=/lsb_id=/p; s/^DISTRIB_RELEASE=/lsb_release=/p
            s/^DISTRIB_DESCRIPTION=/lsb_description=/p; s/^DISTRIB_CODENAME=/lsb_codename=/p' /etc/lsb-release
        fi
        echo "debian_version=$(cat /etc/debian_version 2>/dev/null)"
        sizes='MemTotal\\|MemFree\\|Buffers\\|Cached\\|SwapTotal\\|SwapFree\\|SwapCached'
        sed -n "s/^\\($sizes\\): *\\([0-9]*\\) kB/\\1=\\2/p" /proc/meminfo
        sed -n 's/^\\(vendor_id\\|model name\\|physical id\\|cpu cores\\|siblings\\)[[:blank:]]*: */cpu_\\1=/p' \\
          /proc/cpuinfo | sort -u
        sed -n '/^\\(flags\\|Features\\)[[:blank:]]*:/{s/^[^:]*: */flags=/p;q;}' /proc/cpuinfo
        echo "vcpus=$(grep -c ^processor /proc/cpuinfo)"
        echo "nproc=$(nproc 2>/dev/null || grep -c ^processor /proc/cpuinfo)"
        echo "loadavg=$(cat /proc/loadavg)"; echo "uptime=$(cut -d. -f1 /proc/uptime)"
        echo "cmdline=$(cat /proc/cmdline 2>/dev/null)"
        echo "init=$(cat /proc/1/comm 2>/dev/null)"; [ -d /run/systemd/system ] && echo init=systemd
        if [ "$(stat -fc %T /sys/fs/cgroup 2>/dev/null)" = cgroup2fs ]; then echo cgroup=2; else echo cgroup=1; fi
        for m in apt-get dnf yum zypper apk pacman; do command -v $m >/dev/null 2>&1 && { echo "pkg=$m"; break; }; done
        user=$(id -un); echo "user=$user"; echo "uid=$(id -u)"; echo "gid=$(id -g)"
        echo "real_uid=$(id -ru)"; echo "real_gid=$(id -rg)"
        echo "passwd=$(getent passwd "$user" 2>/dev/null || grep "^$user:" /etc/passwd)"
        echo "env=$(cat /proc/self/environ | base64 | tr -d '\\n')"
        echo "machine_id=$(cat /etc/machine-id 2>/dev/null)"
        date=$(date '+%s %Y %m %d %H %M %S %Z %z %A %w %W %N'); echo "date=$date"; date=${date#* }
        echo zones=$(printf '%s\\n' "${date%% *}-01-01" "${date%% *}-07-01" | date -f - '+%Z %z' 2>/dev/null)
        echo "product_uuid=$(cat /sys/class/dmi/id/product_uuid 2>/dev/null)"
        grep -sH '' /sys/class/dmi/id/[bcps]*_* 2>/dev/null | sed -n 's|^/sys/class/dmi/id/\\([a-z_]*\\):|dmi_\\1=|p'
        if [ -e /.dockerenv ]; then echo container=docker; elif [ -e /run/.containerenv ]; then echo container=podman
        else tr '\\0' '\\n' 2>/dev/null </proc/1/environ | grep '^container='; fi
        [ -d /proc/vz ] && [ ! -d /proc/lve ] && echo openvz=1
        [ -d /proc/xen ] && echo "xen=$(cat /proc/xen/capabilities 2>/dev/null)"
        [ -e /dev/kvm ] && echo kvm=1
        if [ -r /sys/fs/selinux/enforce ]; then
          echo "selinux=$(cat /sys/fs/selinux/enforce)"; echo "policyvers=$(cat /sys/fs/selinux/policyvers 2>/dev/null)"
          sed -n 's/^\\(SELINUX\\|SELINUXTYPE\\)=/selinux_\\1=/p' /etc/selinux/config 2>/dev/null
        fi
        stat -Lc %d:%i / /proc/1/root/. 2>/dev/null | sed 's/^/root=/'
        command -v capsh >/dev/null 2>&1 && capsh --print 2>/dev/null | sed -n 's/^Current: */caps=/p'
        sed -n 's/^InitiatorName=/iscsi=/p; s/^nqn\\./nqn=&/p' \\
          /etc/nvme/hostnqn /etc/iscsi/initiatorname.iscsi 2>/dev/null
        grep -sh '' /sys/class/fc_host/*/port_name | sed 's/^0x//; s/^/fc=/'
        [ -d /run/systemd/system ] &&
          systemctl --version 2>/dev/null | sed -n '1s/^systemd \\([0-9]*\\).*/systemd=\\1/p; 2s/^/features=/p'
        [ -d /sys/kernel/security/apparmor ] && echo apparmor=1
        echo "fips=$(cat /proc/sys/crypto/fips_enabled 2>/dev/null)"
        words='nameserver\\|search\\|domain\\|options'
        sed -n "s/^\\($words\\)[[:blank:]]\\{1,\\}/dns_\\1=/p" /etc/resolv.conf 2>/dev/null
        for t in dsa ecdsa ed25519 rsa; do
          [ -r /etc/ssh/ssh_host_${t}_key.pub ] && echo "ssh_$t=$(cat /etc/ssh/ssh_host_${t}_key.pub)"
        done
        for p in /usr/bin/python3 /usr/libexec/platform-python "$(command -v python3)"; do
          [ -x "$p" ] || continue
          python='import sys; print("python=%d %d %d %s %d" % sys.version_info, sys.executable)'
          "$p" -I -S -c "$python" 2>/dev/null && break
        done
        sed -n 's|^/[^ ]* .*|mounted=&|p; s|^[^/ ][^ ]*:/[^ ]* .*|mounted=&|p
          s|^[0-9]* [0-9]* [^ ]* /[^ ]\\{1,\\} \\([^ ]*\\) .*|bound=\\1|p' /proc/self/mounts /proc/self/mountinfo
        # A server that does not answer must hold nobody up.
        others='nfs\\|cifs\\|smb\\|ceph\\|fuse\\|9p\\|glusterfs\\|afs'
        points=$(sed "/^\\//!d; / \\($others\\)[^ ]* /d;
          s|^[^ ]* \\([^ ]*\\) .*|\\1|; s/\\\\\\\\/&0/g" /proc/self/mounts)
        [ -z "$points" ] || printf '%b\\n' "$points" | tr '\\n' '\\0' |
          xargs -0 stat -f -c 'size=%S %b %a %c %d %n' -- 2>/dev/null
        ls -l /dev/disk/by-id /dev/disk/by-uuid /dev/disk/by-label 2>/dev/null |
          sed -n 's|^/dev/disk/by-\\([a-z]*\\):$|disks=by \\1|p; s|.* \\([^ ]*\\) -> .*/\\([^ /]*\\)$|disks=\\1 \\2|p'
        (
          cd /sys/block 2>/dev/null || exit
          grep -sH '' */removable */size */queue/rotational */queue/scheduler */queue/logical_block_size \\
            */queue/discard_granularity */queue/discard_max_hw_bytes */device/vendor */device/model */device/serial \\
            */device/sas_address */device/sas_device_handle */dm/name */*/start */*/size | sed 's/^/block=/'
          for i in */holders/* */*/holders/*; do [ -e "$i" ] && echo "holder=$i"; done
        )
        if [ "$(id -u)" = 0 ] && command -v vgs >/dev/null 2>&1; then
          told='--noheadings --nosuffix --units g --separator ,'
          echo lvm=1
          for i in vg lv pv; do ${i}s $told 2>/dev/null </dev/null | sed "s/^ */$i=/"; done
        fi
        fields='^[0-9]*: *\\([^ ]*\\) *\\(inet6\\{0,1\\}\\) \\([^ ]*\\) .*scope \\([a-z]*\\).*'
        spoken='^[0-9]*: *\\([^ ]*\\) *inet \\([^/ ]*\\)[^ ]* brd \\([^ ]*\\) .*'
        ip -o addr show 2>/dev/null | sed -n "h; s/$spoken/broadcast_\\1_\\2=\\3/p; g
          s/$fields/address=\\1 \\2 \\3 \\4/p"
        for i in 4 6; do ip -o -$i route show table local 2>/dev/null; done |
          sed -n 's/^local \\([^ ]*\\) .*/reachable=\\1/p'
        ip -o -4 route show default 2>/dev/null | sed -n '1s/.*/route=&/p'
        ip -o -6 route show default 2>/dev/null | sed -n '1s/.*/route6=&/p'
        (
          cd /sys/class/net 2>/dev/null || exit
          grep -sH '' */mtu */operstate */type */flags */speed */address |
            sed 's|^\\([^/]*\\)/\\([a-z]*\\):|\\2_\\1=|; s/^address_/hardware_/'
        )
        ls -ld /sys/class/net/*/device 2>/dev/null |
          sed -n 's|.* /sys/class/net/\\([^/]*\\)/device -> .*/\\([^/]*\\)$|pciid_\\1=\\2|p'
        for i in /sys/class/net/*/bridge /sys/class/net/*/bonding; do
          [ -d "$i" ] && { d=${i#/sys/class/net/}; echo "${d#*/}_${d%/*}=1"; }
        done
        """;

    /** What names of interfaces are like, with {@code _} for {@code -}. */
    private static final Pattern INTERFACE = Pattern.compile(
            "lo|((bond|br|docker|dummy|eth|en[opsx]|ib|tap|team|tun|veth|virbr|vlan|wg|wl)[a-z]*[0-9][a-z0-9]*"
                    + "|br_[a-z0-9]+)([._][0-9]+)*");

    /** Whether a fact may be that of an interface, which is named by it. */
    public static boolean mayBeInterface(String name) {
        return INTERFACE.matcher(name).matches();
    }

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
