package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.FileDigest;
import play.host.FileDigests;
import play.host.FileState;
import play.host.Files;
import play.host.Identity;
import play.host.Mode;
import play.host.Observed;
import play.host.Realm;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.module.Workshop;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Content;
import play.value.Foreseen;

class FetchModuleTest {
    private final FetchModule module = new FetchModule();

    private FetchModule.Params params(Map<String, Object> more) {
        Map<String, Object> given = new HashMap<>(Map.of("src", "/srv/a", "dest", "got"));
        given.putAll(more);
        return Parameters.of(module, given);
    }

    private static FileState file(Foreseen<String> sha256, int mode) {
        return new FileState.Regular(
                FileState.Attributes.of("root", "root", new Mode(mode)), sha256, new Foreseen.Exactly<>(1L));
    }

    private static Foreseen<String> sum(String content) {
        return Content.of(content).sha256();
    }

    private static StateKey<FileState> kept(String path) {
        return new StateKey<>(Realm.CONTROLLER, new Files(true), path);
    }

    private static KnownStates known(Observed<FileState> there, String target, FileState kept) {
        return new KnownStates()
                .with(Files.at("/srv/a"), there)
                .with(Identity.KEY, new Identity("root", "root", "/root", new Mode(022)))
                .with(FileDigests.at("/srv/a", FileDigests.Algorithm.SHA1), new FileDigest.Of("1"))
                .with(FileDigests.at("/srv/a", FileDigests.Algorithm.MD5), new FileDigest.Of("5"))
                .with(kept(target), kept);
    }

    private static FetchRecipe recipe(Plan plan) {
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan);
        Action.Produce produce =
                assertInstanceOf(Action.Produce.class, change.actions().getFirst());
        return assertInstanceOf(FetchRecipe.class, produce.recipe());
    }

    @Test
    void aFileGoesUnderTheNameOfItsHost() {
        KnownStates known = known(Observed.read(file(sum("x"), 0640)), "/playbook/got/host/srv/a", FileState.ABSENT);
        Plan.Needs needs = assertInstanceOf(Plan.Needs.class, module.plan(params(Map.of()), known));
        assertEquals(List.of(WholeContent.at("/srv/a")), needs.more());
        known.with(WholeContent.at("/srv/a"), new WholeContent(true, Bytes.of("x")));
        assertEquals(
                new FetchRecipe("/playbook/got/host/srv/a", Bytes.of("x"), false),
                recipe(module.plan(params(Map.of()), known)));
    }

    @Test
    void whatIsTheSameIsNotFetched() {
        assertEquals(
                Plan.UNCHANGED,
                module.plan(
                        params(Map.of("flat", true)),
                        known(Observed.read(file(sum("x"), 0644)), "/playbook/got", file(sum("x"), 0600))));
    }

    @Test
    void whatChangesMeanwhileIsRefused() {
        KnownStates known = known(Observed.read(file(sum("x"), 0644)), "/playbook/got", FileState.ABSENT)
                .with(WholeContent.at("/srv/a"), new WholeContent(true, Bytes.of("y")));
        assertInstanceOf(Plan.Rejected.class, module.plan(params(Map.of("flat", true)), known));
        assertEquals(
                Bytes.of("y"),
                recipe(module.plan(params(Map.of("flat", true, "validate_checksum", false)), known))
                        .content());
    }

    @Test
    void whatADryRunForeseesIsCompared() {
        Observed<FileState> written = new Observed.Known<>(file(sum("new"), 0644), Observed.Certainty.FORESEEN);
        recipe(module.plan(params(Map.of("flat", true)), known(written, "/playbook/got", file(sum("x"), 0644))));
        assertEquals(
                Plan.UNCHANGED,
                module.plan(params(Map.of("flat", true)), known(written, "/playbook/got", file(sum("new"), 0644))));
        Observed<FileState> later =
                new Observed.Known<>(file(new Foreseen.Later<>("made"), 0644), Observed.Certainty.FORESEEN);
        assertInstanceOf(
                Plan.Undetermined.class,
                module.plan(params(Map.of("flat", true)), known(later, "/playbook/got", file(sum("x"), 0644))));
        recipe(module.plan(params(Map.of("flat", true)), known(later, "/playbook/got", FileState.ABSENT)));
    }

    @Test
    void whatALinkLeadsToIsCompared() {
        FileState there = file(sum("x"), 0644);
        FetchModule.Params params = params(Map.of("flat", true));
        KnownStates known = known(Observed.read(there), "/playbook/got", new FileState.Symlink("real"));
        StateKey<RealPath> leads = new StateKey<>(Realm.CONTROLLER, new RealPath.Family(), "/playbook/got");
        assertEquals(new Plan.Needs(List.of(leads)), module.plan(params, known));
        known.with(leads, new RealPath.To("/playbook/real"));
        assertEquals(new Plan.Needs(List.of(kept("/playbook/real"))), module.plan(params, known));
        known.with(kept("/playbook/real"), there);
        assertEquals(Plan.UNCHANGED, module.plan(params, known));
        known.with(kept("/playbook/real"), FileState.ABSENT)
                .with(WholeContent.at("/srv/a"), new WholeContent(true, Bytes.of("x")));
        assertEquals("/playbook/real", recipe(module.plan(params, known)).path());
    }

    @Test
    void whatIsNoFileStays() {
        KnownStates known =
                known(Observed.read(file(sum("x"), 0644)), "/playbook/got", new FileState.Special("named pipe"));
        Plan.Rejected refused = assertInstanceOf(Plan.Rejected.class, module.plan(params(Map.of("flat", true)), known));
        assertEquals("/playbook/got is a named pipe of the controller, not a file", refused.why());
    }

    @Test
    void hostsMayWriteTheSameFileAtTheSameTime(@TempDir Path folder) throws Exception {
        List<Callable<Boolean>> hosts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String content = "x".repeat(i);
            hosts.add(() -> {
                write(folder.resolve("all"), content, true);
                return true;
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> done : threads.invokeAll(hosts)) {
                assertTrue(done.get());
            }
        }
        assertEquals(List.of("all"), List.of(folder.toFile().list()));
    }

    @Test
    void aFileIsWrittenWithTheModeOfWhatWasThere(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("deep/a");
        write(file, "secret", false);
        assertEquals("rw-------", mode(file));
        write(file, "more", true);
        assertEquals("rw-------", mode(file));
        assertEquals("more", java.nio.file.Files.readString(file));
        write(folder.resolve("b"), "open", true);
        assertEquals(mode(java.nio.file.Files.createFile(folder.resolve("usual"))), mode(folder.resolve("b")));
        try (var all = java.nio.file.Files.list(folder.resolve("deep"))) {
            assertEquals(1, all.count());
        }
    }

    private static void write(Path file, String content, boolean open) throws Exception {
        Path none = Path.of("/nonexistent");
        Workshop workshop = new Workshop(
                none, none, none, java.time.InstantSource.system(), new Random(1), Optional.empty(), line -> {});
        Fetching.write(new FetchRecipe(file.toString(), Bytes.of(content), open), workshop);
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(java.nio.file.Files.getPosixFilePermissions(file));
    }
}
