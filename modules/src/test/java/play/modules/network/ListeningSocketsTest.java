package play.modules.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Answer;
import play.modules.network.ListeningSockets.Socket;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.Parameters;
import play.value.Bytes;

class ListeningSocketsTest {
    private static final StateKey<ListeningSockets> KEY = ListeningSockets.Family.here();

    private static Observed<ListeningSockets> parsed(int code, String out) {
        return new ListeningSockets.Family()
                .parse(List.of(KEY), new ScriptResult(code, Bytes.of(out), Bytes.of("ss: not found")))
                .getOrDefault(KEY, new Observed.Unknown<>("not parsed"));
    }

    @Test
    void addressesPortsAndProcessesAreTakenFromEachLine() {
        String out = """
            udp UNCONN 0      0         0.0.0.0:8472  0.0.0.0:*
            udp UNCONN 0      0      10.0.0.5%eth0:68   0.0.0.0:*    users:(("systemd-network",pid=9,fd=3))
            tcp LISTEN 0      4096   10.96.0.12:10250 0.0.0.0:* users:(("kubelet",pid=1555,fd=15))
            tcp LISTEN 0      128          [::]:22       [::]:* users:(("sshd",pid=199,fd=4),("systemd",pid=1,fd=7))
            tcp LISTEN 0      128             *:30000       *:* users:(("kube-proxy",pid=7,fd=4))
            """;
        assertEquals(
                Observed.read(new ListeningSockets(List.of(
                        new Socket("udp", "0.0.0.0", 8472, "", 0),
                        new Socket("udp", "10.0.0.5", 68, "systemd-network", 9),
                        new Socket("tcp", "10.96.0.12", 10250, "kubelet", 1555),
                        new Socket("tcp", "::", 22, "sshd", 199),
                        new Socket("tcp", "::", 30000, "kube-proxy", 7)))),
                parsed(0, out));
    }

    @Test
    void withoutSsNothingCanBeTold() {
        assertEquals(
                new Observed.Unknown<ListeningSockets>(
                        "ss of iproute2 did not list the listening ports: ss: not found"),
                parsed(127, ""));
    }

    @Test
    void theResultIsSplitByProtocolAsInAnsible() {
        ListenPortsFactsModule module = new ListenPortsFactsModule();
        KnownStates known =
                new KnownStates().with(KEY, new ListeningSockets(List.of(new Socket("tcp", "::", 22, "sshd", 199))));
        Answer.Found found =
                assertInstanceOf(Answer.Found.class, module.answer(Parameters.of(module, Map.of()), known));
        assertEquals(
                Map.of(
                        "tcp_listen",
                        List.of(Map.of("protocol", "tcp", "address", "::", "port", 22L, "name", "sshd", "pid", 199L)),
                        "udp_listen",
                        List.of()),
                found.value().get("ansible_facts"));
    }

    @Test
    void thisMachineTells() {
        assertInstanceOf(Observed.Known.class, LocalHost.reading(List.of(KEY)).of(KEY));
    }
}
