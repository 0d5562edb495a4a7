package play.modules.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import play.module.Verdict;

/** The policy as a table: what runs, what is wanted, and what is said against it. */
class VersionSkewTest {
    private static Map<String, Map<String, String>> running(String text) {
        Map<String, Map<String, String>> running = new LinkedHashMap<>();
        for (String process : text.split(" ")) {
            String[] parts = process.split("[:=]");
            running.computeIfAbsent(parts[0], host -> new TreeMap<>())
                    .put(name(parts[1]), parts.length > 2 ? parts[2] : "");
        }
        return running;
    }

    private static String name(String letter) {
        return switch (letter) {
            case "api" -> "kube-apiserver";
            case "kcm" -> "kube-controller-manager";
            case "sched" -> "kube-scheduler";
            case "proxy" -> "kube-proxy";
            default -> letter;
        };
    }

    private static Verdict verdict(String running, String kubernetes, String etcd) {
        return new K8sVersionSkewModule()
                .evaluate(new K8sVersionSkewModule.Params(
                        kubernetes, etcd.isEmpty() ? Optional.empty() : Optional.of(etcd), running(running)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        m:api=1.36.4 m:kcm=1.36.4 m:sched=1.36.4 m:kubelet=1.36.4 w:kubelet=1.36.4 w:proxy=1.36.4 | 1.37.2
        m:api=1.36.4                                          | 1.36.4
        m:api=1.36.4                                          | 1.36.5
        m:api=1.37.2 n:api=1.36.4 n:kcm=1.36.4                | 1.37.2
        m:api=1.37.2 m:kcm=1.37.2 n:api=1.36.4                | 1.37.2
        m:api=1.36.4 w:kubelet=1.34.1                         | 1.37.2
        m:api=1.37.0-rc.1                                     | 1.37.0
        """)
    void letsThroughWhatThePolicyAllows(String running, String kubernetes) {
        assertInstanceOf(Verdict.Done.class, verdict(running, kubernetes, ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        m:api=1.37.2                             | 1.36.4 | kube-apiserver of m is 1.37.2, and 1.36.4 is older
        m:api=1.36.4                             | 1.36.3 | and 1.36.3 is older
        m:api=1.37.0                             | 1.37.0-rc.1 | and 1.37.0-rc.1 is older
        m:api=1.36.4 w:kubelet=1.37.0            | 1.37.2 | kubelet of w is 1.37.0, and the API server of m is 1.36.4
        m:api=1.37.2 n:api=1.36.4 w:proxy=1.37.2 | 1.37.2 | kube-proxy of w is 1.37.2, and the API server of n is 1.36.4
        m:api=1.37.2 n:api=1.36.4 n:kcm=1.37.2   | 1.37.2 | n is 1.37.2, and the API server of n is 1.36.4: what asks
        m:api=1.35.1                             | 1.37.2 | by one minor version at a time, to 1.36 first
        m:api=1.36.4 m:sched=1.35.1              | 1.37.2 | kube-scheduler of m is 1.35.1, and 1.37.2 is 2 minor
        m:api=1.36.4 w:kubelet=1.33.9            | 1.37.2 | at most 3 behind the API servers; upgrade it to 1.34
        m:api=1.37.2 n:api=1.35.0                | 1.37.2 | bring the older one to 1.36 first
        m:api=1.36.4                             | 2.0.0  | another major version
        m:api=1.36.4 w:kubelet                   | 1.37.2 | kubelet of w does not run, so that its
        m:api=unknown                            | 1.37.2 | kube-apiserver of m tells 'unknown', which is no version
        """)
    void refusesInPlainWords(String running, String kubernetes, String why) {
        String said = assertInstanceOf(Verdict.Failed.class, verdict(running, kubernetes, ""))
                .why();
        assertTrue(said.contains(why), said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        3.6.13 | 3.6.14 | -
        3.6.14 | 3.7.0  | -
        3.5.26 | 3.6.14 | -
        3.5.21 | 3.6.14 | etcd of e is 3.5.21: etcd 3.6 follows on 3.5.26 or newer
        3.5.30 | 3.7.0  | upgrade by one minor version at a time, to 3.6 first
        3.6.14 | 3.5.30 | etcd of e is 3.6.14, and 3.5.30 is older
        """)
    void keepsToTheRulesOfEtcd(String runs, String wanted, String why) {
        Verdict verdict = verdict("m:api=1.36.4 e:etcd=" + runs, "1.36.4", wanted);
        if (why == null) {
            assertInstanceOf(Verdict.Done.class, verdict);
        } else {
            String said = assertInstanceOf(Verdict.Failed.class, verdict).why();
            assertTrue(said.contains(why), said);
        }
    }

    @Test
    void withoutAVersionOfEtcdItIsNotLookedAt() {
        assertInstanceOf(Verdict.Done.class, verdict("m:api=1.36.4 e:etcd=3.4.0", "1.36.4", ""));
    }

    @Test
    void tellsWhatIsOutdatedAndWhere() {
        Verdict.Done done = assertInstanceOf(
                Verdict.Done.class,
                verdict(
                        "m:api=1.37.2 m:kubelet=1.36.4 v:kubelet=1.36.4 w:kubelet=1.35.1 w:proxy=1.37.2 m:etcd=3.6.14",
                        "1.37.2",
                        "3.6.14"));
        assertEquals(Map.of("kubelet", List.of("w", "m", "v")), done.result().get("outdated"));
        assertEquals(
                List.of("kubelet 1.35.1 on w", "kubelet 1.36.4 on m, v"),
                done.result().get("plan"));
    }

    @Test
    void whatIsTheSameOnManyHostsIsSaidOnce() {
        String said = assertInstanceOf(
                        Verdict.Failed.class,
                        verdict(
                                "m:api=1.36.4 a:kubelet=1.37.2 b:kubelet=1.37.2 c:kubelet=1.37.2 d:kubelet=1.37.2"
                                        + " e:kubelet=1.37.2 f:kubelet=1.37.2 g:kubelet=1.37.2",
                                "1.37.2",
                                ""))
                .why();
        assertEquals(
                "the cluster is not upgraded to 1.37.2: kubelet of a, b, c, d, e and 2 more is 1.37.2, and the API"
                        + " server of m is 1.36.4: a node may not be newer than the oldest API server; upgrade that"
                        + " first",
                said);
    }

    @Test
    void versionsAreInTheOrderOfTheirNumbers() {
        List<ProgramVersion> versions = new ArrayList<>();
        for (String text : List.of("1.36.10", "1.37.0", "1.36.9", "1.37.0-rc.0", "1.37.0-alpha.1")) {
            versions.add(ProgramVersion.of(text).orElseThrow());
        }
        versions.sort(null);
        assertEquals("[1.36.9, 1.36.10, 1.37.0-alpha.1, 1.37.0-rc.0, 1.37.0]", versions.toString());
    }
}
