package play.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {
    private static String lines(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
    }

    private static String diff(String before, String after) {
        return UnifiedDiff.of("x", before, after).stream()
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void splitsAtLineFeedsOnly() {
        assertEquals("--- before: x\n+++ after: x\n@@ -0,0 +1 @@\n+a\rok: [b]\n", diff("", "a\rok: [b]\n"));
    }

    @Test
    void isEmptyForEqualTexts() {
        assertEquals("", diff("a\n", "a\n"));
    }

    @Test
    void showsThreeLinesOfContext() {
        String after = lines(10).replace("line 5\n", "line five\n");

        assertEquals("""
            --- before: x
            +++ after: x
            @@ -2,7 +2,7 @@
             line 2
             line 3
             line 4
            -line 5
            +line five
             line 6
             line 7
             line 8
            """, diff(lines(10), after));
    }

    @Test
    void showsFarChangesAsHunksOfTheirOwn() {
        String after = lines(30).replace("line 2\n", "").replace("line 29\n", "line 29\nline 29b\n");
        long hunks = diff(lines(30), after)
                .lines()
                .filter(line -> line.startsWith("@@"))
                .count();

        assertEquals(2, hunks);
    }

    @Test
    void saysWhereTheLastLineHasNoBreak() {
        assertEquals("--- before: x\n+++ after: x\n@@ -0,0 +1 @@\n+a\n\\ No newline at end of file\n", diff("", "a"));
    }
}
