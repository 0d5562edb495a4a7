package play.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Against what Ansible's function for modes answered, as {@code generate.py} beside the answers asked it. */
class WantedModeTest {
    private static List<String> answers() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(WantedModeTest.class.getResourceAsStream("/modes/answers.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static Mode mode(String octal) {
        return Mode.parse(octal).orElseThrow();
    }

    @Test
    void relativeModesComeToWhatAnsibleMakesOfThem() throws IOException {
        List<String> other = new ArrayList<>();
        for (String line : answers()) {
            String[] words = line.split(" ");
            Mode found = WantedMode.parse(words[0])
                    .orElseThrow(() -> new AssertionError(line))
                    .over(mode(words[2]), words[1].equals("directory"), mode(words[3]));
            if (!found.equals(mode(words[4]))) {
                other.add(line + ", not " + found);
            }
        }
        assertEquals(List.of(), other);
        assertTrue(answers().size() > 50);
    }

    @Test
    void whatChmodWouldNotTakeIsNone() {
        for (String text : List.of("ua+x", "u", "rw", "u=rwq", "x+r", "", "u+r,", "0888", "preserve", "u+r go-w")) {
            assertEquals(Optional.empty(), WantedMode.parse(text), text);
        }
    }

    @Test
    void octalBitsDependOnNothing() {
        assertEquals(
                Optional.of(new Mode(0644)),
                WantedMode.parse("0644").orElseThrow().fixed());
        assertEquals(
                Optional.empty(), WantedMode.parse("u=rw,go=r").orElseThrow().fixed());
    }
}
