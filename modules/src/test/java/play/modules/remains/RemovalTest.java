package play.modules.remains;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.Effect;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.module.Resource;
import play.modules.containers.CrictlRmpModule;
import play.modules.files.EmptyDirectoryModule;
import play.modules.firewall.IpsetsModule;
import play.modules.firewall.IptablesChainsModule;
import play.modules.network.IpRouteModule;
import play.modules.network.NetworkInterfaceModule;
import play.modules.storage.UmountModule;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;

class RemovalTest {
    @TempDir
    Path folder;

    /** A plan where the first thing a module asks for is as given, and nothing else is there. */
    private static <P extends Record> Plan plan(Resource<P> module, Map<String, Object> written, Remains first) {
        P params = Parameters.of(module, written);
        KnownStates known = new KnownStates();
        module.probes(params)
                .forEach(key -> known.with(
                        remains(key), key.equals(module.probes(params).getFirst()) ? first : Remains.NONE));
        return module.plan(params, known);
    }

    @SuppressWarnings("unchecked") // all these modules ask for remains only
    private static StateKey<Remains> remains(StateKey<?> key) {
        return (StateKey<Remains>) key;
    }

    private static String script(Plan plan) {
        Action.Run run = assertInstanceOf(
                Action.Run.class,
                assertInstanceOf(Plan.Change.class, plan).actions().getFirst());
        Effect.Sets<?> effect =
                assertInstanceOf(Effect.Sets.class, run.effects().getFirst());
        assertEquals(Remains.NONE, effect.after());
        return run.script().text();
    }

    private static Remains found(String... lines) {
        return new Remains(List.of(lines));
    }

    @Test
    void whereNothingIsLeftNothingIsDone() {
        assertEquals(Plan.UNCHANGED, plan(new CrictlRmpModule(), Map.of(), Remains.NONE));
        assertEquals(Plan.UNCHANGED, plan(new EmptyDirectoryModule(), Map.of("path", "/srv/a"), Remains.NONE));
        assertEquals(
                Plan.UNCHANGED,
                plan(new IpRouteModule(), Map.of("within", "10.244.0.0/16", "state", "absent"), Remains.NONE));
        assertEquals(
                Plan.UNCHANGED,
                plan(
                        new IptablesChainsModule(),
                        Map.of("prefixes", List.of("KUBE-"), "state", "absent"),
                        Remains.NONE));
        assertEquals(
                Plan.UNCHANGED,
                plan(new IpsetsModule(), Map.of("prefixes", List.of("KUBE-SRC-"), "state", "absent"), Remains.NONE));
        assertEquals(
                Plan.UNCHANGED,
                plan(new NetworkInterfaceModule(), Map.of("name", "cni0", "state", "absent"), Remains.NONE));
        assertEquals(Plan.UNCHANGED, plan(new UmountModule(), Map.of("below", "/srv"), Remains.NONE));
    }

    @Test
    void onlyTheInterfaceThatIsNamedIsDeleted() {
        String script = script(
                plan(new NetworkInterfaceModule(), Map.of("name", "flannel.1", "state", "absent"), found("flannel.1")));
        assertTrue(script.endsWith("ip link delete dev flannel.1\n"), script);
    }

    @Test
    void theDeepestMountGoesFirst() {
        String script = script(plan(new UmountModule(), Map.of("below", "/srv/"), found("/srv/a", "/srv/a/b c")));
        assertTrue(script.contains("for m in '/srv/a/b c' /srv/a; do"), script);
    }

    @Test
    void aRouteIsDeletedWithoutWhatIsSaidOfItsLink() {
        String script = script(plan(
                new IpRouteModule(),
                Map.of("within", "10.244.0.0/16", "state", "absent"),
                found("10.244.1.0/24 dev cni0 scope link linkdown")));
        assertTrue(
                script.contains("\n10.244.1.0/24 dev cni0 scope link\nEND\n") && script.contains("ip -4 route delete"),
                script);
    }

    @Test
    void prefixesOfChainsAreNamesAndNoPatterns() {
        assertTrue(
                Parameters.wrong(new IptablesChainsModule(), Map.of("prefixes", List.of("KUBE.*"), "state", "absent"))
                        .contains("KUBE.*"));
        assertTrue(Parameters.wrong(new IptablesChainsModule(), Map.of("prefixes", List.of(), "state", "absent"))
                .startsWith("prefixes must be"));
    }

    @Test
    void setsAreDestroyedEachByItsName() {
        String script = script(plan(
                new IpsetsModule(),
                Map.of("prefixes", List.of("KUBE-SRC-", "inet6:KUBE-SRC-"), "state", "absent"),
                found("KUBE-SRC-A", "inet6:KUBE-SRC-A")));
        assertTrue(
                script.endsWith("ipset destroy KUBE-SRC-A || exit 1\nipset destroy inet6:KUBE-SRC-A || exit 1\n"),
                script);
        assertTrue(Parameters.wrong(new IpsetsModule(), Map.of("prefixes", List.of("KUBE.*"), "state", "absent"))
                .contains("KUBE.*"));
    }

    @Test
    void podsAreStoppedBeforeTheyAreRemoved() {
        String script = script(plan(new CrictlRmpModule(), Map.of(), found("0a1b", "2c3d")));
        assertTrue(
                script.indexOf("stopp 0a1b 2c3d") > 0 && script.indexOf("stopp") < script.indexOf("rmp -f 0a1b 2c3d"),
                script);
    }

    @Test
    void aFolderWithAMountBelowIsNotEmptied() {
        EmptyDirectoryModule module = new EmptyDirectoryModule();
        EmptyDirectoryModule.Params params = Parameters.of(module, Map.of("path", "/srv/a"));
        KnownStates known = new KnownStates()
                .with(remains(module.probes(params).getFirst()), found("/srv/a/b"))
                .with(Mounts.below("/srv/a"), found("/srv/a/b"));
        assertTrue(assertInstanceOf(Plan.Rejected.class, module.plan(params, known))
                .why()
                .contains("/srv/a/b is mounted"));
    }

    @Test
    void aFolderIsEmptiedAndStays() throws Exception {
        Path data = folder.resolve("data with blanks");
        Files.createDirectories(data.resolve("deeper"));
        Files.writeString(data.resolve(".hidden"), "x");
        EmptyDirectoryModule module = new EmptyDirectoryModule();
        EmptyDirectoryModule.Params params = Parameters.of(module, Map.of("path", data.toString()));
        StateKey<Remains> entries = remains(module.probes(params).getFirst());
        Remains before = look(entries);
        assertEquals(
                List.of(data + "/.hidden", data + "/deeper"),
                before.found().stream().sorted().toList());
        run(script(plan(module, Map.of("path", data.toString()), before)));
        assertEquals(Remains.NONE, look(entries));
        assertTrue(Files.isDirectory(data));
    }

    @Test
    void mountsAreReadFromTheKernel() throws Exception {
        assertTrue(look(Mounts.below("/")).found().contains("/proc"), "every machine has /proc");
        assertEquals(Remains.NONE, look(Mounts.below(folder.toString())));
    }

    @Test
    void whatCannotBeToldIsUnknownWithItsReason() throws Exception {
        Search search = new Search("thing", "[ \"$1\" = bad ] && { echo 'no such luck'; return 3; }\necho \"$1\"\n");
        List<StateKey<Remains>> keys = List.of(search.key("a b"), search.key("bad"));
        Map<StateKey<Remains>, Observed<Remains>> states =
                search.parse(keys, run(search.read(keys).text()));
        assertEquals(Observed.read(found("a b")), states.get(keys.getFirst()));
        assertEquals(
                new Observed.Unknown<Remains>("the host does not tell of thing bad: no such luck"),
                states.get(keys.getLast()));
    }

    private static Remains look(StateKey<Remains> key) throws IOException, InterruptedException {
        Observed<Remains> seen = key.family()
                .parse(List.of(key), run(key.family().read(List.of(key)).text()))
                .get(key);
        return assertInstanceOf(
                Remains.class, assertInstanceOf(Observed.Known.class, seen).value());
    }

    private static ScriptResult run(String script) throws IOException, InterruptedException {
        Process shell =
                new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
        byte[] out = shell.getInputStream().readAllBytes();
        return new ScriptResult(shell.waitFor(), Bytes.of(out), Bytes.EMPTY);
    }
}
