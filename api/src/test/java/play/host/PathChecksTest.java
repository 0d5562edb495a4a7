package play.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.value.Bytes;

/** Each way a path can be, looked at by the checks of each other one. */
class PathChecksTest {
    @TempDir
    Path folder;

    /** Makes one thing at a path. */
    private interface Making {
        void at(Path path) throws Exception;
    }

    private static final Map<String, Making> WAYS = Map.ofEntries(
            Map.entry("nothing", path -> {}),
            Map.entry("below a file", path -> Files.writeString(path.getParent(), "x")),
            Map.entry("a file", path -> Files.writeString(path, "one")),
            Map.entry("another file", path -> Files.writeString(path, "two")),
            Map.entry("a longer file", path -> Files.writeString(path, "three")),
            Map.entry("a file for all", path -> {
                Files.writeString(path, "one");
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
            }),
            Map.entry("a directory", Files::createDirectory),
            Map.entry("a link", path -> Files.createSymbolicLink(path, Path.of("it's\nelsewhere\n"))),
            Map.entry("another link", path -> Files.createSymbolicLink(path, Path.of("it's"))),
            Map.entry("a link to a file", path -> {
                Files.writeString(path.resolveSibling("target"), "one");
                Files.createSymbolicLink(path, Path.of("target"));
            }));

    @Test
    void aCheckOfAFileHoldsWhereItIsReadTheSame() throws Exception {
        compare(new play.host.Files(true));
        compare(new play.host.Files(false));
    }

    @Test
    void andOneOfATextWhereThatIs() throws Exception {
        compare(new FileTexts());
    }

    private <S extends HostState> void compare(StateFamily<S> family) throws Exception {
        int held = 0;
        for (String then : WAYS.keySet()) {
            for (String now : WAYS.keySet()) {
                StateKey<S> key = made(family, then);
                Observed<S> before = read(key);
                Optional<String> check = before instanceof Observed.Known<S>(S state, var how)
                        ? family.still(key, state)
                        : Optional.empty();
                assertTrue(check.isPresent(), then);
                made(family, now);
                boolean holds = sh(check.get()).exitCode() == 0;
                assertEquals(before.equals(read(key)), holds, family + ": " + then + ", then " + now);
                held += holds ? 1 : 0;
            }
        }
        assertTrue(held >= WAYS.size(), family + " holds " + held + " times");
    }

    /** In the same place each time, with nothing of before. */
    private <S extends HostState> StateKey<S> made(StateFamily<S> family, String way) throws Exception {
        Path below = folder.resolve("a 'b'");
        sh("rm -rf " + ShellWords.quote(below.toString()));
        if (!way.equals("below a file")) {
            Files.createDirectory(below);
        }
        Objects.requireNonNull(WAYS.get(way)).at(below.resolve("*c"));
        return family.key(below.resolve("*c").toString());
    }

    private static <S extends HostState> Observed<S> read(StateKey<S> key) throws Exception {
        List<StateKey<S>> keys = List.of(key);
        return key.family()
                .parse(keys, sh(key.family().read(keys).text()))
                .values()
                .iterator()
                .next();
    }

    private static ScriptResult sh(String text) throws Exception {
        Path errors = Files.createTempFile("errors", "");
        Process process = new ProcessBuilder("sh", "-c", text)
                .redirectError(errors.toFile())
                .start();
        Bytes out = Bytes.of(process.getInputStream().readAllBytes());
        int code = process.waitFor();
        Bytes err = Bytes.of(Files.readAllBytes(errors));
        Files.delete(errors);
        return new ScriptResult(code, out, err);
    }
}
