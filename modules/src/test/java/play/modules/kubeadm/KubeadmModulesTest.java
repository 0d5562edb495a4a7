package play.modules.kubeadm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Identity;
import play.host.Mode;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.module.Action;
import play.module.Plan;
import play.module.Resource;
import play.modules.services.UnitState;
import play.modules.services.Units;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Foreseen;
import play.value.Secret;

class KubeadmModulesTest {
    private static final String SERVER = "https://10.0.0.11:6443";
    private static final FileState DIRECTORY =
            new FileState.Directory(FileState.Attributes.of("root", "root", new Mode(0755)));

    private final KnownStates known = new KnownStates()
            .with(Files.at("/run"), DIRECTORY)
            .with(Files.at("/run/kubeadm-init.yaml"), FileState.ABSENT)
            .with(Files.at("/run/kubeadm-join.yaml"), FileState.ABSENT)
            .with(Identity.KEY, new Identity("root", "root", "/root", new Mode(022)))
            .with(Units.at("kubelet.service"), loaded("inactive"));

    private static UnitState loaded(String active) {
        return new UnitState.Loaded(
                new Foreseen.Exactly<>(active),
                new Foreseen.Exactly<>("enabled"),
                new Foreseen.Exactly<>("simple"),
                false);
    }

    private static <P extends Record> P params(Resource<P> module, Object content) {
        return Parameters.of(module, Map.of("server", SERVER, "content", content, "kubeadm", "/opt/k8s/bin/kubeadm"));
    }

    private Plan init(KubeadmHost host) {
        KubeadmInitModule module = new KubeadmInitModule();
        return module.plan(
                params(module, new Secret("token: abcdef.0123456789abcdef\n")), known.with(KubeadmHost.KEY, host));
    }

    private Plan join(KubeadmHost host) {
        KubeadmJoinModule module = new KubeadmJoinModule();
        return module.plan(params(module, "kind: JoinConfiguration\n"), known.with(KubeadmHost.KEY, host));
    }

    private static KubeadmHost member(KubeadmHost.Role role, String server) {
        return new KubeadmHost.Member(role, new Foreseen.Exactly<>(server));
    }

    private static String why(Plan plan) {
        return assertInstanceOf(Plan.Rejected.class, plan).why();
    }

    @Test
    void aBlankHostGetsTheConfigurationForAsLongAsKubeadmRuns() {
        Plan.Change change = assertInstanceOf(Plan.Change.class, init(KubeadmHost.BLANK));
        Action.WriteFile write =
                assertInstanceOf(Action.WriteFile.class, change.actions().getFirst());
        Action.Run run = assertInstanceOf(Action.Run.class, change.actions().getLast());
        assertEquals(
                new Foreseen.Exactly<>(new Mode(0600)),
                write.after().attributes().mode());
        assertFalse(write.content().masked().orElseThrow().contains("0123456789abcdef"));
        assertFalse(run.script().text().contains("0123456789abcdef"), "the token is in the script");
        assertTrue(
                run.script().text().contains("--config /run/kubeadm-init.yaml"),
                run.script().text());
        assertTrue(
                run.effects().stream()
                        .anyMatch(effect ->
                                effect.equals(new Effect.Sets<>(Files.at("/run/kubeadm-init.yaml"), FileState.ABSENT))),
                "the configuration stays");
    }

    @Test
    void foreseesTheKubeletThatKubeadmStarts() {
        Action.Run run = assertInstanceOf(
                Action.Run.class,
                assertInstanceOf(Plan.Change.class, join(KubeadmHost.BLANK))
                        .actions()
                        .getLast());
        assertTrue(
                run.effects().contains(new Effect.Sets<>(Units.at("kubelet.service"), loaded("active"))),
                () -> run.effects().toString());
        assertTrue(
                run.effects().contains(new Effect.Sets<>(KubeadmHost.KEY, member(KubeadmHost.Role.NODE, SERVER))),
                () -> run.effects().toString());
    }

    @Test
    void leavesAMemberOfTheClusterAlone() {
        assertEquals(Plan.UNCHANGED, init(member(KubeadmHost.Role.CONTROL_PLANE, SERVER)));
        assertEquals(Plan.UNCHANGED, join(member(KubeadmHost.Role.NODE, SERVER)));
    }

    @Test
    void refusesAMemberOfAnotherClusterOrForAnotherPurpose() {
        assertTrue(why(join(member(KubeadmHost.Role.NODE, "https://10.9.9.9:6443")))
                .contains("belongs to the cluster of https://10.9.9.9:6443"));
        assertTrue(why(init(member(KubeadmHost.Role.NODE, SERVER))).contains("is a node already"));
    }

    @Test
    void refusesWhatAnEarlierRunLeftHalfMade() {
        String why = why(init(new KubeadmHost.Unfinished(List.of("manifests/etcd.yaml"))));
        assertTrue(why.contains("manifests/etcd.yaml") && why.contains("reset"), why);
    }

    @Test
    void refusesAHostWithoutAKubelet() {
        known.with(Units.at("kubelet.service"), UnitState.MISSING);
        assertTrue(why(init(KubeadmHost.BLANK)).contains("kubelet.service"));
    }

    @Test
    void cannotTellWithoutAnAnswer() {
        KubeadmInitModule module = new KubeadmInitModule();
        KnownStates silent = known.withUnknown(KubeadmHost.KEY, "silence");
        assertEquals(new Plan.Undetermined("silence"), module.plan(params(module, "a: 1\n"), silent));
    }

    /** What the script says of a host, tried on folders that look like hosts. */
    private static KubeadmHost read(Path etc, Map<String, String> files) throws Exception {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = etc.resolve(file.getKey());
            java.nio.file.Files.createDirectories(path.getParent());
            java.nio.file.Files.writeString(path, file.getValue());
        }
        KubeadmHost.Family family = new KubeadmHost.Family();
        Script script = family.read(List.of(KubeadmHost.KEY));
        ScriptResult result = LocalHost.run(Script.of(script.text().replace("/etc/kubernetes", etc.toString())));
        return switch (family.parse(List.of(KubeadmHost.KEY), result)
                .getOrDefault(KubeadmHost.KEY, new Observed.Unknown<>("no answer"))) {
            case Observed.Known<KubeadmHost>(KubeadmHost host, var how) -> host;
            case Observed.Unknown<KubeadmHost>(String reason) -> throw new AssertionError(reason);
        };
    }

    private static final String JOINED =
            "    server: " + SERVER + "\n    client-certificate: /var/lib/kubelet/pki/kubelet-client-current.pem\n";

    @Test
    void readsWhatKubeadmLeft(@TempDir Path folder) throws Exception {
        assertEquals(KubeadmHost.BLANK, read(folder.resolve("none"), Map.of()));
        assertEquals(KubeadmHost.BLANK, read(folder.resolve("authority"), Map.of("pki/ca.crt", "x")));
        assertEquals(
                member(KubeadmHost.Role.NODE, SERVER), read(folder.resolve("node"), Map.of("kubelet.conf", JOINED)));
        assertEquals(
                member(KubeadmHost.Role.CONTROL_PLANE, SERVER),
                read(
                        folder.resolve("first"),
                        Map.of("kubelet.conf", JOINED, "admin.conf", "x", "manifests/kube-apiserver.yaml", "x")));
    }

    @Test
    void readsWhatIsHalfMade(@TempDir Path folder) throws Exception {
        assertEquals(
                new KubeadmHost.Unfinished(List.of("kubelet.conf", "manifests/etcd.yaml")),
                read(
                        folder.resolve("init"),
                        new HashMap<>(Map.of(
                                "kubelet.conf",
                                "    server: " + SERVER + "\n    client-certificate-data: x\n",
                                "manifests/etcd.yaml",
                                "x"))));
        assertEquals(
                new KubeadmHost.Unfinished(List.of("bootstrap-kubelet.conf")),
                read(folder.resolve("join"), Map.of("bootstrap-kubelet.conf", "x")));
    }

    @Test
    void silenceIsUnknown() {
        Observed<KubeadmHost> seen = new KubeadmHost.Family()
                .parse(List.of(KubeadmHost.KEY), new ScriptResult(1, Bytes.EMPTY, Bytes.of("no")))
                .get(KubeadmHost.KEY);
        assertInstanceOf(Observed.Unknown.class, seen);
    }
}
