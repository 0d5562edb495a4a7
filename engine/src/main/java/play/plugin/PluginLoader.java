package play.plugin;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.module.TaskModule;

/**
 * Loads the classes of one plugin, from its file and nowhere else: a {@code Class-Path} in a jar's manifest is not
 * followed. They see the JDK, the packages that modules are written against, and each other; neither the rest of
 * {@code play} nor its libraries, whatever versions a plugin brings itself.
 */
final class PluginLoader extends ClassLoader {
    /** The packages of the artifact {@code api}, and the annotations it is written with. */
    static final Set<String> SHOWN = Set.of(
            "play.source",
            "play.diag",
            "play.value",
            "play.host",
            "play.param",
            "play.result",
            "play.module",
            "play.rule",
            "play.files",
            "play.web",
            "org.jspecify.annotations");

    /** What names of these loaders begin with. */
    static final String NAME = "plugin ";

    private static final ClassLoader OURS = Objects.requireNonNull(TaskModule.class.getClassLoader());

    private final Path file;
    private final Path root;

    /** @param root the folder of the classes; inside a jar where the file is one */
    PluginLoader(Path file, Path root) {
        super(NAME + file.getFileName(), ClassLoader.getPlatformClassLoader());
        this.file = file;
        this.root = root;
    }

    /** The jar or the folder. */
    Path file() {
        return file;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return SHOWN.contains(packageOf(name)) ? OURS.loadClass(name) : super.loadClass(name, resolve);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try {
            byte[] bytes = Files.readAllBytes(root.resolve(name.replace('.', '/') + ".class"));
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    @Override
    protected @Nullable URL findResource(String name) {
        Path found = root.resolve(name).normalize();
        try {
            return found.startsWith(root) && Files.exists(found) ? found.toUri().toURL() : null;
        } catch (MalformedURLException e) {
            return null;
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL found = findResource(name);
        return Collections.enumeration(found == null ? List.of() : List.of(found));
    }

    private static String packageOf(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }
}
