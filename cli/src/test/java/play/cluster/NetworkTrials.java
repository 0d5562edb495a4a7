package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;

/** Playbooks of the cookbook about what may pass between hosts, and what others can read of it. */
final class NetworkTrials {
    /** A port that lets in, one that is closed to nobody, and one that nothing is said of. */
    private static final String LISTEN = "for port in 80 5432 8080; do perl -MIO::Socket::INET -e '"
            + "fork and exit; $s = IO::Socket::INET->new(Listen => 9, ReuseAddr => 1, LocalPort => shift) or die;"
            + " while ($c = $s->accept) { print $c \"here\\n\"; close $c }' $port </dev/null >/dev/null 2>&1; done";

    private NetworkTrials() {}

    private static String connect(String address, int port) {
        return "timeout 3 bash -c 'exec 3<>/dev/tcp/" + address + "/" + port + "; head -n 1 <&3' || echo exit $?";
    }

    static void firewall(Kitchen kitchen) throws Exception {
        String web = kitchen.address(1);
        String database = kitchen.address(2);
        kitchen.on("web1", LISTEN);
        kitchen.on("db1", LISTEN);
        assertEquals("here", kitchen.on("host1", connect(web, 8080)));
        kitchen.cook("site.yml");
        assertEquals("here", kitchen.on("host1", connect(web, 80)));
        assertTrue(kitchen.on("host1", connect(web, 22)).startsWith("SSH-2.0-"));
        assertDropped(kitchen.on("host1", connect(web, 8080)));
        assertEquals("here", kitchen.on("web1", connect(database, 5432)));
        assertDropped(kitchen.on("host1", connect(database, 5432)));
        assertTrue(dropped(kitchen, "db1") > 0);

        kitchen.reboot("db1");
        kitchen.on("db1", LISTEN);
        assertEquals("here", kitchen.on("web1", connect(database, 5432)));
        assertDropped(kitchen.on("host1", connect(database, 5432)));
        kitchen.unchanged("site.yml");
    }

    private static void assertDropped(String answer) {
        assertEquals("exit 124", answer);
    }

    private static long dropped(Kitchen kitchen, String host) throws Exception {
        String rules = kitchen.on(host, "nft list chain inet filter input");
        return Pattern.compile("counter packets (\\d+)")
                .matcher(rules)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    static void wireguard(Kitchen kitchen) throws Exception {
        kitchen.cook("site.yml");
        assertTrue(kitchen.on("gate1", "ping -c 2 -W 5 10.8.0.2").contains(" 0% packet loss"));
        String peer = kitchen.on("gate1", "wg show wg0 latest-handshakes");
        assertTrue(peer.matches("[A-Za-z0-9+/]{43}=\t[1-9][0-9]{9}"), peer);
        assertEquals(peer.split("\t", 2)[0], kitchen.on("gate2", "wg show wg0 public-key"));
        assertEquals("600 root", kitchen.on("gate1", "stat -c '%a %U' /etc/wireguard/wg0.key"));

        kitchen.reboot("gate2");
        assertTrue(kitchen.on("gate2", "ping -c 2 -W 5 10.8.0.1").contains(" 0% packet loss"));
        kitchen.unchanged("site.yml");
    }
}
