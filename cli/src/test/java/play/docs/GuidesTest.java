package play.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of docs/guides lead to what they name: a link with a line leads to the task or play of that name. */
class GuidesTest {
    private static final Path GUIDES = Path.of(Objects.requireNonNull(System.getProperty("play.home")), "docs/guides");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)\\]\\(([^)#:]+)(?:#L(\\d+))?\\)");

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(GUIDES)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(Path::getFileName)
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void leadsToWhatItNames(Path page) throws IOException {
        Matcher link = LINK.matcher(Files.readString(GUIDES.resolve(page)));
        List<String> broken = new ArrayList<>();
        int followed = 0;
        while (link.find()) {
            broken.addAll(fault(link));
            followed++;
        }
        assertEquals("", String.join("\n", broken));
        assertTrue(followed > 0, "no link was found");
    }

    private static List<String> fault(Matcher link) throws IOException {
        Path file = GUIDES.resolve(link.group(2)).normalize();
        if (!Files.exists(file)) {
            return List.of(link.group(2) + " is not there");
        }
        if (link.group(3) == null) {
            return List.of();
        }
        String wanted = "- name: " + link.group(1).replaceAll("\\s+", " ");
        List<String> lines = Files.readAllLines(file);
        int line = Integer.parseInt(link.group(3));
        if (line <= lines.size() && lines.get(line - 1).strip().equals(wanted)) {
            return List.of();
        }
        OptionalInt now = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).strip().equals(wanted))
                .findFirst();
        return List.of(
                link.group() + (now.isPresent() ? ": stands at line " + (now.getAsInt() + 1) : ": has no such task"));
    }
}
