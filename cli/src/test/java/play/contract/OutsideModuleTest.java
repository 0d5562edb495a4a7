package play.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.module.TaskModule;
import play.testkit.LocalSubject;

/**
 * A module that somebody else wrote: the sample is compiled against {@code api} alone and its test against that and
 * {@code testkit}, with the engine that brings; then its own tests are run, which hold it to the contract.
 */
class OutsideModuleTest {
    @TempDir
    Path classes;

    @Test
    void aModuleOutsideTheTreeCompilesAndKeepsTheContract() throws Exception {
        OutsideCode.compile(OutsideCode.sample("src/main/java"), classes, OutsideCode.API);
        OutsideCode.compile(
                OutsideCode.sample("src/test/java"),
                classes,
                List.of(
                        NullMarked.class,
                        TaskModule.class,
                        LocalSubject.class,
                        ModuleContract.class,
                        Test.class,
                        Assertions.class));
        URL[] urls = {classes.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
            assertEquals(2, runTests(loader.loadClass("acme.dotenv.DotenvModuleTest")));
        }
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
