package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import play.contract.ExampleHost;
import play.diag.DiagnosticText;
import play.diag.ProblemList;
import play.expression.Expressions;
import play.lab.Lab;
import play.lab.LabException;
import play.load.ModuleFileReader;
import play.load.ModuleFolders;
import play.module.ModuleRegistry;
import play.module.ModuleSpec;
import play.module.TaskModule;
import play.plugin.Plugins;

/**
 * The modules in YAML that come along: each is sound, has its three examples, and keeps the contract on a host of the
 * lab.
 */
class YamlModulesTest {
    private static final Path MODULES = Home.modulesInYaml();
    private static final String LAB = "ci-yaml-modules";

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(MODULES)) {
            return files.sorted().toList();
        }
    }

    @Test
    void thereAreFive() throws IOException {
        assertEquals(5, files().size());
    }

    @ParameterizedTest
    @MethodSource("files")
    void isSoundAndHasItsExamples(Path file) {
        ProblemList problems = new ProblemList();
        Plugins plugins = new Plugins(ModuleRegistry.installed());
        Optional<? extends TaskModule<?>> module =
                new ModuleFileReader(plugins, Expressions.standard(), problems).read(file, ModuleFolders.name(file));
        assertTrue(problems.isEmpty(), () -> DiagnosticText.render(problems.sorted()));
        List<String> titles = module.orElseThrow().spec().examples().stream()
                .map(ModuleSpec.Example::title)
                .toList();
        assertTrue(titles.containsAll(List.of("absent", "drifted", "right")), titles::toString);
    }

    @Test
    void theExampleOfThePageIsSoundAndHasItsExamples(@TempDir Path folder) throws IOException {
        String page = Files.readString(Home.folder().resolve("docs/modules-in-yaml.md"));
        String begin = "```yaml\n# modules/swap_file.yml\n";
        int at = page.indexOf(begin) + begin.length();
        isSoundAndHasItsExamples(
                Files.writeString(folder.resolve("swap_file.yml"), page.substring(at, page.indexOf("```", at))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        htpasswd; {path: /x, name: "ada\\nbob:", password: p}
        htpasswd; {path: /x, name: "ada\\nbob", password: p}
        htpasswd; {path: /x, name: "ada\\n", password: p}
        htpasswd; {path: /x, name: ada, password: "p\\nq"}
        sudoers; {name: "deploy\\n", user: ops, commands: [ALL]}
        sudoers; {name: deploy, user: "ops\\nALL", commands: [ALL]}
        sudoers; {name: deploy, user: ops, commands: [/bin/true, "/bin/false\\n"]}
        pam_limits; {domain: "ops\\n", limit_type: soft, limit_item: nofile, value: 1}
        pam_limits; {domain: ops, limit_type: soft, limit_item: nofile, value: "1\\n"}
        capabilities; {path: /x, capability: "cap_chown+ep\\n"}
        apache2_module; {name: "rewrite\\n"}
        """)
    void takesNoLineFeedWhereOneLineIsWritten(String module, String parameters, @TempDir Path folder)
            throws IOException {
        Files.createDirectory(folder.resolve("modules"));
        Path file = MODULES.resolve(module + ".yml");
        Files.copy(file, folder.resolve("modules").resolve(file.getFileName()));
        Path playbook = Files.writeString(
                folder.resolve("site.yml"),
                "- hosts: localhost\n  connection: local\n  tasks:\n    - " + module + ": " + parameters + "\n");
        Trial.Said said = Trial.main("run", playbook.toString(), "--check");
        assertEquals(4, said.code(), said.everything());
        assertTrue(said.err().contains("invalid-value"), said.err());
    }

    @ParameterizedTest
    @CsvSource({"sudoers", "community.general.sudoers"})
    void isFoundWithoutAPath(String name, @TempDir Path folder) throws IOException {
        Path playbook = Files.writeString(
                folder.resolve("site.yml"),
                "- hosts: localhost\n  connection: local\n  tasks:\n    - " + name + ": {name: a, user: b}\n");
        Trial.Said said = Trial.main("run", playbook.toString(), "--check");
        assertEquals(4, said.code(), said.everything());
        assertTrue(said.err().contains("'commands'"), said.err());
        assertTrue(Trial.main("doc", name).out().startsWith(name + ": Keeps one rule"), said::everything);
    }

    @Test
    void oneOfTheProjectComesFirst(@TempDir Path folder) throws IOException {
        String own =
                Files.readString(Home.modulesInYaml().resolve("sudoers.yml")).replace("commands", "programs");
        Files.writeString(Files.createDirectory(folder.resolve("modules")).resolve("sudoers.yml"), own);
        Path playbook = Files.writeString(
                folder.resolve("site.yml"),
                "- hosts: localhost\n  connection: local\n  tasks:\n    - sudoers: {name: a, user: b}\n");
        Trial.Said said = Trial.main("run", playbook.toString(), "--check");
        assertTrue(said.err().contains("'programs'"), said.err());
    }

    @Test
    @Tag("lab")
    void keepTheContractOnAHost(@TempDir Path folder) throws IOException, LabException, InterruptedException {
        Lab lab = new Lab(Home.folder(), line -> {});
        lab.call(List.of("down", "--name", LAB, "--purge"));
        try {
            Lab.Hosts hosts = lab.up(LAB, "10.91.238", List.of("a"));
            Path inventory = Files.writeString(folder.resolve("hosts.yml"), ExampleHost.inventory("a", hosts));
            for (Path file : files()) {
                StringWriter out = new StringWriter();
                int code = Main.run(
                        List.of("test-module", file.toString(), "-i", inventory.toString()),
                        new Terminal(new PrintWriter(out), new PrintWriter(out), false, 80));
                assertEquals(0, code, file + "\n" + out);
            }
        } finally {
            lab.call(List.of("down", "--name", LAB, "--purge"));
        }
    }
}
