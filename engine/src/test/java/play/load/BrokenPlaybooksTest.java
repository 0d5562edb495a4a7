package play.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import play.diag.Diagnostic;
import play.diag.DiagnosticText;
import play.playbook.Vars;

/**
 * Each file says at its end what is wrong with it: {@code #! error[code] line:column words}, with another file's name
 * before the line where it is that one's fault. Exactly these problems must be found.
 */
class BrokenPlaybooksTest {
    private static final Pattern EXPECTED = Pattern.compile("#! (\\w+\\[[a-z-]+\\] \\S+) ?(.*)");

    private static Path folder() {
        return Path.of(Objects.requireNonNull(System.getProperty("play.home")), "engine/src/test/resources/broken");
    }

    static List<String> playbooks() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yml") && !name.equals("hosts.yml"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void thereAreAtLeastFifty() throws IOException {
        assertTrue(playbooks().size() >= 50, () -> "too few fixtures");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("playbooks")
    void findsExactlyWhatIsWrong(String name) throws IOException, InterruptedException {
        Path file = folder().resolve(name);
        StaticCheck check = new StaticCheck(Vars.NONE);
        check.check(file, folder().resolve("hosts.yml"));
        List<Diagnostic> found = check.problems().sorted();

        List<Matcher> expected = Files.readString(file)
                .lines()
                .map(EXPECTED::matcher)
                .filter(Matcher::matches)
                .toList();
        assertTrue(!expected.isEmpty(), "no expectation in " + name);
        assertEquals(
                expected.stream().map(line -> line.group(1)).sorted().collect(Collectors.joining("\n")),
                found.stream().map(problem -> shown(problem, file)).sorted().collect(Collectors.joining("\n")),
                () -> DiagnosticText.render(found));
        for (Matcher line : expected) {
            Diagnostic problem = found.stream()
                    .filter(one -> shown(one, file).equals(line.group(1)))
                    .findFirst()
                    .orElseThrow();
            String text = DiagnosticText.render(problem);
            assertTrue(text.contains(line.group(2)), () -> "'" + line.group(2) + "' is not in:\n" + text);
        }
    }

    private static String shown(Diagnostic problem, Path file) {
        String place = problem.subject()
                .map(span -> {
                    Path where = Path.of(span.file().name());
                    String before = where.equals(file) ? "" : folder().relativize(where) + ":";
                    return before + span.from().line() + ":" + span.from().column();
                })
                .orElse("-");
        return problem.severity().name().toLowerCase(Locale.ROOT) + "[" + problem.code() + "] " + place;
    }
}
