package play.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.diag.Diagnostic;
import play.diag.ProblemList;
import play.diag.Problems;
import play.expression.Expressions;
import play.module.TaskModule;
import play.playbook.Playbook;
import play.playbook.StepTree;
import play.playbook.Task;
import play.plugin.CallPlace;
import play.plugin.ModuleProvider;
import play.plugin.Plugins;
import play.source.SourceFile;
import play.vault.Vault;

class ModuleProviderTest {
    @TempDir
    Path folder;

    private final ProblemList problems = new ProblemList();
    private final Plugins plugins = new Plugins(TestModules.registry());
    private final Provider provider = new Provider();

    /** Modules by the folder that brings them. */
    private static final class Provider implements ModuleProvider {
        private final Map<Path, Map<String, Provided>> all = new HashMap<>();
        private final List<Path> told = new ArrayList<>();

        @Override
        public Optional<Provided> find(String name, CallPlace place) {
            return place.folders().stream()
                    .flatMap(folder -> Optional.ofNullable(
                            all.getOrDefault(folder, Map.of()).get(name))
                            .stream())
                    .findFirst();
        }

        @Override
        public Set<String> names(CallPlace place) {
            return Set.of("swap");
        }

        @Override
        public void beside(Path folder, Problems problems) {
            told.add(folder);
        }

        void bring(Path folder, String name, TaskModule<?> module) {
            all.computeIfAbsent(folder, key -> new HashMap<>()).put(name, new Provided(module));
        }
    }

    @BeforeEach
    void ask() {
        plugins.add(provider);
    }

    @Test
    void theNearestFolderSaysWhatANameMeans() throws IOException {
        TaskModule<?> outside = TestModules.fake("swap", TestModules.StatParams.class);
        TaskModule<?> inside = TestModules.fake("swap", TestModules.StatParams.class);
        Path role = folder.resolve("roles/memory");
        provider.bring(folder, "swap", outside);
        provider.bring(role, "swap", inside);
        write("roles/memory/tasks/main.yml", "- swap: {path: /role}\n");
        List<Task> tasks = tasks("""
            - hosts: all
              roles: [memory]
              tasks:
                - swap: {path: /play}
            """);
        assertEquals(List.of(), problems.sorted());
        assertSame(inside, tasks.get(0).call().implementation());
        assertSame(outside, tasks.get(1).call().implementation());
        assertEquals(List.of(folder, role), provider.told);
    }

    @Test
    void takesThePlaceOfNothingThatIsRegistered() throws IOException {
        provider.bring(folder, "stat", TestModules.fake("stat", TestModules.StatParams.class));
        List<Task> tasks = tasks("""
            - hosts: all
              tasks:
                - stat: {path: /play}
            """);
        assertSame(
                plugins.modules().find("stat").orElseThrow(),
                tasks.getFirst().call().implementation());
    }

    @Test
    void tellsWhatIsWrongWithAModuleAndNotThatThereIsNone() throws IOException {
        SourceFile file = new SourceFile("swap.yml", "oops");
        Diagnostic problem =
                Diagnostic.error("wrong-type", "Wrong type of value", "A module is a mapping.", file.whole());
        provider.all.put(folder, Map.of("swap", new ModuleProvider.Provided(Optional.empty(), List.of(problem))));
        tasks("""
            - hosts: all
              tasks:
                - swap: {path: /play}
                - swap: {path: /other}
            """);
        assertEquals(List.of(problem), problems.sorted());
    }

    @Test
    void parametersAreCheckedByTheSchemaOfTheModule() throws IOException {
        provider.bring(folder, "swap", TestModules.fake("swap", TestModules.StatParams.class));
        tasks("""
            - hosts: all
              module_defaults:
                swap: {pth: /play}
              tasks:
                - swap: {pathh: /play}
                - swop: {path: /play}
            """);
        assertEquals(
                List.of(
                        "Module 'swap' has no parameter 'pth'. Did you mean 'path'?",
                        "Module 'swap' has no parameter 'pathh'. Did you mean 'path'?",
                        "There is no module 'swop'. Did you mean 'swap'?"),
                problems.sorted().stream().map(Diagnostic::detail).toList());
    }

    private List<Task> tasks(String text) throws IOException {
        write("site.yml", text);
        PlaybookLoader loader = new PlaybookLoader(
                new Loading(plugins, Expressions.standard(), Vault.LOCKED, RolePaths.NONE, problems));
        Playbook playbook = loader.load(folder.resolve("site.yml"));
        List<Task> tasks = new ArrayList<>();
        playbook.plays().stream().flatMap(StepTree::all).forEach(step -> {
            if (step instanceof Task task) {
                tasks.add(task);
            }
        });
        return tasks;
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }
}
