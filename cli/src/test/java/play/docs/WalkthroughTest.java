package play.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import play.docs.Walkthrough.Step;

class WalkthroughTest {
    @Test
    void tellsFilesCommandsAndWhatTheyPrintFromTheRest() {
        String page = """
            # A page
            ```yaml title="a/b.yml"
            - 1
            ```
            ```console
            $ ls
            a
            $ true
            ```
            ```yaml
            - 2
            ```""";
        assertEquals(
                List.of(
                        new Step.Prose("# A page"),
                        new Step.Prose("```yaml title=\"a/b.yml\""),
                        new Step.Content("a/b.yml", List.of("- 1")),
                        new Step.Prose("```"),
                        new Step.Prose("```console"),
                        new Step.Command("ls", List.of("a")),
                        new Step.Command("true", List.of()),
                        new Step.Prose("```"),
                        new Step.Prose("```yaml"),
                        new Step.Prose("- 2"),
                        new Step.Prose("```")),
                Walkthrough.of(page.lines().toList()).steps());
    }

    @Test
    void refusesWhatNoCommandPrints() {
        assertThrows(IllegalArgumentException.class, () -> Walkthrough.of(List.of("```console", "a", "```")));
    }

    @Test
    void refusesABlockWithoutAnEnd() {
        assertThrows(IllegalArgumentException.class, () -> Walkthrough.of(List.of("```yaml", "a: 1")));
    }
}
