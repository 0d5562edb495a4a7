package play.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import play.lab.LabException;
import play.module.ModuleRegistry;
import play.module.ModuleSpec;

/**
 * Examples of {@code docker_compose_v2} keep the contract of modules, with a plugin that is built of its sources: no
 * package of the hosts' Debian has it. Which, {@code play.compose} says: {@code none}, a part of their titles, or all
 * where it is empty.
 */
@Tag("lab")
class ComposeContractTest {
    /** Beside those of {@link ModuleContractTest}. */
    private static final int NUMBER = 3;

    private static final Path HOME = Path.of(System.getProperty("play.home", ""));

    /** A host whose docker has the plugin. */
    private record Equipped(ContractHost host, String plugin) implements ExampleHost {
        @Override
        public String inventory() {
            return host.inventory();
        }

        @Override
        public void prepare(Preparation preparation)
                throws IOException, LabException, InterruptedException, Preparation.Failed {
            String tasks = preparation.tasks()
                    + "- file: {path: /usr/libexec/docker/cli-plugins, state: directory}\n"
                    + "- copy: {src: " + plugin
                    + ", dest: /usr/libexec/docker/cli-plugins/docker-compose, mode: '0755'}\n";
            host.prepare(new Preparation(tasks, preparation.state(), preparation.runs()));
        }

        @Override
        public void script(String script) throws LabException, InterruptedException {
            host.script(script);
        }

        @Override
        public List<String> walk() throws LabException, InterruptedException {
            return host.walk();
        }
    }

    private static String plugin() throws IOException, InterruptedException {
        Process build = new ProcessBuilder(HOME.resolve("lab/tools/build").toString(), "docker-compose")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String path = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, build.waitFor());
        return path;
    }

    @TestFactory
    List<DynamicTest> examplesOfComposeKeepTheContract(@TempDir Path kept) {
        ModuleRegistry modules = ModuleRegistry.installed();
        String wanted = System.getProperty("play.compose", "");
        List<ModuleSpec.Example> examples = modules.find(Contract.COMPOSE).orElseThrow().spec().examples().stream()
                .filter(example -> example.title().contains(wanted))
                .toList();
        return examples.isEmpty()
                ? List.of()
                : List.of(DynamicTest.dynamicTest(examples.size() + " examples", () -> tried(modules, examples, kept)));
    }

    private static void tried(ModuleRegistry modules, List<ModuleSpec.Example> examples, Path kept) throws Exception {
        String plugin = plugin();
        ExampleTimes times = new ExampleTimes();
        try {
            ExampleHost host = new Equipped(ContractHost.up(HOME, NUMBER, new PreparedDisks(kept)), plugin);
            StringBuilder broken = new StringBuilder();
            for (ModuleSpec.Example example : examples) {
                new Contract(modules, host, HOME, times)
                        .violations(Contract.COMPOSE, example)
                        .forEach(line -> broken.append(line).append('\n'));
            }
            assertEquals("", broken.toString());
        } finally {
            System.out.println(times.table());
            ContractHost.purge(HOME, NUMBER, NUMBER);
        }
    }
}
