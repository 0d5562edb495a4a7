package play.diag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import play.source.SourceFile;
import play.source.Span;

class DiagnosticTextTest {
    private static String excerpt(String text, int start, int end) {
        SourceFile file = new SourceFile("site.yml", text);
        return DiagnosticText.render(Diagnostic.error("code", "Summary", "Detail.", new Span(file, start, end)));
    }

    @Test
    void pointsAtTheTextAsItIsShown() {
        assertEquals("""
            error[code]: Summary
             --> site.yml:1:4
              |
            1 | \\x1bab\\u202ecd ef
              |       ^^^^^^^^
              Detail.
            """, excerpt("\u001bab\u202ecd ef\n", 3, 6));
    }

    @Test
    void cutsALongLineAroundThePlace() {
        String text = excerpt("x".repeat(5_000_000) + "HERE" + "y".repeat(5_000_000), 5_000_000, 5_000_004);
        assertTrue(text.length() < 600, () -> text.length() + " characters");
        List<String> lines = text.lines().toList();
        assertTrue(lines.get(3).startsWith("1 | …xxx") && lines.get(3).endsWith("yyy…"), text);
        assertEquals(lines.get(3).indexOf("HERE"), lines.get(4).indexOf("^^^^"), text);
    }

    @Test
    void keepsForeignWordsHarmlessAndShort() {
        String text = DiagnosticText.render(
                Diagnostic.error("code", "Summary", "Bad '\u001b[2J' and\nok: [db1] " + "z".repeat(100_000)));
        assertTrue(text.contains("'\\x1b[2J'") && text.contains("\n  ok: [db1]"), text);
        assertTrue(text.length() < 5000 && text.contains("characters)"), () -> text.length() + " characters");
    }

    @Test
    void countsWhatItDoesNotShow() {
        List<Diagnostic> many = Collections.nCopies(25, Diagnostic.error("code", "Summary", "Detail."));
        assertTrue(DiagnosticText.render(many).endsWith("… and 5 more problems.\n"));
        assertTrue(DiagnosticText.render(many, 24).endsWith("… and 1 more problem.\n"));
        assertEquals(25, DiagnosticText.render(many, 25).split("error\\[").length - 1);
    }
}
