package play.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import play.module.ModuleRegistry;
import play.module.ModuleSpec;
import play.module.Resource;
import play.module.TaskModule;

/**
 * Examples of resources keep the contract of modules, each on a blank host of the lab; which, {@link WantedExamples}
 * says.
 */
@Tag("lab")
class ModuleContractTest {
    /** Enough to keep two cores busy, with what other tests do meanwhile. */
    private static final int HOSTS = 2;

    /** Kinds of examples that a module can't have, with the reason. */
    private static final Map<String, String> IMPOSSIBLE = Map.of(
            "backup_save drifted", "a backup that is there is never written again",
            "generated_secret drifted", "a kept secret is never replaced, so there is nothing to put right",
            "haproxy absent", "HAProxy has the servers of its configuration, and no others come or go",
            "replace absent", "in a file that is not there nothing can be replaced: it fails, as Ansible's does",
            "etcdctl_move_leader absent",
                    "a host of its own has one member, which leads: EtcdMembersLabTest moves leaders",
            "etcdctl_move_leader drifted", "the same");

    private static final Path HOME = Path.of(System.getProperty("play.home", ""));
    private static final ExampleTimes times = new ExampleTimes();
    private static final BlockingQueue<ContractHost> free = new ArrayBlockingQueue<>(HOSTS);
    private static final ExecutorService workers = Executors.newFixedThreadPool(HOSTS);

    @BeforeAll
    static void up(@TempDir Path kept) throws Exception {
        PreparedDisks disks = new PreparedDisks(kept);
        ContractHost.purge(HOME, HOSTS);
        for (int number = 1; number <= HOSTS; number++) {
            free.add(ContractHost.up(HOME, number, disks));
        }
    }

    @AfterAll
    static void down() throws Exception {
        workers.shutdownNow();
        System.out.println(times.table());
        ContractHost.purge(HOME, HOSTS);
    }

    private static List<String> violations(ModuleRegistry modules, String module, ModuleSpec.Example example)
            throws Exception {
        ContractHost host = free.take();
        try {
            return new Contract(modules, host, HOME, times).violations(module, example);
        } finally {
            free.put(host);
        }
    }

    @TestFactory
    List<DynamicNode> examplesKeepTheContract() {
        ModuleRegistry modules = ModuleRegistry.installed();
        Map<String, Map<String, FutureTask<List<String>>>> found = new LinkedHashMap<>();
        for (Candidate each : wanted(modules)) {
            String module = each.module().spec().name();
            found.computeIfAbsent(module, name -> new LinkedHashMap<>())
                    .put(each.example().title(), new FutureTask<>(() -> violations(modules, module, each.example())));
        }
        // Those of one module share what it keeps on the controller, so they take turns.
        found.values()
                .forEach(examples -> workers.submit(() -> examples.values().forEach(FutureTask::run)));
        List<DynamicNode> nodes = new ArrayList<>();
        found.forEach((module, examples) -> nodes.add(dynamicContainer(module, tests(module, examples))));
        return nodes;
    }

    private record Candidate(Resource<?> module, ModuleSpec.Example example) {}

    private static List<Candidate> wanted(ModuleRegistry modules) {
        WantedExamples wanted = WantedExamples.ofProperties();
        List<Candidate> all = new ArrayList<>();
        for (Resource<?> module : resources(modules)) {
            if (module.spec().name().equals(Contract.COMPOSE)) {
                continue;
            }
            module.spec().examples().stream()
                    .filter(example -> !Contract.needsCeph(example))
                    .forEach(example -> all.add(new Candidate(module, example)));
        }
        List<Resource<?>> owners = new ArrayList<>();
        all.forEach(each -> owners.add(each.module()));
        List<Integer> numbers = wanted.numbers(owners);
        System.out.println(numbers.size() + " of " + all.size() + " examples; of changed modules "
                + wanted.waiting(owners) + " wait for their turn");
        return numbers.stream().map(all::get).toList();
    }

    private static List<DynamicTest> tests(String module, Map<String, FutureTask<List<String>>> examples) {
        return examples.entrySet().stream()
                .map(example -> dynamicTest(
                        module + ": " + example.getKey(),
                        () -> assertEquals(
                                "", String.join("\n", example.getValue().get()))))
                .toList();
    }

    @Test
    void everyResourceHasThreeExamples() {
        for (Resource<?> module : resources(ModuleRegistry.installed())) {
            ModuleSpec<?> spec = module.spec();
            for (String kind : List.of("absent", "drifted", "right")) {
                assertTrue(
                        IMPOSSIBLE.containsKey(spec.name() + " " + kind)
                                || spec.examples().stream()
                                        .anyMatch(example -> example.title().startsWith(kind)),
                        () -> spec.name() + " has no example '" + kind + "'");
            }
        }
    }

    @Test
    void aResourceWhoseEffectsLieIsFoundOut() throws Exception {
        ModuleRegistry modules = new ModuleRegistry(List.of(new LyingModule()));
        List<String> broken =
                violations(modules, "lying", LyingModule.example("absent").orElseThrow());
        assertTrue(
                broken.stream()
                        .anyMatch(line -> line.startsWith("lying (absent): found is not what was foreseen")
                                && line.contains("/made")),
                () -> String.join("\n", broken));
        assertTrue(
                broken.stream().anyMatch(line -> line.contains("a second run should find nothing to do")),
                () -> String.join("\n", broken));
        assertEquals(
                List.of(),
                violations(modules, "lying", LyingModule.example("right").orElseThrow()));
    }

    private static List<Resource<?>> resources(ModuleRegistry modules) {
        List<Resource<?>> resources = new ArrayList<>();
        for (TaskModule<?> module : modules.all()) {
            if (module instanceof Resource<?> resource) {
                resources.add(resource);
            }
        }
        assertTrue(resources.size() >= 12, "the modules are not on the class path: " + resources);
        return resources;
    }
}
