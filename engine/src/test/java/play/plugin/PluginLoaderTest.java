package play.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.module.TaskModule;

/** A plugin sees all of the artifact api, and of us nothing else. */
class PluginLoaderTest {
    private static final Path SOURCES =
            Path.of(System.getProperty("play.home", "..")).resolve("api/src/main/java");

    @TempDir
    Path folder;

    @Test
    void theWholeApiIsShown() throws IOException {
        Set<String> packages = new TreeSet<>(Set.of("org.jspecify.annotations"));
        try (Stream<Path> files = Files.walk(SOURCES)) {
            packages.addAll(files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> SOURCES.relativize(file.getParent()).toString().replace('/', '.'))
                    .collect(Collectors.toSet()));
        }
        assertEquals(packages, new TreeSet<>(PluginLoader.SHOWN));
    }

    @Test
    void theRestIsNot() throws Exception {
        PluginLoader loader = new PluginLoader(folder, folder);
        assertSame(TaskModule.class, loader.loadClass("play.module.TaskModule"));
        assertSame(HttpClient.class, loader.loadClass("java.net.http.HttpClient"));
        for (String hidden : Set.of("play.plugin.Plugins", "play.yaml.YamlNode", "org.mvel2.MVEL")) {
            assertThrows(ClassNotFoundException.class, () -> loader.loadClass(hidden), hidden);
        }
    }

    @Test
    void resourcesAreItsOwn() throws Exception {
        Path root = Files.createDirectory(folder.resolve("classes"));
        Files.writeString(folder.resolve("outside"), "");
        Files.writeString(root.resolve("inside"), "");
        PluginLoader loader = new PluginLoader(root, root);
        assertEquals(root.resolve("inside").toUri().toURL().toString(), String.valueOf(loader.getResource("inside")));
        assertNull(loader.getResource("../outside"));
        assertNull(loader.getResource("play/diag/ansible-only.txt"));
    }
}
