package play.modules.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Answer;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;

/** Versions of running programs, and whether others take their arguments, from what programs printed. */
class UnitVersionsTest {
    private static Observed<UnitVersions> versions(String out, String... names) {
        UnitVersions.Family family = new UnitVersions.Family(List.of(names), List.of());
        StateKey<UnitVersions> key = family.key();
        Observed<UnitVersions> seen = family.parse(List.of(key), new ScriptResult(0, Bytes.of(out), Bytes.EMPTY))
                .get(key);
        return seen == null ? new Observed.Unknown<>("not parsed") : seen;
    }

    private static String refusal(String out) {
        ArgumentsTrial.Family family = new ArgumentsTrial.Family("kube-apiserver.service", "/opt/new/kube-apiserver");
        StateKey<ArgumentsTrial> key = family.key();
        Observed<ArgumentsTrial> seen = family.parse(List.of(key), new ScriptResult(0, Bytes.of(out), Bytes.EMPTY))
                .get(key);
        return assertInstanceOf(
                        ArgumentsTrial.class,
                        assertInstanceOf(Observed.Known.class, seen).value())
                .refusal();
    }

    @Test
    void findsTheVersionInWhatProgramsSay() {
        assertEquals(
                Map.of("kubelet.service", "1.36.4", "etcd.service", "3.6.14", "new.service", "1.37.0-rc.1"),
                assertInstanceOf(
                                UnitVersions.class,
                                assertInstanceOf(
                                                Observed.Known.class,
                                                versions(
                                                        "Kubernetes v1.36.4 \n"
                                                                + "etcd Version: 3.6.14 Git SHA: 1a2b3c4 Go Version:"
                                                                + " go1.26.8 \n"
                                                                + "Kubernetes v1.37.0-rc.1 \n",
                                                        "kubelet.service",
                                                        "etcd.service",
                                                        "new.service"))
                                        .value())
                        .versions());
    }

    @Test
    void aUnitThatDoesNotRunHasNoVersion() {
        UnitVersionsModule module = new UnitVersionsModule();
        UnitVersionsModule.Params params = Parameters.of(module, Map.of("units", List.of("kubelet", "kube-proxy")));
        UnitVersions seen = assertInstanceOf(
                UnitVersions.class,
                assertInstanceOf(
                                Observed.Known.class,
                                versions("Kubernetes v1.36.4 \n\n", "kubelet.service", "kube-proxy.service"))
                        .value());
        @SuppressWarnings("unchecked")
        StateKey<UnitVersions> key =
                (StateKey<UnitVersions>) module.probes(params).getFirst();
        assertEquals(
                Map.of("versions", Map.of("kubelet", "1.36.4", "kube-proxy", "")),
                assertInstanceOf(Answer.Found.class, module.answer(params, new KnownStates().with(key, seen)))
                        .value());
    }

    @Test
    void aProgramThatTellsNoVersionIsNotTakenForOneThatDoesNotRun() {
        assertInstanceOf(Observed.Unknown.class, versions("unknown option \n", "odd.service"));
        assertInstanceOf(Observed.Unknown.class, versions("-\n", "odd.service"));
        assertInstanceOf(Observed.Unknown.class, versions("Kubernetes v1.36.4 \n", "a.service", "b.service"));
    }

    @Test
    void theRunningExecutableIsAskedNotTheOneOnTheDisk() {
        String script = new UnitVersions.Family(List.of("kubelet.service"), List.of())
                .read(List.of())
                .text();
        assertTrue(script.contains("\"/proc/$pid/exe\" --version"), script);
        assertTrue(script.endsWith("look kubelet.service\n"), script);
    }

    @Test
    void staticPodsAreAskedAfterUnits() {
        UnitVersions.Family family =
                new UnitVersions.Family(List.of("kubelet.service"), List.of("etcd", "kube-apiserver"));
        String script = family.read(List.of()).text();
        assertTrue(script.endsWith("look kubelet.service\npod etcd\npod kube-apiserver\n"), script);
        StateKey<UnitVersions> key = family.key();
        ScriptResult told = new ScriptResult(
                0, Bytes.of("Kubernetes v1.36.4\netcd Version: 3.6.14 Git SHA: Not provided\n\n"), Bytes.EMPTY);
        assertEquals(
                new UnitVersions(Map.of("kubelet.service", "1.36.4", "etcd", "3.6.14", "kube-apiserver", "")),
                assertInstanceOf(
                                Observed.Known.class,
                                family.parse(List.of(key), told).get(key))
                        .value());
    }

    @Test
    void oneOfThemIsToBeNamed() {
        String wrong = Parameters.wrong(new UnitVersionsModule(), Map.of());
        assertTrue(wrong.contains("units") && wrong.contains("static_pods"), wrong);
    }

    @Test
    void argumentsThatAreTakenHaveNoRefusal() {
        assertEquals("", refusal("0\nKubernetes v1.37.2\n"));
    }

    /** As kube-apiserver and etcd say it. */
    @Test
    void aRefusalIsWhatTheProgramSaysWithoutItsFlags() {
        assertEquals(
                "Error: unknown flag: --bogus",
                refusal("1\nUnknownThing=true\nError: unknown flag: --bogus\nUsage:\n  x [flags]\n"));
        assertEquals("something else", refusal("1\n\nsomething else\n"));
    }
}
