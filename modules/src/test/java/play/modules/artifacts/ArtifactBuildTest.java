package play.modules.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.module.Plan;
import play.module.ProductionException;
import play.modules.testing.Controller;

/** Artifacts that are built, where nobody has a release of them. */
class ArtifactBuildTest {
    private static final ArtifactModule MODULE = new ArtifactModule();

    /** Nothing listens on the discard port of loopback. */
    private static final String NOBODY = "http://127.0.0.1:9";

    @TempDir
    Path folder;

    private ToolTask task = new ToolTask(Path.of("/"));
    private Controller controller = new Controller(Path.of("/"), List.of());

    @BeforeEach
    void start() throws IOException {
        task = ToolTask.in(folder);
        controller = task.freshRun();
    }

    @Test
    void withoutAReleaseItIsBuilt() throws Exception {
        task.builder("mkdir -p \"$2\"; echo built >\"$2/tool\"; echo \"$2/tool\"");
        Map<String, Object> entry = ToolTask.entry(NOBODY + "/tool");
        entry.put("sha256", ToolTask.digest("program"));
        entry.put("go", List.of("tool"));
        ProductionException refused = assertThrows(
                ProductionException.class, () -> controller.run(MODULE, task.params(entry, Optional.empty())));
        assertTrue(String.valueOf(refused.getMessage()).contains("build: true"), refused.getMessage());
        task.freshRun().run(MODULE, task.params(entry, ToolTask.Allowed.BUILD));
        assertEquals("built\n", task.onHost("tool"));
        assertInstanceOf(
                Plan.Unchanged.class, task.freshRun().plan(MODULE, task.params(entry, ToolTask.Allowed.BUILD)));
        assertInstanceOf(
                Plan.Change.class,
                task.freshRun().plan(MODULE, task.params(entry, Optional.empty())),
                "what was built once is no release");
    }

    @Test
    void whatNobodyPublishesIsBuiltAtOnce() throws Exception {
        task.builder("mkdir -p \"$2\"; echo built >\"$2/tool\"; echo \"$2/tool\"");
        Map<String, Object> entry = ToolTask.entry("");
        entry.remove("url");
        entry.put("go", List.of("tool"));
        Plan.Rejected unbuilt =
                assertInstanceOf(Plan.Rejected.class, controller.plan(MODULE, task.params(entry, Optional.of(NOBODY))));
        assertTrue(unbuilt.why().contains("build: true"), unbuilt.why());
        controller.run(MODULE, task.params(entry, Optional.of(NOBODY), Set.of(ToolTask.Allowed.BUILD)));
        assertEquals("built\n", task.onHost("tool"));
        entry.remove("go");
        Plan.Rejected nowhere =
                assertInstanceOf(Plan.Rejected.class, controller.plan(MODULE, task.params(entry, Optional.empty())));
        assertTrue(nowhere.why().contains("has neither url nor go"), nowhere.why());
    }

    /** As where a cluster is upgraded. */
    @Test
    void anotherVersionIsBuiltByItsName() throws Exception {
        task.builder("if [ \"$1\" = --list ]; then echo 'tool v1.2.3'; echo 'tool v2.0.0'; exit; fi\n"
                + "mkdir -p \"$2\"; echo \"$5\" >\"$2/tool\"; echo \"$2/tool\"");
        Map<String, Object> entry = ToolTask.entry(NOBODY + "/tool");
        entry.put("go", List.of("tool"));
        controller.run(
                MODULE, task.params(entry, Optional.of("2.0.0"), Optional.empty(), Set.of(ToolTask.Allowed.BUILD)));
        assertEquals("tool@2.0.0\n", task.onHost("tool"));
        ProductionException refused = assertThrows(
                ProductionException.class,
                () -> task.freshRun()
                        .run(
                                MODULE,
                                task.params(
                                        entry,
                                        Optional.of("3.0.0"),
                                        Optional.empty(),
                                        Set.of(ToolTask.Allowed.BUILD))));
        assertTrue(
                String.valueOf(refused.getMessage()).contains("builds tool v1.2.3 and tool v2.0.0, not 3.0.0"),
                refused.getMessage());
    }
}
