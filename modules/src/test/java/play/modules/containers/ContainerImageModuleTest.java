package play.modules.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.host.FileState;
import play.host.Files;
import play.host.Mode;
import play.host.Observed;
import play.host.Observed.Certainty;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Content;
import play.value.Foreseen;

class ContainerImageModuleTest {
    private static final ContainerImageModule MODULE = new ContainerImageModule();
    private static final Map<String, Object> WANTED =
            Map.of("name", "localhost/pause:1.0.0", "archive", "/srv/pause.tar");
    private static final ContainerImages IMAGES = new ContainerImages("/usr/local/bin/ctr", "k8s.io");
    private static final StateKey<ContainerImage> IMAGE = IMAGES.key("localhost/pause:1.0.0");
    private static final FileState FILE = new FileState.Regular(
            FileState.Attributes.of("root", "root", new Mode(0755)),
            new Foreseen.Exactly<>("0"),
            new Foreseen.Exactly<>(1L));

    private final ContainerImageModule.Params params = Parameters.of(MODULE, WANTED);
    private final KnownStates known =
            new KnownStates().with(Files.at("/usr/local/bin/ctr"), FILE).with(Files.at("/srv/pause.tar"), FILE);

    @Test
    void importsAnImageThatIsNotThere() {
        known.with(IMAGE, ContainerImage.ABSENT);
        Plan.Change change = assertInstanceOf(Plan.Change.class, MODULE.plan(params, known));
        assertEquals("import image localhost/pause:1.0.0", change.title());
        assertEquals(1, change.actions().size());
    }

    @Test
    void leavesAnImageOfThatName() {
        known.with(IMAGE, new ContainerImage(true, new Foreseen.Exactly<>("sha256:1")));
        assertEquals(Plan.UNCHANGED, MODULE.plan(params, known));
    }

    @Test
    void saysThatTheArchiveIsMissing() {
        known.with(IMAGE, ContainerImage.ABSENT).with(Files.at("/srv/pause.tar"), FileState.ABSENT);
        Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, MODULE.plan(params, known));
        assertTrue(rejected.why().contains("/srv/pause.tar"), rejected.why());
    }

    @Test
    void takesAnImageOut() {
        known.with(IMAGE, new ContainerImage(true, new Foreseen.Exactly<>("sha256:1")));
        Plan plan =
                MODULE.plan(Parameters.of(MODULE, Map.of("name", "localhost/pause:1.0.0", "state", "absent")), known);
        assertEquals(
                "remove image localhost/pause:1.0.0",
                assertInstanceOf(Plan.Change.class, plan).title());
    }

    @Test
    void needsToKnowWhereAnImageComesFrom() {
        assertTrue(Parameters.wrong(MODULE, Map.of("name", "localhost/pause:1.0.0"))
                .contains("needs one of 'archive', 'src'"));
        assertEquals("", Parameters.wrong(MODULE, Map.of("name", "localhost/pause:1.0.0", "state", "absent")));
    }

    /** A containerd that this dry run installs has no images; one that does not answer may have them. */
    @Test
    void foreseesTheImageOnlyWhereContainerdIsForeseen() {
        known.withUnknown(IMAGE, "containerd does not tell its images");
        assertInstanceOf(Plan.Undetermined.class, MODULE.plan(params, known));
        known.with(Files.at("/usr/local/bin/ctr"), new Observed.Known<FileState>(FILE, Certainty.FORESEEN));
        assertInstanceOf(Plan.Change.class, MODULE.plan(params, known));
    }

    @Test
    void anArchiveOfTheControllerIsOnTheHostOnlyMeanwhile() {
        ContainerImageModule.Params carried = new Parameters()
                .file("pause.tar", Content.of("tar"))
                .bind(MODULE, Map.of("name", "localhost/pause:1.0.0", "src", "pause.tar"));
        KnownStates states = new KnownStates();
        MODULE.probes(carried).forEach(key -> states.withUnknown(key, "not asked"));
        String place = MODULE.probes(carried).stream()
                .map(StateKey::id)
                .filter(id -> id.startsWith("/var/tmp/play-image-"))
                .findFirst()
                .orElseThrow();
        states.with(IMAGE, ContainerImage.ABSENT).with(Files.at(place), FILE);
        List<Action> actions = assertInstanceOf(Plan.Change.class, MODULE.plan(carried, states))
                .actions();
        assertEquals(new Action.Remove(place), actions.getLast());
    }

    @Test
    void readsWhatCtrLists() {
        String out = """
            REF                   TYPE                                                 DIGEST         SIZE    \
            PLATFORMS   LABELS
            localhost/pause:1.0.0 application/vnd.docker.distribution.manifest.v2+json sha256:0b1c2d  1.4 MiB \
            linux/amd64 io.cri-containerd.image=managed
            """;
        Map<StateKey<ContainerImage>, Observed<ContainerImage>> states = IMAGES.parse(
                List.of(IMAGE, IMAGES.key("localhost/other:1")), new ScriptResult(0, Bytes.of(out), Bytes.EMPTY));
        assertEquals(
                Observed.read(new ContainerImage(true, new Foreseen.Exactly<>("sha256:0b1c2d"))), states.get(IMAGE));
        assertEquals(Observed.read(ContainerImage.ABSENT), states.get(IMAGES.key("localhost/other:1")));
        assertInstanceOf(
                Observed.Unknown.class,
                IMAGES.parse(List.of(IMAGE), new ScriptResult(1, Bytes.EMPTY, Bytes.of("no socket")))
                        .get(IMAGE));
    }
}
