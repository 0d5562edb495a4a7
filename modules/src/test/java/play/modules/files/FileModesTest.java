package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.Files;
import play.host.Identity;
import play.host.Mode;
import play.host.Script;
import play.module.Action;
import play.module.Plan;
import play.modules.testing.Controller;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.Parameters;
import play.value.Content;
import play.value.Foreseen;

/** Modes that depend on what is there, on the host or on the controller. */
class FileModesTest {
    private static KnownStates host() {
        return new KnownStates()
                .with(Identity.KEY, new Identity("root", "root", "/root", new Mode(022)))
                .with(Files.at("/srv"), new FileState.Directory(Attributes.of("root", "root", new Mode(0755))));
    }

    @Test
    void recurseTakesARelativeModeForEachByItsOwnBits(@TempDir Path folder) throws Exception {
        LocalHost.run(Script.of("cd '" + folder + "'; mkdir -p d/e; echo x >d/plain; echo x >d/e/program;"
                + " chmod 711 d; chmod 700 d/e; chmod 640 d/plain; chmod 744 d/e/program"));
        FileModule module = new FileModule();
        FileModule.Params params = Parameters.of(
                module, Map.of("path", folder + "/d", "state", "directory", "mode", "u=rwX,go=rX", "recurse", true));
        Controller controller = new Controller(folder, List.of());
        Plan.Change change = assertInstanceOf(Plan.Change.class, controller.plan(module, params));
        Action.Run run = assertInstanceOf(Action.Run.class, change.actions().getLast());
        assertEquals("set attributes of 3 paths below " + folder + "/d", run.title());
        assertTrue(LocalHost.run(run.script()).succeeded());
        assertEquals(
                "755 d/e\n755 d/e/program\n644 d/plain\n",
                LocalHost.run(Script.of("cd '" + folder + "'; stat -c '%a %n' d/e d/e/program d/plain"))
                        .out());
        Plan.Change rest = assertInstanceOf(Plan.Change.class, controller.plan(module, params));
        assertEquals(1, rest.actions().size(), "only the directory itself is left");
    }

    @Test
    void recurseRefusesAModeThatComesToNoEnd(@TempDir Path folder) throws IOException {
        java.nio.file.Files.createDirectories(folder.resolve("d/e"));
        LocalHost.run(Script.of("cd '" + folder + "'; chmod 755 d; chmod 741 d/e"));
        FileModule.Params params = Parameters.of(
                new FileModule(),
                Map.of("path", folder + "/d", "state", "directory", "mode", "g=o,o=u", "recurse", true));
        Plan.Rejected refused =
                assertInstanceOf(Plan.Rejected.class, new Controller(folder, List.of()).plan(new FileModule(), params));
        assertTrue(refused.why().startsWith("mode g=o,o=u gives other bits each time"), refused.why());
    }

    @Test
    void preserveTakesTheModeOfTheFileOnTheController() {
        Parameters files = new Parameters().file("a.sh", Content.of("x")).mode("a.sh", new Mode(0750));
        CopyModule copy = new CopyModule();
        CopyModule.Params params = files.bind(copy, Map.of("src", "a.sh", "dest", "/srv/a.sh", "mode", "preserve"));
        Plan.Change change = assertInstanceOf(
                Plan.Change.class, copy.plan(params, host().with(Files.at("/srv/a.sh"), FileState.ABSENT)));
        Action.WriteFile write =
                assertInstanceOf(Action.WriteFile.class, change.actions().getFirst());
        assertEquals(
                new Foreseen.Exactly<>(new Mode(0750)),
                write.after().attributes().mode());
        assertTrue(Parameters.wrong(new FileModule(), Map.of("path", "/srv/a", "mode", "preserve"))
                .contains("must be permission bits"));
    }
}
