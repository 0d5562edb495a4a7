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
 * The sample of modules in YAML: each is sound, has its three examples, and keeps the contract on a host of the lab.
 */
class YamlModulesTest {
    private static final Path MODULES = Home.folder().resolve("samples/yaml-modules/modules");
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
