package play.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The playbooks of {@code docs/cookbook} on blank hosts: the dry run tells what the run does, the second run changes
 * nothing, and what they set up does what it is for.
 */
@Tag("lab")
class CookbookIT {
    /** Tries a playbook, and looks at what it set up. */
    @FunctionalInterface
    private interface Trial {
        void in(Kitchen kitchen) throws Exception;
    }

    private record Recipe(String name, List<String> hosts, Trial trial) {}

    private static final List<Recipe> RECIPES = List.of(
            new Recipe("web-server", List.of("web1"), ServiceTrials::webServer),
            new Recipe("postgresql", List.of("db1"), ServiceTrials::postgresql),
            new Recipe("users", List.of("host1"), HostTrials::users),
            new Recipe("hardening", List.of("host1"), HostTrials::hardening),
            new Recipe("chrony", List.of("time1", "host1"), HostTrials::chrony),
            new Recipe("firewall", List.of("web1", "db1", "host1"), NetworkTrials::firewall),
            new Recipe("app-deploy", List.of("lb1", "app1", "app2"), RollingTrial::deploy),
            new Recipe("node-exporter", List.of("host1"), ServiceTrials::nodeExporter),
            new Recipe("docker-host", List.of("docker1"), ServiceTrials::dockerHost),
            new Recipe("wireguard", List.of("gate1", "gate2"), NetworkTrials::wireguard));

    @TempDir
    Path folder = Path.of("/");

    @TestFactory
    Stream<DynamicTest> eachDoesWhatItIsFor() {
        return wanted().map(recipe -> dynamicTest(recipe.name(), () -> {
            Path own = Files.createDirectory(folder.resolve(recipe.name()));
            Kitchen kitchen = new Kitchen(recipe.name(), RECIPES.indexOf(recipe), own);
            try {
                kitchen.open(recipe.hosts());
                recipe.trial().in(kitchen);
            } finally {
                kitchen.close();
            }
        }));
    }

    /** Those that the property {@code play.cookbook} names, with commas between; all where it is empty. */
    private static Stream<Recipe> wanted() {
        String names = System.getProperty("play.cookbook", "");
        if (names.isEmpty()) {
            return RECIPES.stream();
        }
        List<String> wanted = Arrays.asList(names.split(","));
        List<Recipe> found = RECIPES.stream()
                .filter(recipe -> wanted.contains(recipe.name()))
                .toList();
        assertTrue(found.size() == wanted.size(), "play.cookbook names " + names + ", and there are " + RECIPES);
        return found.stream();
    }
}
