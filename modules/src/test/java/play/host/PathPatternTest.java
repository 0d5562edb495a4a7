package play.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import play.testkit.LocalHost;

class PathPatternTest {
    @TempDir
    Path folder = Path.of("/");

    /** The answers are those of Python's glob. */
    @ParameterizedTest
    @CsvSource({
        "a b.txt, *.txt, true",
        "a b.txt, a?b.*, true",
        "a b.txt, a[ x]b.txt, true",
        "a b.txt, a[!x]b.txt, true",
        "a b.txt, a[x-z]b.txt, false",
        "m, [a-z], true",
        ".hidden, *, false",
        ".hidden, .h*, true",
        "x$HOME`id`, x$HOME*, true",
        "'x'';y', x*y, true",
        "a[b, a[b, true",
        "a[b, a[[]b, true",
        "a]b, a[]]b, true",
        "a, b*, false",
    })
    void aShellFindsWhatPythonWould(String name, String pattern, boolean there) throws IOException {
        Files.writeString(folder.resolve(name), "");
        String whole = PathPattern.literal(folder.toString()) + "/" + pattern;
        String script = "for f in " + PathPattern.word(whole) + "; do if [ -e \"$f\" ]; then echo yes; fi; done";
        assertEquals(there ? "yes\n" : "", LocalHost.run(Script.of(script)).out());
        if (there) {
            assertTrue(PathPattern.meets(whole, folder + "/" + name));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/etc/host*, /etc/hosts, true",
        "/etc/host*, /etc, true",
        "/etc/host*, /, true",
        "/etc/host*, /etc/motd, false",
        "/etc/host*, /var, false",
        "/etc/*/x, /etc/a/x/y, false",
    })
    void aPatternMeetsWhatItStandsForAndWhatIsAbove(String pattern, String path, boolean meets) {
        assertEquals(meets, Place.MATCHING.meets(pattern, path));
        assertFalse(PathPattern.is(path));
    }
}
