package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.contract.OutsideCode;

/** Modules from outside the tree, from each of the three places they are looked for in. */
class PluginsTest {
    private static final String TASKS = """
        tasks:
          - acme.dotenv: {path: FOLDER/acme.env, variables: {GREETING: "it's me"}}
            register: written
          - debug: {msg: "changed is {{ written.changed }}"}
        """;

    @TempDir
    Path folder;

    /** Where plugins are built; nothing is looked for there. */
    @TempDir
    Path work;

    private Trial trial;

    @BeforeEach
    void begin() throws IOException {
        trial = new Trial(folder);
    }

    private String env() throws IOException {
        return Files.readString(folder.resolve("acme.env"));
    }

    @Test
    void aJarBesideThePlaybookIsUsed() throws Exception {
        OutsideCode.sampleJar(work, folder.resolve("plugins/acme #1 100%.jar"));
        Trial.Said first = trial.play(TASKS);
        assertEquals(0, first.code(), first.everything());
        assertEquals("GREETING='it'\\''s me'\n", env());
        assertTrue(trial.play(TASKS).out().contains("changed is False"));
    }

    @Test
    void aFolderOfClassesIsUsed() throws Exception {
        Path classes =
                new PluginCode(folder.resolve("plugins")).control("acme.told").classes();
        Trial.Said said = trial.play("tasks:\n  - acme.told: {say: here}\n", "--plugins", classes.toString());
        assertEquals(0, said.code(), said.everything());
        assertTrue(said.out().contains("here"), said.out());
    }

    @Test
    void aRoleBringsItsOwn() throws Exception {
        OutsideCode.sampleJar(work, folder.resolve("roles/web/plugins/acme.jar"));
        trial.file("roles/web/tasks/main.yml", "- acme.dotenv: {path: FOLDER/acme.env, variables: {A: b}}\n");
        Trial.Said said = trial.play("roles: [web]\n");
        assertEquals(0, said.code(), said.everything());
        assertEquals("A='b'\n", env());
    }

    @Test
    void aRoleThatTheRunFindsBringsItsOwn() throws Exception {
        new PluginCode(work)
                .set("new Made()")
                .type("Modules", """
                    public final class Modules implements ModuleSet {
                      public List<TaskModule<?>> modules() { return List.of(new Made()); }
                      public List<Producer<?>> producers() { return List.of(new Maker()); }
                    }
                    """)
                .type("Maker", """
                    public final class Maker implements Producer<Maker.Wanted> {
                      public record Wanted(String say) implements Recipe {}
                      public Class<Wanted> recipe() { return Wanted.class; }
                      public Map<String, play.value.Content> produce(Wanted wanted, Workshop workshop) {
                        workshop.progress().accept("the plugin made " + wanted.say());
                        return Map.of();
                      }
                    }
                    """)
                .type("Made", """
                    public final class Made implements Resource<Made.Params> {
                      public record Params(@Doc("What to make.") String say) {}
                      public ModuleSpec<Params> spec() {
                        return ModuleSpec.of("acme.made", "Makes.", Params.class);
                      }
                      public List<StateKey<?>> probes(Params params) { return List.of(new Kernels().key("release")); }
                      public Plan plan(Params params, Knowledge known) {
                        Observed<Kernels.Kernel> seen = known.of(new Kernels().key("release"));
                        return seen instanceof Observed.Known<Kernels.Kernel>(Kernels.Kernel kernel, var how)
                            ? new Plan.Change("make it on " + kernel.release(),
                                new Action.Produce("acme", new Maker.Wanted(params.say()), List.of()))
                            : new Plan.Undetermined("no kernel");
                      }
                    }
                    """)
                .type("Kernels", """
                    public record Kernels() implements StateFamily<Kernels.Kernel> {
                      public record Kernel(String release) implements HostState {
                        public boolean present() { return true; }
                      }
                      public String name() { return "kernel"; }
                      public Class<Kernel> type() { return Kernel.class; }
                      public Script read(List<StateKey<Kernel>> keys) { return Script.of("uname -r"); }
                      public Told<Kernel> told(List<StateKey<Kernel>> keys, ScriptResult result) {
                        return (index, id) -> new Kernel(result.lines().getFirst());
                      }
                    }
                    """)
                .jar(folder.resolve("roles/web/plugins/acme.jar"));
        trial.file("roles/web/tasks/main.yml", "- acme.made: {say: this}\n");
        Trial.Said said = trial.play("""
            tasks:
              - include_role: {name: "{{ item }}"}
                loop: [web]
            """);
        assertEquals(0, said.code(), said.everything());
        assertTrue(said.events().contains("the plugin made this"), said.everything());
        assertTrue(said.events().contains("make it on "), said.everything());
    }

    @Test
    void severalFoldersAreNamed() throws Exception {
        OutsideCode.sampleJar(work.resolve("one"), work.resolve("a/acme.jar"));
        new PluginCode(work.resolve("two")).control("other.told").jar(work.resolve("b/other.jar"));
        Trial.Said said = trial.play(
                TASKS.stripTrailing() + "\n  - other.told: {say: here}\n",
                "--plugins",
                work.resolve("a").toString(),
                "--plugins=" + work.resolve("b"));
        assertEquals(0, said.code(), said.everything());
    }

    @Test
    void itsParametersAreCheckedAndDocumented() throws Exception {
        Path plugins = folder.resolve("plugins");
        OutsideCode.sampleJar(work, plugins.resolve("acme.jar"));
        Trial.Said wrong = trial.play("tasks:\n  - acme.dotenv: {pth: acme.env}\n", "--syntax-check");
        assertEquals(RunSession.PROBLEMS, wrong.code());
        assertTrue(wrong.err().contains("site.yml:4:21"), wrong.err());
        assertTrue(wrong.err().contains("Did you mean 'path'"), wrong.err());
        Trial.Said doc = Trial.main("doc", "acme.dotenv", "--plugins", plugins.toString());
        assertTrue(doc.out().startsWith("acme.dotenv: Writes a file of environment variables."), doc.out());
        assertTrue(Trial.main("doc", "--plugins", plugins.toString()).out().contains("acme.dotenv"));
        Trial.Said unknown = Trial.main("doc", "acme.dotenv");
        assertTrue(unknown.err().contains("--plugins"), unknown.err());
    }

    @Test
    void itsRulesLookThroughPlaybooks() throws Exception {
        new PluginCode(work).control("acme.told").rules("""
            List.of(LintRule.warning("acme.loud", "Loud", (project, findings) ->
                project.calls(Told.class).forEach(call ->
                    findings.report(call.place(), "It is loud."))))\
            """).jar(folder.resolve("plugins/acme.jar"));
        Path playbook = trial.file("site.yml", "- hosts: here\n  tasks:\n    - acme.told: {say: x}\n");
        String hosts = folder.resolve("hosts.ini").toString();
        Trial.Said said = Trial.main("lint", playbook.toString(), "-i", hosts);
        assertTrue(said.out().contains("acme.loud") && said.out().contains("site.yml:3:7"), said.out());
        Files.writeString(playbook, Files.readString(playbook).replace("x}", "x}  # noqa: acme.loud"));
        assertFalse(Trial.main("lint", playbook.toString(), "-i", hosts).out().contains("[acme.loud]"));
        String list = Trial.main(
                        "lint",
                        "--list-rules",
                        "--plugins",
                        folder.resolve("plugins").toString())
                .out();
        assertTrue(list.contains("acme.loud"), list);
    }

    @Test
    void anUnknownModuleWithANamespaceMayBeAPlugins() throws Exception {
        Trial.Said said = trial.play(TASKS);
        assertEquals(RunSession.PROBLEMS, said.code());
        assertTrue(said.err().contains("There is no module 'acme.dotenv'. A module with a namespace"), said.err());
        assertTrue(said.err().contains("--plugins"), said.err());
    }

    @Test
    void aFolderThatIsNotThereIsAMistake() throws Exception {
        Trial.Said said = trial.play("tasks: []\n", "--plugins", folder + "/nowhere");
        assertEquals(RunSession.PROBLEMS, said.code(), said.everything());
        assertTrue(said.err().contains(folder + "/nowhere"), said.err());
    }

    @Test
    void whatIsNoPluginIsTold() throws Exception {
        trial.file("plugins/ping.py", "print(1)\n");
        trial.file("plugins/filter/README.md", "filters\n");
        trial.file("plugins/README.md", "no plugin, and not meant to be one\n");
        Trial.Said said = trial.play("tasks: [{debug: {msg: on}}]\n");
        assertEquals(0, said.code());
        assertTrue(said.err().contains("plugins/ping.py' is in a directory of plugins"), said.err());
        assertTrue(said.err().contains("plugins/filter' is in"), said.err());
        assertFalse(said.err().contains("plugins/README.md"), said.err());
    }
}
