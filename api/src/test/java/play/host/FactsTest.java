package play.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import play.value.Bytes;

class FactsTest {
    static Map<String, ?> facts(String printed) {
        ScriptResult result = new ScriptResult(0, Bytes.of(printed), Bytes.of(""));
        Observed<HostFacts> seen = new Facts()
                .parse(List.of(HostFacts.KEY), result)
                .getOrDefault(HostFacts.KEY, new Observed.Unknown<>("not parsed"));
        return assertInstanceOf(
                        HostFacts.class,
                        assertInstanceOf(Observed.Known.class, seen).value())
                .values();
    }

    @Test
    void tellsOfTheSystemAsAnsibleDoes() {
        String told = """
            root=2049:77
            root=2049:2
            caps==ep cap_sys_resource-ep
            systemd=252
            features=+PAM default-hierarchy=unified
            nqn=nqn.2014-08.org.example:x
            iscsi=iqn.2026-01.org.example:a
            fc=10000000c9
            flags=fpu vme
            reachable=127.0.0.0/8
            reachable=::1
            """;
        Map<String, ?> facts = facts(told);
        assertEquals(
                List.of(
                        true,
                        List.of("ep cap_sys_resource-ep"),
                        "True",
                        Map.of("version", 252L, "features", "+PAM default-hierarchy=unified"),
                        "nqn.2014-08.org.example:x",
                        "iqn.2026-01.org.example:a",
                        List.of("10000000c9"),
                        List.of("fpu", "vme"),
                        Map.of("ipv4", List.of("127.0.0.0/8"), "ipv6", List.of("::1"))),
                Stream.of(
                                "is_chroot",
                                "system_capabilities",
                                "system_capabilities_enforced",
                                "systemd",
                                "hostnqn",
                                "iscsi_iqn",
                                "fibre_channel_wwn",
                                "flags",
                                "locally_reachable_ips")
                        .<Object>map(facts::get)
                        .toList());
        assertEquals(
                List.of(List.of(), "False", false, true),
                Stream.of("system_capabilities", "system_capabilities_enforced", "is_chroot", "module_setup")
                        .<Object>map(facts("caps==ep\nroot=1:2\nroot=1:2\n")::get)
                        .toList());
        assertEquals(true, facts("root=1:99\n").get("is_chroot"));
        assertEquals(false, facts("root=1:128\n").get("is_chroot"));
        assertEquals("N/A", facts("kernel=6.1\n").get("system_capabilities"));
    }

    @Test
    void theZoneInSummerIsFurtherEast() {
        String date = "date=1795262793 2026 11 21 13 06 33 %s Saturday 6 46 042000000\nzones=%s\n";
        Map<?, ?> berlin = assertInstanceOf(
                Map.class,
                facts(date.formatted("CET +0100", "CET +0100 CEST +0200")).get("date_time"));
        assertEquals(
                List.of("CEST", "46", "2026-11-21T12:06:33.042000Z", "20261121T130633042000"),
                Stream.of("tz_dst", "weeknumber", "iso8601_micro", "iso8601_basic")
                        .<Object>map(berlin::get)
                        .toList());
        Map<?, ?> sydney = assertInstanceOf(
                Map.class,
                facts(date.formatted("AEDT +1100", "AEDT +1100 AEST +1000")).get("date_time"));
        assertEquals("AEDT", sydney.get("tz_dst"));
    }

    @Test
    void tellsTheTimeAsAnsibleDoes() {
        Object now = facts("date=1795262793 2026 11 21 13 06 33 CET +0100 Saturday 6\n")
                .get("date_time");
        Map<?, ?> time = assertInstanceOf(Map.class, now);
        assertEquals("2026-11-21T12:06:33Z", time.get("iso8601"));
        assertEquals(
                List.of("1795262793", "2026-11-21", "13:06:33", "+0100", "6"),
                List.of("epoch", "date", "time", "tz_offset", "weekday_number").stream()
                        .map(time::get)
                        .toList());
        assertEquals(Map.of(), facts("kernel=6.1\n").get("date_time"));
    }

    @Test
    void whatIsOddIsLeftOutAndTheRestIsRead() {
        String odd = """
            kernel=6.1
            os_VERSION_ID="."
            nodename=.
            date=soon 2026 11 21 13 06 33 CET +0100 Saturday 6
            mounted=/dev/vdb /srv
            mounted=
            size=many 1 2 3 4 /srv
            block=sda
            disks=sda1
            holder=sda
            lvm=1
            vg=data
            root=
            address=eth0 inet / global
            address=eth0
            route=default via
            route=default dev
            MemTotal=99999999999999999999
            """;
        Map<String, ?> facts = facts(odd);
        assertEquals(
                List.of("6.1", "", "", Map.of(), List.of(), List.of(), Map.of(), 0L),
                List.of(
                                "kernel",
                                "hostname",
                                "distribution_major_version",
                                "date_time",
                                "mounts",
                                "interfaces",
                                "default_ipv4",
                                "memtotal_mb")
                        .stream()
                        .<Object>map(facts::get)
                        .toList());
    }

    @Test
    void theVersionOfDebianHasItsPointRelease() {
        Map<String, ?> facts = facts("os_ID=debian\nos_VERSION_ID=\"12\"\ndebian_version=12.11\n");
        assertEquals(
                List.of("12.11", "12"),
                List.of(facts.get("distribution_version"), facts.get("distribution_major_version")));
        assertEquals(
                "13",
                facts("os_ID=debian\nos_VERSION_ID=\"13\"\ndebian_version=trixie/sid\n")
                        .get("distribution_version"));
        assertEquals(
                "24.04",
                facts("os_ID=ubuntu\nos_VERSION_ID=\"24.04\"\ndebian_version=trixie/sid\n")
                        .get("distribution_version"));
    }

    @Test
    void freeMemoryIsWhatNothingUses() {
        assertEquals(
                2L, facts("MemTotal=8192\nMemFree=2048\nMemAvailable=4096\n").get("memfree_mb"));
    }

    @Test
    void tellsOfTheUserAndItsEnvironment() {
        String variables = Base64.getEncoder()
                .encodeToString("HOME=/root\0EMPTY=\0TWO=a=b\nc\0LC_ALL=C\0PLAY_TIME_STYLE=iso\0"
                        .getBytes(StandardCharsets.UTF_8));
        Map<String, ?> facts = facts("user=ann\nuid=1000\ngid=100\nreal_uid=0\nreal_gid=0\n"
                + "passwd=ann:x:1000:100:Ann,,:/home/ann:/bin/sh\nenv=" + variables + "\n");
        assertEquals(Map.of("HOME", "/root", "EMPTY", "", "TWO", "a=b\nc", "TIME_STYLE", "iso"), facts.get("env"));
        assertEquals(
                List.of(1000L, 100L, "Ann,,", "/home/ann", "/bin/sh", 0L),
                Stream.of("user_uid", "user_gid", "user_gecos", "user_dir", "user_shell", "real_user_id")
                        .<Object>map(facts::get)
                        .toList());
        assertEquals(Map.of(), facts("env=no Base64!\n").get("env"));
    }

    @Test
    void tellsOfInterfacesByTheirNames() {
        Map<String, ?> facts = facts("""
            address=br-lan inet 10.0.3.7/20 global
            address=br-lan inet 10.0.4.1/24 global
            address=br-lan inet6 fe80::1/64 link
            address=tun0 inet 10.8.0.1 global
            broadcast_br-lan_10.0.3.7=10.0.15.255
            mtu_br-lan=1500
            mtu_dummy0=1400
            operstate_dummy0=down
            type_dummy0=1
            flags_dummy0=0x1182
            hardware_dummy0=02:00:00:00:00:01
            bridge_br-lan=1
            route=default via 10.0.0.1 dev br-lan
            """);
        assertEquals(List.of("br-lan", "tun0", "dummy0"), facts.get("interfaces"));
        Map<String, Object> first = Map.of(
                "address", "10.0.3.7",
                "broadcast", "10.0.15.255",
                "netmask", "255.255.240.0",
                "network", "10.0.0.0",
                "prefix", "20");
        Map<?, ?> bridge = assertInstanceOf(Map.class, facts.get("br_lan"));
        assertEquals(
                List.of("br-lan", "bridge", first),
                List.of(bridge.get("device"), bridge.get("type"), bridge.get("ipv4")));
        assertEquals(
                List.of("10.0.4.1"),
                Objects.requireNonNull((List<?>) bridge.get("ipv4_secondaries")).stream()
                        .map(one -> assertInstanceOf(Map.class, one).get("address"))
                        .toList());
        assertEquals(
                Map.of(
                        "device",
                        "dummy0",
                        "active",
                        false,
                        "promisc",
                        true,
                        "macaddress",
                        "02:00:00:00:00:01",
                        "mtu",
                        1400L,
                        "type",
                        "ether"),
                facts.get("dummy0"));
        Map<?, ?> way = assertInstanceOf(Map.class, facts.get("default_ipv4"));
        assertEquals(
                List.of("br-lan", "10.0.0.1", "10.0.3.7", "10.0.0.0"),
                List.of(way.get("interface"), way.get("gateway"), way.get("address"), way.get("network")));
    }

    @Test
    void tellsWhatAHostIsAGuestOf() {
        assertEquals("docker guest", virtualization("container=docker\ndmi_sys_vendor=QEMU\n"));
        assertEquals("container guest", virtualization("container=systemd-nspawn\n"));
        assertEquals("kvm guest", virtualization("dmi_sys_vendor=QEMU\nkvm=1\n"));
        assertEquals("VMware guest", virtualization("dmi_product_name=VMware7,1\n"));
        assertEquals("kvm host", virtualization("dmi_product_name=PowerEdge R640\nkvm=1\n"));
        assertEquals("NA NA", virtualization("dmi_product_name=PowerEdge R640\n"));
    }

    private static String virtualization(String printed) {
        Map<String, ?> facts = facts(printed);
        return facts.get("virtualization_type") + " " + facts.get("virtualization_role");
    }

    @Test
    void tellsOfWhatIsSetUp() {
        Map<String, ?> facts = facts("""
            selinux=1
            policyvers=33
            selinux_SELINUX=permissive
            selinux_SELINUXTYPE=targeted
            fips=1
            lsb_id=Ubuntu
            lsb_release="24.04"
            dns_nameserver=10.0.0.2
            dns_nameserver=10.0.0.3
            dns_search=a.example b.example
            dns_options=ndots:2 rotate
            cmdline=quiet console=tty0 console=ttyS0
            python=3 11 2 final 0 /usr/bin/python3
            ssh_rsa=ssh-rsa AAAA root@host
            """);
        assertEquals(
                Map.of(
                        "status",
                        "enabled",
                        "mode",
                        "enforcing",
                        "policyvers",
                        33L,
                        "config_mode",
                        "permissive",
                        "type",
                        "targeted"),
                facts.get("selinux"));
        assertEquals(Map.of("id", "Ubuntu", "release", "24.04", "major_release", "24"), facts.get("lsb"));
        assertEquals(
                Map.of(
                        "nameservers", List.of("10.0.0.2", "10.0.0.3"),
                        "search", List.of("a.example", "b.example"),
                        "options", Map.of("ndots", "2", "rotate", true)),
                facts.get("dns"));
        assertEquals(Map.of("quiet", true, "console", "ttyS0"), facts.get("cmdline"));
        assertEquals(Map.of("quiet", true, "console", List.of("tty0", "ttyS0")), facts.get("proc_cmdline"));
        assertEquals(
                List.of("3.11.2", "AAAA", true),
                Stream.of("python_version", "ssh_host_key_rsa_public", "fips")
                        .<Object>map(facts::get)
                        .toList());
        Map<String, ?> bare = facts("kernel=6.1\n");
        assertEquals(Map.of("status", "disabled"), bare.get("selinux"));
        assertFalse(bare.containsKey("python"), "a host needs no Python");
    }

    @Test
    void tellsOfProcessorsAndMemory() {
        Map<String, ?> facts = facts("""
            vcpus=2
            cpu_vendor_id=GenuineIntel
            cpu_model name=Some CPU
            cpu_physical id=0
            cpu_cpu cores=1
            cpu_siblings=2
            MemTotal=8192
            MemFree=2048
            Cached=1024
            SwapTotal=4096
            SwapFree=1024
            loadavg=0.50 1.25 2.00 1/100 4711
            uptime=42
            dmi_chassis_type=23
            """);
        assertEquals(List.of("0", "GenuineIntel", "Some CPU", "1", "GenuineIntel", "Some CPU"), facts.get("processor"));
        assertEquals(
                List.of(1L, 1L, 2L, 42L, "Rack Mount Chassis", "NA"),
                Stream.of(
                                "processor_count",
                                "processor_cores",
                                "processor_threads_per_core",
                                "uptime_seconds",
                                "form_factor",
                                "product_name")
                        .<Object>map(facts::get)
                        .toList());
        Map<?, ?> memory = assertInstanceOf(Map.class, facts.get("memory_mb"));
        assertEquals(Map.of("total", 8L, "free", 2L, "used", 6L), memory.get("real"));
        assertEquals(Map.of("free", 3L, "used", 5L), memory.get("nocache"));
        assertEquals(Map.of("total", 4L, "free", 1L, "used", 3L, "cached", 0L), memory.get("swap"));
        assertEquals(Map.of("1m", 0.5, "5m", 1.25, "15m", 2.0), facts.get("loadavg"));
    }
}
