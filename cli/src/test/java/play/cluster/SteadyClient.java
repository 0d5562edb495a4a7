package play.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A client that changes an object of a cluster twenty times a second through the address of the load balancers, and
 * notes the code of each answer.
 */
final class SteadyClient {
    private static final String ANSWERED = "200";

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
                "systemd-run --quiet --unit=client sh -c 'n=0; while :; do n=$((n + 1)); curl -s --max-time 10"
                        + " -o /dev/null -w \"%{http_code}\\n\" --cacert /etc/kubernetes/pki/ca.crt"
                        + " --cert /root/client/certificate"
                        + " --key /root/client/key -X PATCH -H \"Content-Type: application/merge-patch+json\""
                        + " -d \"{\\\"data\\\":{\\\"n\\\":\\\"$n\\\"}}\""
                        + " https://" + address + ":8443/api/v1/namespaces/default/configmaps/steady"
                        + " >>/root/client/answers; sleep 0.05; done'");
        return client;
    }

    /** Stops it; how often it got which answer. {@code 000} is none. */
    Map<String, Long> stop() throws Exception {
        lab.on(master, "systemctl stop client");
        Map<String, Long> counts = lab.on(master, "cat /root/client/answers")
                .lines()
                .collect(Collectors.groupingBy(code -> code, TreeMap::new, Collectors.counting()));
        lab.on(master, "rm -r /root/client");
        lab.kubectl(master, "delete configmap steady");
        assertTrue(counts.getOrDefault(ANSWERED, 0L) > SOME, counts::toString);
        return counts;
    }

    /** Those of {@link #stop} that are no success. */
    static Map<String, Long> unanswered(Map<String, Long> counts) {
        Map<String, Long> others = new TreeMap<>(counts);
        others.remove(ANSWERED);
        return others;
    }
}
