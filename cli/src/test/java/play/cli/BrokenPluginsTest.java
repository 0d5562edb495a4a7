package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.contract.OutsideCode;
import play.source.Span;
import play.yaml.YamlNode;

/** What is wrong with a plugin is a problem that names its file, like one of a playbook. */
class BrokenPluginsTest {
    private static final String TASK = "tasks:\n  - acme.told: {say: here}\n";

    @TempDir
    Path folder;

    /** Where plugins are built; nothing is looked for there. */
    @TempDir
    Path work;

    private Trial trial;
    private Path jar;

    @BeforeEach
    void begin() throws IOException {
        trial = new Trial(folder);
        jar = folder.resolve("plugins/acme.jar");
        Files.createDirectories(jar.getParent());
    }

    /** The playbook is refused, and the problem tells all these words. */
    private void refused(String... words) throws IOException {
        Trial.Said said = trial.play(TASK);
        assertEquals(RunSession.PROBLEMS, said.code(), said.everything());
        assertTrue(said.err().contains(jar.toRealPath().toString()), said.err());
        for (String word : words) {
            assertTrue(said.err().replaceAll("\\s+", " ").contains(word), said.err());
        }
        assertFalse(said.err().contains("\tat "), said.err());
    }

    @Test
    void noJarAtAll() throws Exception {
        Files.writeString(jar, "PK, but not much of it");
        refused("broken-plugin", "cannot be read as a jar");
    }

    @Test
    void anEmptyFile() throws Exception {
        Files.createFile(jar);
        refused("broken-plugin", "cannot be read as a jar");
    }

    @Test
    void aJarThatEndsEarly() throws Exception {
        new PluginCode(work).control("acme.told").jar(jar);
        byte[] whole = Files.readAllBytes(jar);
        Files.write(jar, java.util.Arrays.copyOf(whole, whole.length / 2));
        refused("broken-plugin", "cannot be read as a jar");
    }

    @Test
    void aJarWhoseContentIsDamaged() throws Exception {
        new PluginCode(work).control("acme.told").jar(jar);
        byte[] whole = Files.readAllBytes(jar);
        for (int i = 60; i < whole.length / 2; i++) {
            whole[i] ^= 0x55;
        }
        Files.write(jar, whole);
        refused("broken-plugin");
    }

    @Test
    void aLibrary() throws Exception {
        new PluginCode(work).type("Library", "public final class Library {}").jar(jar);
        refused("broken-plugin", "there is no META-INF/services/play.module.ModuleSet");
    }

    @Test
    void aClassThatIsNotThere() throws Exception {
        new PluginCode(work)
                .control("acme.told")
                .service("play.module.ModuleSet", "acme.Other")
                .jar(jar);
        refused("broken-plugin", "acme.Other");
    }

    @Test
    void aClassThatIsNoSetOfModules() throws Exception {
        new PluginCode(work)
                .control("acme.told")
                .service("play.module.ModuleSet", "acme.Told")
                .jar(jar);
        refused("broken-plugin", "acme.Told");
    }

    @Test
    void aNewerJava() throws Exception {
        Path classes = new PluginCode(work).control("acme.told").classes();
        Path file = classes.resolve("acme/Modules.class");
        byte[] bytes = Files.readAllBytes(file);
        bytes[7] = (byte) (Runtime.version().feature() + 45);
        Files.write(file, bytes);
        OutsideCode.pack(classes, jar, new Manifest());
        refused("broken-plugin", "compiled for a newer Java than this one, 25", "--release 25");
    }

    @Test
    void aLibraryThatIsNotInTheJar() throws Exception {
        Path classes = new PluginCode(work)
                .control("acme.told", "return List.of();", "return null;")
                .type("Library", "public final class Library {}")
                .set("new Told(), (TaskModule<?>) (Object) new Library()")
                .classes();
        Files.delete(classes.resolve("acme/Library.class"));
        OutsideCode.pack(classes, jar, new Manifest());
        refused("broken-plugin", "It needs the class acme.Library", "Pack its libraries into the jar");
    }

    @Test
    void theInnerPartsOfPlay() throws Exception {
        Path classes = new PluginCode(work)
                .control("acme.told")
                .set("(TaskModule<?>) (Object) new play.yaml.YamlNode.Sequence(List.of(), null)")
                .classes(YamlNode.class, Span.class);
        OutsideCode.pack(classes, jar, new Manifest());
        refused("broken-plugin", "It needs the class play.yaml.YamlNode", "the artifact api alone");
    }

    @Test
    void anotherApi() throws Exception {
        // As if the plugin were built against a version with a class that has since changed.
        Path classes = new PluginCode(work)
                .control("acme.told")
                .type("Gone", "public final class Gone { public static void call() {} }")
                .set("gone()")
                .type("Modules", """
                    public final class Modules implements ModuleSet {
                      public List<TaskModule<?>> modules() { Gone.call(); return List.of(); }
                    }
                    """)
                .classes();
        PluginCode other = new PluginCode(work.resolve("other")).type("Gone", "public final class Gone {}");
        Files.copy(
                other.classes().resolve("acme/Gone.class"),
                classes.resolve("acme/Gone.class"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        OutsideCode.pack(classes, jar, new Manifest());
        refused("broken-plugin", "cannot be linked: NoSuchMethodError", "this version of play");
    }

    @Test
    void aConstructorThatThrows() throws Exception {
        new PluginCode(work).control("acme.told").type("Modules", """
                    public final class Modules implements ModuleSet {
                      public Modules() { throw new IllegalStateException("no licence"); }
                      public List<TaskModule<?>> modules() { return List.of(); }
                    }
                    """).jar(jar);
        refused("broken-plugin", "threw IllegalStateException: no licence, at acme.Modules:");
    }

    @Test
    void parametersThatAreNone() throws Exception {
        new PluginCode(work).set("new Odd()").type("Odd", """
                    public final class Odd implements Control<Odd.Params> {
                      public record Params(Thread thread) {}
                      private static final ModuleSpec<Params> SPEC = ModuleSpec.of("acme.told", "Says.", Params.class);
                      public ModuleSpec<Params> spec() { return SPEC; }
                      public Verdict evaluate(Params params) { return null; }
                    }
                    """).jar(jar);
        refused("broken-plugin", "acme.Odd");
    }

    @Test
    void aCheckThatThrows() throws Exception {
        new PluginCode(work)
                .control("acme.told", "throw new IllegalStateException(\"planted\");", "return null;")
                .jar(jar);
        refused("broken-plugin", "site.yml:4:7", "planted");
    }

    @Test
    void aRuleThatThrows() throws Exception {
        new PluginCode(work).control("acme.told").rules("""
                    List.of(LintRule.warning("acme.odd", "Odd", (project, findings) -> {
                      throw new IllegalStateException("planted");
                    }))""").jar(jar);
        Path playbook = trial.file("site.yml", "- hosts: here\n  tasks:\n    - acme.told: {say: x}\n");
        java.io.StringWriter out = new java.io.StringWriter();
        int code = Main.run(
                java.util.List.of(
                        "lint",
                        playbook.toString(),
                        "-i",
                        folder.resolve("hosts.ini").toString()),
                new Terminal(new java.io.PrintWriter(out), new java.io.PrintWriter(out), false, 80));
        assertEquals(RunSession.PROBLEMS, code, out.toString());
        assertTrue(out.toString().contains(jar.toRealPath().toString()), out.toString());
    }

    private PluginCode odd(String members) throws IOException {
        return new PluginCode(work).set("new Odd()").type("Odd", """
                    public final class Odd implements Control<Odd.Params> {
                      public Verdict evaluate(Params params) { return new Verdict.Done(Map.of(), Map.of()); }
                      %s
                    }
                    """.formatted(members));
    }

    private static String spec(String params) {
        return """
                      %s
                      public ModuleSpec<Params> spec() { return ModuleSpec.of("acme.told", "Says.", Params.class); }
                    """.formatted(params);
    }

    /** With a parameter of a type of its own, which is shown and read by these statements. */
    private static String typed(String shown, String read) {
        return spec("""
                        @ReadBy(Reader.class) public record Word(String text) {}
                        public record Params(@Doc("Said.") Word say) {}
                        public static final class Reader implements ParameterType<Word> {
                          public String shown() { %s }
                          public Word read(Object value, BindContext context) { %s }
                        }
                        """.formatted(shown, read));
    }

    @Test
    void aClassThatCannotBeInitialised() throws Exception {
        odd(spec("public record Params(@Doc(\"Said.\") String say) {}")
                        + "static final int SIZE = Integer.parseInt(\"planted\");")
                .jar(jar);
        refused("broken-plugin", "NumberFormatException", "planted");
    }

    @Test
    void parametersThatCannotBeInitialised() throws Exception {
        odd(spec("""
                        public record Params(@Doc("Said.") String say) {
                          static final int SIZE = Integer.parseInt("planted");
                        }
                        """)).jar(jar);
        refused("broken-plugin", "site.yml:4:7", "NumberFormatException", "planted");
    }

    @Test
    void parametersThatAssertWhatIsNotSo() throws Exception {
        odd(spec("public record Params(@Doc(\"Said.\") String say) {"
                        + " public Params { throw new AssertionError(\"planted\"); } }"))
                .jar(jar);
        refused("broken-plugin", "site.yml:4:7", "caused by AssertionError: planted, at acme.Odd$Params:");
    }

    @Test
    void aCheckThatAssertsWhatIsNotSo() throws Exception {
        new PluginCode(work)
                .control("acme.told", "throw new AssertionError(\"planted\");", "return null;")
                .jar(jar);
        refused("broken-plugin", "site.yml:4:7", "planted");
    }

    @Test
    void aTypeOfParametersThatIsNotToBeShown() throws Exception {
        odd(typed("throw new UnsupportedOperationException(\"planted\");", "return null;"))
                .jar(jar);
        refused("broken-plugin", "UnsupportedOperationException: planted");
    }

    @Test
    void aTypeOfParametersThatThrowsOfDefaults() throws Exception {
        odd(typed("return \"word\";", "throw new AssertionError(\"planted\");")).jar(jar);
        Trial.Said said = trial.play("module_defaults: {acme.told: {say: x}}\ntasks: []\n");
        assertEquals(RunSession.PROBLEMS, said.code(), said.everything());
        assertTrue(said.err().contains("broken-plugin") && said.err().contains("planted"), said.err());
    }

    @Test
    void aModuleWithoutAName() throws Exception {
        odd("""
            public record Params(@Doc("Said.") String say) {}
            public ModuleSpec<Params> spec() { return ModuleSpec.of(null, "Says.", Params.class); }
            """).jar(jar);
        refused("broken-plugin", "acme.Odd answers null, or has null in its answer, where it is asked for 'name'");
    }

    @Test
    void noListOfModules() throws Exception {
        new PluginCode(work).modules("null").jar(jar);
        refused("broken-plugin", "acme.Modules answers null", "'modules'");
    }

    @Test
    void aListWithHoles() throws Exception {
        new PluginCode(work).modules("Arrays.asList((TaskModule<?>) null)").jar(jar);
        refused("broken-plugin", "acme.Modules answers null", "'modules'");
    }

    @Test
    void aRuleWithoutACode() throws Exception {
        new PluginCode(work)
                .control("acme.told")
                .rules("List.of(LintRule.warning(null, \"Odd\", (project, findings) -> {}))")
                .jar(jar);
        refused("broken-plugin", "LintRule answers null", "'code'");
    }

    @Test
    void anAssertionInTheRun() throws Exception {
        new PluginCode(work)
                .control("acme.told", "return List.of();", "throw new AssertionError(params.say());")
                .jar(jar);
        Trial.Said said = trial.play(TASK);
        assertEquals(2, said.code(), said.everything());
        assertTrue(said.out().contains("acme.jar' during acme.told: AssertionError at acme.Told"), said.out());
        assertTrue(said.out().contains("failed=1"), said.out());
    }

    @Test
    void aModuleThatThrowsInTheRun() throws Exception {
        new PluginCode(work)
                .control("acme.told", "return List.of();", "throw new NumberFormatException(params.say());")
                .jar(jar);
        Trial.Said said = trial.play(TASK);
        assertEquals(2, said.code(), said.everything());
        assertTrue(said.out().contains("acme.jar' during acme.told: NumberFormatException at acme.Told"), said.out());
        assertTrue(said.out().contains("to the author of the plugin"), said.out());
    }

    @Test
    void nothingBesidesTheJarIsLoaded() throws Exception {
        Path classes = new PluginCode(work)
                .control("acme.told")
                .type("Library", "public final class Library {}")
                .set("new Told(), (TaskModule<?>) (Object) new Library()")
                .classes();
        Path library = work.resolve("library/acme/Library.class");
        Files.createDirectories(library.getParent());
        Files.move(classes.resolve("acme/Library.class"), library);
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(Attributes.Name.CLASS_PATH, work.resolve("library").toUri().toString());
        OutsideCode.pack(classes, jar, manifest);
        refused("broken-plugin", "It needs the class acme.Library");
    }
}
