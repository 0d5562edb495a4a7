package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is printed of the pages of codes. */
class ExplainTest {
    @Test
    void aCodeIsExplainedWithItsExamples() {
        Trial.Said said = Trial.main("explain", "undefined-variable");
        assertEquals(0, said.code());
        assertTrue(said.out().startsWith("undefined-variable\n\nA name that nothing defines."), said::out);
        assertTrue(said.out().contains("\nBefore:\n\n    msg: \"{{ htp_port }}\"\n"), said::out);
        assertFalse(said.out().contains("```"), said::out);
    }

    @Test
    void rulesOfLintAreCodesToo() {
        assertTrue(Trial.main("explain", "unnamed-task").out().contains("A task has no name."));
    }

    @Test
    void theCodeMayHaveItsSeverity() {
        String plain = Trial.main("explain", "loop").out();
        assertEquals(plain, Trial.main("explain", "error[loop]:").out());
        assertEquals(plain, Trial.main("explain", "[loop]").out());
    }

    @Test
    void codesThatThereAreNotGetAHint() {
        Trial.Said said = Trial.main("explain", "undefined-varaible");
        assertEquals(2, said.code());
        assertTrue(said.err().contains("Did you mean 'undefined-variable'?"), said::err);
        assertTrue(Trial.main("explain", "acme.rule").err().contains("are those of plugins"));
    }

    @Test
    void allAreListed() throws IOException {
        List<String> listed = Trial.main("explain").out().lines().toList();
        for (String page : List.of("docs/diagnostics.md", "docs/lint.md")) {
            Pattern.compile("(?m)^### `(.*)`$")
                    .matcher(Files.readString(Home.folder().resolve(page)))
                    .results()
                    .forEach(entry -> assertTrue(listed.contains(entry.group(1)), entry::group));
        }
    }
}
