package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manual pages say what the commands declare, in what {@code man} reads. */
class ManTest {
    @TempDir
    Path folder;

    @Test
    void aPageHasEveryOption() {
        for (Command command : Commands.all()) {
            String page = Trial.main("man", command.name()).out();
            for (Option option : command.options()) {
                assertTrue(page.contains("\\fB" + option.name().replace("-", "\\-") + "\\fR"), page);
            }
        }
    }

    @Test
    void thePageOfTheProgramHasEveryCommand() {
        String page = Trial.main("man").out();
        Commands.names().forEach(name -> assertTrue(page.contains("play\\-" + name.replace("-", "\\-")), name));
    }

    /** A line that begins with a dot or an apostrophe is a request to the formatter. */
    @Test
    void linesThatBeginWithADotAreRequestsThatThereAre() {
        Set<String> known = Set.of("TH", "SH", "TP", "B", "BR", "I", "nf", "fi");
        for (Command command : Commands.all()) {
            List<String> others = Trial.main("man", command.name())
                    .out()
                    .lines()
                    .filter(line -> line.startsWith(".") || line.startsWith("'"))
                    .filter(line -> !known.contains(line.substring(1).split(" ")[0]))
                    .toList();
            assertEquals(List.of(), others);
        }
    }

    @Test
    void allPagesAreWrittenAtOnce() throws IOException {
        assertEquals(
                0,
                Trial.main("man", "--write-all", folder.resolve("man").toString())
                        .code());
        try (Stream<Path> pages = Files.list(folder.resolve("man"))) {
            Set<String> names = pages.map(page -> page.getFileName().toString()).collect(Collectors.toSet());
            Set<String> expected =
                    Commands.names().stream().map(name -> "play-" + name + ".1").collect(Collectors.toSet());
            expected.add("play.1");
            assertEquals(expected, names);
        }
    }

    @Test
    void exitCodesAreThoseOfTheReadme() throws IOException {
        String readme = Files.readString(Home.folder().resolve("README.md")).replace("`", "");
        ExitCode.ALL.forEach(exit ->
                assertTrue(readme.contains("| " + exit.code() + " | " + exit.meaning() + " |"), exit::toString));
    }
}
