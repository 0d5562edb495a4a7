package play.modules.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.host.FileState;
import play.host.Files;
import play.host.Mode;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Foreseen;

class KubectlSecretModuleTest {
    private static final KubectlSecretModule SECRET = new KubectlSecretModule();
    private static final KubectlSecretModule.Params PARAMS = Parameters.of(
            SECRET,
            Map.of(
                    "name",
                    "tls",
                    "namespace",
                    "web",
                    "type",
                    "kubernetes.io/tls",
                    "files",
                    Map.of("tls.key", "/etc/web/it's.key"),
                    "kubeconfig",
                    "/etc/kubernetes/admin.conf"));

    private static Plan plan(FileState file, SecretDigests there) {
        return SECRET.plan(
                PARAMS,
                new KnownStates().with(Files.at("/etc/web/it's.key"), file).with(secret(), there));
    }

    private static StateKey<SecretDigests> secret() {
        KubeClient client = new KubeClient(
                Optional.empty(),
                "/usr/local/bin/kubectl",
                Optional.of("/etc/kubernetes/admin.conf"),
                Optional.empty(),
                Optional.empty(),
                Optional.of("web"));
        return new SecretDigests.Family(client).at("tls");
    }

    private static FileState file(String content) {
        return new FileState.Regular(
                FileState.Attributes.of("root", "root", new Mode(0600)),
                new Foreseen.Exactly<>(Bytes.of(content).sha256()),
                new Foreseen.Exactly<>(1L));
    }

    private static SecretDigests holding(String content) {
        String object = "{\"kind\":\"Secret\",\"type\":\"kubernetes.io/tls\",\"data\":{\"tls.key\":\""
                + Bytes.of(content).base64() + "\"}}";
        ScriptResult result = new ScriptResult(0, Bytes.of("\u001e0\n" + object), Bytes.EMPTY);
        return assertInstanceOf(
                                        Observed.Known.class,
                                        secret().family()
                                                .parse(List.of(secret()), result)
                                                .get(secret()))
                                .value()
                        instanceof SecretDigests digests
                ? digests
                : SecretDigests.ABSENT;
    }

    @Test
    void madeWhereItIsMissing() {
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan(file("one"), SecretDigests.ABSENT));
        assertEquals("create Secret web/tls", change.title());
        String script = assertInstanceOf(Action.Run.class, change.actions().getFirst())
                .script()
                .text();
        assertTrue(script.contains("'--from-file=tls.key=/etc/web/it'\\''s.key'"), script);
    }

    @Test
    void putRightWhereTheFileIsAnother() {
        assertEquals(
                "change Secret web/tls",
                assertInstanceOf(Plan.Change.class, plan(file("two"), holding("one")))
                        .title());
        assertEquals(Plan.UNCHANGED, plan(file("one"), holding("one")));
    }

    @Test
    void anotherTypeOrNoFileIsRefused() {
        Plan.Rejected type =
                assertInstanceOf(Plan.Rejected.class, plan(file("one"), new SecretDigests(true, "Opaque", Map.of())));
        assertTrue(type.why().contains("has the type Opaque"), type.why());
        Plan.Rejected none = assertInstanceOf(Plan.Rejected.class, plan(FileState.ABSENT, SecretDigests.ABSENT));
        assertEquals("/etc/web/it's.key is nothing, not a file", none.why());
    }
}
