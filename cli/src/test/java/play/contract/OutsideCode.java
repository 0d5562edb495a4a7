package play.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import play.module.TaskModule;

/** Code that somebody else wrote, compiled against artifacts that are named, and packed. */
public final class OutsideCode {
    /** One class of each artifact that a module may be written against. */
    public static final List<Class<?>> API = List.of(NullMarked.class, TaskModule.class);

    private static final Path SAMPLE =
            Path.of(System.getProperty("play.home", "")).resolve("samples/acme-dotenv");

    private OutsideCode() {}

    /** A folder of the sample that is in the tree. */
    public static Path sample(String folder) {
        return SAMPLE.resolve(folder);
    }

    /** The jar of the sample, as its build makes it. */
    public static void sampleJar(Path work, Path jar) throws IOException {
        compile(sample("src/main/java"), work, API);
        copy(sample("src/main/resources"), work);
        pack(work, jar, new Manifest());
    }

    /** @param given one class of each artifact that may be used */
    public static void compile(Path sources, Path classes, List<Class<?>> given) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        String path = Stream.concat(given.stream().map(OutsideCode::artifact), Stream.of(classes.toString()))
                .collect(Collectors.joining(File.pathSeparator));
        boolean done;
        try (var files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> found = Files.walk(sources)) {
            List<Path> all =
                    found.filter(file -> file.toString().endsWith(".java")).toList();
            List<String> options = List.of("-d", classes.toString(), "-cp", path, "-nowarn", "-proc:none");
            done = compiler.getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(all))
                    .call();
        }
        assertTrue(done, said::toString);
    }

    /** Packs a folder of classes. */
    public static void pack(Path classes, Path jar, Manifest manifest) throws IOException {
        Files.createDirectories(jar.getParent());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(out, manifest);
                Stream<Path> found = Files.walk(classes)) {
            for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
                packed.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, packed);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> found = Files.walk(from)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                Path copied = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copied.getParent());
                Files.copy(file, copied);
            }
        }
    }

    private static String artifact(Class<?> type) {
        URL place = type.getProtectionDomain().getCodeSource().getLocation();
        return Path.of(URI.create(place.toString())).toString();
    }
}
