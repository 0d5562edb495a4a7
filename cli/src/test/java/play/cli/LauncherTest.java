package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import play.host.ShellWords;

/** The script that starts the program, of a build whose java tells how it was started. */
class LauncherTest {
    private static final String JAVA = """
            #!/bin/sh
            echo "LC_ALL=${LC_ALL-} LC_CTYPE=${LC_CTYPE-}"
            exec %s -XshowSettings:properties -version 2>&1
            """;

    @TempDir
    Path home;

    @BeforeEach
    void build() throws IOException {
        Path lib = Files.createDirectories(home.resolve("cli/target/lib"));
        Files.createFile(lib.resolve(".complete"));
        Files.copy(Path.of(Objects.requireNonNull(System.getProperty("play.home")), "play"), home.resolve("play"));
        Path java = Files.createDirectories(home.resolve("jdk/bin")).resolve("java");
        String real = Path.of(System.getProperty("java.home"), "bin/java").toString();
        Files.writeString(java, JAVA.formatted(ShellWords.quote(real)));
        assertTrue(java.toFile().setExecutable(true));
        Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    }

    /** What java says when the launcher is started with these settings of the locale alone. */
    private String started(Map<String, String> locale) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", home.resolve("play").toString());
        builder.environment().keySet().removeAll(Set.of("LC_ALL", "LC_CTYPE", "LANG"));
        builder.environment().putAll(locale);
        builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    private static Map<String, String> locale(String settings) {
        return Arrays.stream(settings.split(" "))
                .map(setting -> setting.split("=", 2))
                .filter(setting -> setting.length == 2)
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "LANG=C",
                "LANG= LC_ALL=",
                "LANG=C.UTF-8 LC_CTYPE=POSIX",
                "LANG=C.UTF-8 LC_ALL=C",
                "LANG=xx_XX.UTF-8",
                "LC_ALL=xx_XX.UTF-8"
            })
    void namesOfFilesAreUtf8WithoutALocale(String settings) throws Exception {
        String said = started(locale(settings));
        assertTrue(said.contains("sun.jnu.encoding = UTF-8\n"), said);
    }

    @Test
    void aLocaleThatIsThereStays() throws Exception {
        String said = started(Map.of("LANG", "C.UTF-8"));
        assertTrue(said.startsWith("LC_ALL= LC_CTYPE=\n"), said);
    }

    private String startedRelease(String argument) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("/bin/sh", home.resolve("play").toString(), argument)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    /** Its java makes the cache that it is told to make. */
    private void makeARelease() throws IOException {
        Path java = Files.createDirectories(home.resolve("runtime/bin")).resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                for word; do case $word in -XX:AOTCacheOutput=*) echo cache >"${word#*=}" ;; esac; done
                echo "$0 $*"
                """);
        assertTrue(java.toFile().setExecutable(true));
        Files.createFile(Files.createDirectories(home.resolve("lib")).resolve("cli.jar"));
    }

    @Test
    void aReleaseBringsItsRuntimeAndItsJars() throws Exception {
        makeARelease();
        String said = startedRelease("--version");
        assertTrue(said.startsWith(home + "/runtime/bin/java "), said);
        assertTrue(said.contains(" -cp " + home + "/lib/cli.jar "), said);
        assertTrue(said.contains("=" + home + "/config/logging.properties "), said);
        assertTrue(said.endsWith(" play.cli.Main --version\n"), said);
    }

    @Test
    void aReleaseIsTrainedOnce() throws Exception {
        makeARelease();
        assertTrue(startedRelease("doc").contains(" -XX:AOTCache=" + home + "/lib/play.aot "));
        assertTrue(
                startedRelease("doc").contains(" -Xlog:aot*=off -Xlog:cds*=off "),
                "the log of the cache is off, whatever its tags");
        String log = Files.readString(home.resolve("lib/training.log"));
        assertTrue(
                log.matches("(?s).* run --diff -i localhost, -e folder=/\\S+ " + home + "/config/training.yml\n.*"),
                log);
        Matcher folder = Pattern.compile("folder=(\\S+)").matcher(log);
        assertTrue(folder.find() && Files.notExists(Path.of(folder.group(1))), log);
        assertTrue(!startedRelease("--version").contains("-XX:AOTCache"), "what loads little starts sooner without");
        Files.delete(home.resolve("lib/play.aot"));
        assertTrue(!startedRelease("doc").contains("-XX:AOTCache"));
        assertTrue(Files.notExists(home.resolve("lib/play.aot")));
    }
}
