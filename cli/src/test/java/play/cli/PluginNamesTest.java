package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No plugin takes the place of another one, or of what is part of play. */
class PluginNamesTest {
    private static final String TASK = "tasks:\n  - acme.told: {say: here}\n";

    @TempDir
    Path folder;

    @TempDir
    Path work;

    private Trial trial;

    @BeforeEach
    void begin() throws IOException {
        trial = new Trial(folder);
    }

    private Path plugin(String file, String name) throws IOException {
        Path jar = folder.resolve("plugins/" + file);
        new PluginCode(work.resolve(file)).control(name).jar(jar);
        return jar.toRealPath();
    }

    private void refused(String... words) throws IOException {
        Trial.Said said = trial.play(TASK);
        assertEquals(RunSession.PROBLEMS, said.code(), said.everything());
        for (String word : words) {
            assertTrue(said.err().contains(word), said.err());
        }
    }

    @Test
    void aNameNeedsANamespace() throws Exception {
        Path jar = plugin("acme.jar", "told");
        refused("plugin-name", jar.toString(), "such as 'acme.told'");
    }

    @Test
    void theNamespaceOfAnsibleIsTaken() throws Exception {
        Path jar = plugin("acme.jar", "ansible.builtin.ping");
        refused("plugin-name", jar.toString(), "such as 'acme.ping'");
    }

    @Test
    void twoPluginsWithOneName() throws Exception {
        Path one = plugin("a.jar", "acme.told");
        Path other = folder.resolve("plugins/b.jar");
        new PluginCode(work.resolve("other"))
                .control("acme.told", "return List.of();", "return new Verdict.Failed(\"other\");")
                .jar(other);
        refused("plugin-clash", one.toString(), other.toRealPath().toString(), "'acme.told'");
    }

    @Test
    void anAliasThatIsTheNameItself() throws Exception {
        Path jar = folder.resolve("plugins/acme.jar");
        new PluginCode(work).set("new Told()").type("Told", """
                    public final class Told implements Control<Told.Params> {
                      public record Params(@Doc("Said.") String say) {}
                      public ModuleSpec<Params> spec() {
                        return ModuleSpec.of("acme.told", "Says.", Params.class).alias("acme.said", "acme.told");
                      }
                      public Verdict evaluate(Params params) { return new Verdict.Done(Map.of(), Map.of()); }
                    }
                    """).jar(jar);
        refused("plugin-clash", jar.toRealPath() + "' brings twice a module 'acme.told'");
    }

    @Test
    void aCodeThatTwoRulesHave() throws Exception {
        Path jar = folder.resolve("plugins/acme.jar");
        new PluginCode(work)
                .control("acme.told")
                .rules("Collections.nCopies(2, LintRule.warning(\"acme.odd\", \"Odd\", (project, findings) -> {}))")
                .jar(jar);
        refused("plugin-clash", jar.toRealPath() + "' brings twice a rule 'acme.odd'");
    }

    @Test
    void aNameOfPlayItself() throws Exception {
        Path jar = plugin("acme.jar", "community.general.modprobe");
        refused("plugin-clash", jar.toString(), "play itself");
    }

    @Test
    void oneThatIsFoundTwiceIsOne() throws Exception {
        plugin("acme.jar", "acme.told");
        Path link = Files.createSymbolicLink(work.resolve("linked"), folder.resolve("plugins"));
        Trial.Said said = trial.play(
                TASK,
                "--plugins",
                link.toString(),
                "--plugins",
                folder.resolve("plugins").toString());
        assertEquals(0, said.code(), said.everything());
    }

    @Test
    void copiesOfOnePluginAreOne() throws Exception {
        Path jar = plugin("acme.jar", "acme.told");
        Path copy = folder.resolve("roles/web/plugins/acme.jar");
        Files.createDirectories(copy.getParent());
        Files.copy(jar, copy);
        trial.file("roles/web/tasks/main.yml", "- acme.told: {say: here}\n");
        Trial.Said said = trial.play("roles: [web]\n" + TASK);
        assertEquals(0, said.code(), said.everything());
    }
}
