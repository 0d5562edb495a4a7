package play.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.module.TaskModule;
import play.testkit.ModuleContract;

/**
 * A module that somebody else wrote: the sample is compiled against {@code api} alone and its test against that and
 * {@code testkit}; then its own tests are run, which hold it to the contract.
 */
class OutsideModuleTest {
    private static final Path SAMPLE =
            Path.of(System.getProperty("play.home", "")).resolve("samples/acme-dotenv");

    @TempDir
    Path classes;

    @Test
    void aModuleOutsideTheTreeCompilesAndKeepsTheContract() throws Exception {
        compile("src/main/java", List.of(NullMarked.class, TaskModule.class));
        compile(
                "src/test/java",
                List.of(NullMarked.class, TaskModule.class, ModuleContract.class, Test.class, Assertions.class));
        URL[] urls = {classes.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
            assertEquals(2, runTests(loader.loadClass("acme.dotenv.DotenvModuleTest")));
        }
    }

    /** @param given one class of each artifact that may be used */
    private void compile(String folder, List<Class<?>> given) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        String path = Stream.concat(given.stream().map(OutsideModuleTest::artifact), Stream.of(classes.toString()))
                .collect(Collectors.joining(File.pathSeparator));
        boolean done;
        try (var files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> found = Files.walk(SAMPLE.resolve(folder))) {
            List<Path> sources =
                    found.filter(file -> file.toString().endsWith(".java")).toList();
            List<String> options = List.of("-d", classes.toString(), "-cp", path, "-nowarn", "-proc:none");
            done = compiler.getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
        }
        assertTrue(done, said::toString);
    }

    private static String artifact(Class<?> type) {
        URL place = type.getProtectionDomain().getCodeSource().getLocation();
        return Path.of(URI.create(place.toString())).toString();
    }

    private static int runTests(Class<?> type) throws Exception {
        int run = 0;
        for (Method method : type.getMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                try {
                    method.invoke(type.getConstructor().newInstance());
                } catch (InvocationTargetException e) {
                    throw new AssertionError(method.getName(), e.getCause());
                }
                run++;
            }
        }
        return run;
    }
}
