package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

/** Playbooks of the cookbook about who may do what on a host, and what time it has. */
final class HostTrials {
    private static final String SSH =
            "ssh -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null" + " -o LogLevel=ERROR ";

    private HostTrials() {}

    static void users(Kitchen kitchen) throws Exception {
        kitchen.on("host1", """
            useradd -m mallory
            for one in ada grace other; do ssh-keygen -q -t ed25519 -N '' -f /root/$one; done
            """);
        Path users = kitchen.file("users.json", """
            {"users": [
              {"name": "ada", "comment": "Ada", "groups": ["admins"], "keys": ["%s"]},
              {"name": "grace", "comment": "Grace", "groups": ["deployers"], "keys": ["%s"]}]}
            """.formatted(key(kitchen, "ada"), key(kitchen, "grace")));
        kitchen.cook("site.yml", "-e", "@" + users);
        assertEquals("0", kitchen.on("host1", login("ada", "ada") + "sudo -n id -u"));
        String refused = kitchen.on("host1", login("grace", "grace") + "sudo -n id -u || true");
        assertTrue(refused.contains("a password is required"), refused);
        assertTrue(kitchen.on("host1", login("grace", "grace") + "sudo -n -l")
                .contains("NOPASSWD: /usr/bin/systemctl restart app.service"));
        assertEquals("", kitchen.on("host1", "getent passwd mallory || true; ls -d /home/mallory 2>/dev/null || true"));

        // A key that somebody put there goes with the next run.
        kitchen.on("host1", "cat /root/other.pub >>/home/ada/.ssh/authorized_keys");
        assertEquals("ada", kitchen.on("host1", login("other", "ada") + "id -un"));
        kitchen.cook("site.yml", "-e", "@" + users);
        assertTrue(kitchen.on("host1", login("other", "ada") + "id -un || true").contains("Permission denied"));
    }

    private static String key(Kitchen kitchen, String name) throws Exception {
        return kitchen.on("host1", "cat /root/" + name + ".pub");
    }

    private static String login(String key, String user) {
        return SSH + "-i /root/" + key + " " + user + "@127.0.0.1 ";
    }

    static void hardening(Kitchen kitchen) throws Exception {
        String attempt = SSH + "-o PubkeyAuthentication=no root@127.0.0.1 true || true";
        assertTrue(kitchen.on("host1", attempt).contains("(publickey,password"));
        kitchen.on("host1", """
            ssh-keygen -q -t ed25519 -N '' -f /root/id
            install -d -o nopass -m 700 ~nopass/.ssh
            for home in /root ~nopass; do cat /root/id.pub >>$home/.ssh/authorized_keys; done
            """);
        kitchen.cook("site.yml");
        assertTrue(kitchen.on("host1", attempt).endsWith("(publickey)."));
        // Whoever has a key comes in, and meets the limits, which are not root's.
        assertEquals("0\n4096", kitchen.on("host1", login("id", "nopass") + "'ulimit -Hc; ulimit -Hu'"));
        assertEquals(
                "0\n1",
                kitchen.on("host1", "sysctl -n net.ipv4.conf.all.accept_redirects net.ipv4.conf.all.rp_filter"));
        assertTrue(kitchen.on("host1", "apt-config dump").contains("APT::Periodic::Unattended-Upgrade \"1\";"));
        assertTrue(kitchen.on("host1", "systemctl list-timers --no-legend").contains("apt-daily-upgrade.timer"));
        kitchen.on("host1", "unattended-upgrade --dry-run");

        kitchen.reboot("host1");
        assertEquals("1", kitchen.on("host1", "sysctl -n net.ipv4.conf.all.rp_filter"));
        kitchen.unchanged("site.yml");
        // A group that nobody is in would lock out everybody, so root is put in it.
        kitchen.on("host1", "groupadd operators; usermod -aG operators root");
        kitchen.cook("site.yml", "-e", "{\"ssh_groups\": [\"operators\"]}");
        assertTrue(kitchen.on("host1", login("id", "nopass") + "true || true").contains("Permission denied"));
        assertEquals("root", kitchen.on("host1", login("id", "root") + "id -un"));
    }

    /** The lab's hosts may not set the clock of their machine: chronyd runs there, measures, and leaves it alone. */
    static void chrony(Kitchen kitchen) throws Exception {
        for (String host : new String[] {"time1", "host1"}) {
            kitchen.on(host, """
                mkdir -p /etc/systemd/system/chrony.service.d
                printf '[Unit]\\nConditionCapability=\\n[Service]\\nExecStart=\\nExecStart=!/usr/sbin/chronyd -x\\n' \\
                  >/etc/systemd/system/chrony.service.d/lab.conf
                """);
        }
        kitchen.cook("site.yml");
        String sources = "";
        for (int look = 0; look < 60 && !sources.startsWith("^*"); look++) {
            sources = kitchen.on("host1", "sleep 1; chronyc -n sources | tail -n +3");
        }
        assertTrue(sources.startsWith("^* " + kitchen.address(1) + " "), sources);
        assertEquals(1, sources.lines().count());
        String tracking = kitchen.on("host1", "chronyc -n tracking");
        assertTrue(tracking.contains("(" + kitchen.address(1) + ")"), tracking);
        assertTrue(kitchen.on("time1", "chronyc -n clients").contains(kitchen.address(2)));
    }
}
