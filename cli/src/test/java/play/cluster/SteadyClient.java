package play.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A client that changes an object of a cluster twenty times a second through the address of the load balancers, and
 * notes each answer.
 */
final class SteadyClient {
    private static final String SUCCESS = "200";

    private static final String CHANGES = """
            cd /root/client
            : >others
            n=0
            while :; do
              n=$((n + 1))
              : >answer
              code=$(curl -s --max-time 10 -o answer -w '%%{http_code}' --cacert /etc/kubernetes/pki/ca.crt \\
                --cert certificate --key key -X PATCH -H 'Content-Type: application/merge-patch+json' \\
                -d "{\\"data\\":{\\"n\\":\\"$n\\"}}" https://%s:8443/api/v1/namespaces/default/configmaps/steady)
              echo "$code" >>codes
              [ "$code" = 200 ] || echo "$(date +%%T) $code $(tr -d '\\n' <answer)" >>others
              sleep 0.05
            done
            """;

    /** So many answers at least show that it was at work. */
    private static final long SOME = 100;

    private final ClusterLab lab;
    private final String master;

    private SteadyClient(ClusterLab lab, String master) {
        this.lab = lab;
        this.master = master;
    }

    /**
     * Starts it on a host that has the administrator's access.
     *
     * @param address of the load balancers
     */
    static SteadyClient of(ClusterLab lab, String master, String address) throws Exception {
        SteadyClient client = new SteadyClient(lab, master);
        lab.kubectl(master, "create configmap steady");
        String credential = " view --raw -o jsonpath='{.users[0].user.client-";
        lab.on(
                master,
                "umask 077; mkdir /root/client; for part in certificate key; do " + ClusterLab.KUBECTL + "config"
                        + credential + "'$part'-data}' | base64 -d >/root/client/$part; done");
        lab.on(
                master,
                "cat >/root/client/run <<'SCRIPT'\n" + CHANGES.formatted(address) + "SCRIPT\n"
                        + "systemd-run --quiet --unit=client sh /root/client/run");
        return client;
    }

    /** Stops it. */
    Answers stop() throws Exception {
        lab.on(master, "systemctl stop client");
        Map<String, Long> counts = lab.on(master, "cat /root/client/codes")
                .lines()
                .collect(Collectors.groupingBy(code -> code, TreeMap::new, Collectors.counting()));
        List<String> others = lab.on(master, "cat /root/client/others").lines().toList();
        lab.on(master, "rm -r /root/client");
        lab.kubectl(master, "delete configmap steady");
        assertTrue(counts.getOrDefault(SUCCESS, 0L) > SOME, counts::toString);
        return new Answers(counts, others);
    }

    /**
     * What it got.
     *
     * @param counts how often it got which code; {@code 000} is no answer
     * @param others each answer that is no success, a line each, with the time it came
     */
    record Answers(Map<String, Long> counts, List<String> others) {}
}
