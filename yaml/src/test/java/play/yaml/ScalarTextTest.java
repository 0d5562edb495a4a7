package play.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import play.source.SourceFile;

/** Every char of every scalar is traced to where it stands; the parser is the judge of what the text is. */
class ScalarTextTest {
    private static final String[] PIECES = {
        "a", "b", "xyz", " ", "  ", "\n", "\n\n", "\n  ", "\n   ", "\n    ", "{{ x }}", "''", "é", "😀", "-", "\t",
        "# c", "\r\n  "
    };
    private static final String[] ESCAPES = {
        "\\n",
        "\\t",
        "\\\"",
        "\\\\",
        "\\x41",
        "\\u00fc",
        "\\U0001F600",
        "\\\n   ",
        "\\ ",
        "\\e",
        "\\_",
        "\\\u0085",
        "\\\u0085  "
    };
    private static final String[] HEADERS = {"|", ">", "|-", ">-", "|+", ">+", "|2", ">2-", "| # note", ">1+"};

    @Test
    void tracesPlainScalars() {
        checkMany("a: x", "\nz: end\n", PIECES, 1);
    }

    @Test
    void tracesSingleQuotedScalars() {
        checkMany("a: '", "'\nz: end\n", PIECES, 2);
    }

    @Test
    void tracesDoubleQuotedScalars() {
        List<String> pieces = new ArrayList<>(List.of(PIECES));
        pieces.addAll(List.of(ESCAPES));
        checkMany("- \"", "\"\n- end\n", pieces.toArray(new String[0]), 3);
    }

    @Test
    void tracesBlockScalars() {
        for (String header : HEADERS) {
            checkMany("a: " + header + "\n  ", "\nz: end\n", PIECES, header.hashCode());
            checkMany("a:\n  b: " + header + "\n      ", "\n", PIECES, header.hashCode());
            checkMany("- " + header + "\n  x", "", PIECES, header.hashCode());
        }
    }

    @Test
    void pointsIntoFoldedText() {
        String text = "k: >-\n  one\n  two {{ x }}\n";
        YamlNode.Scalar scalar = value(text);

        assertEquals("one two {{ x }}", scalar.text());
        assertEquals("{{ x }}", scalar.spanOf(8, 15).text());
        assertEquals("t:3:7", scalar.spanOf(8, 15).toString());
    }

    @Test
    void pointsIntoEscapedText() {
        YamlNode.Scalar scalar = value("k: \"tab\\tthen \\u00fc{{ x }}\"\n");

        assertEquals("tab\tthen ü{{ x }}", scalar.text());
        assertEquals("{{ x }}", scalar.spanOf(10, 17).text());
    }

    @Test
    void pointsIntoQuotesAfterASurrogatePair() {
        YamlNode.Scalar scalar = value("# 😀\nk: 'it''s {{ x }}'\n");

        assertEquals("{{ x }}", scalar.spanOf(5, 12).text());
    }

    @Test
    void alignsCharByCharWhereNothingElseHelps() {
        int[] offsets = ScalarText.aligned("k: abc", 3, 6, "ac?");

        assertEquals(List.of(3, 5, 6, 6), List.of(offsets[0], offsets[1], offsets[2], offsets[3]));
    }

    private static YamlNode.Scalar value(String text) {
        YamlNode root = YamlReader.document(new SourceFile("t", text), d -> {}).orElseThrow();
        return (YamlNode.Scalar) ((YamlNode.Mapping) root).entries().getFirst().value();
    }

    private static void checkMany(String before, String after, String[] pieces, int seed) {
        Random random = new Random(seed);
        int seen = 0;
        for (int round = 0; round < 3000; round++) {
            StringBuilder text = new StringBuilder(before);
            for (int i = random.nextInt(8); i >= 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            seen += check(text.append(after).toString());
        }
        assertTrue(seen > 1500, () -> "too few texts were valid YAML for " + before);
    }

    /** How many scalars were checked: none when the random text is no YAML. */
    private static int check(String text) {
        List<ScalarEvent> scalars = new ArrayList<>();
        try {
            for (Event event : new Parse(LoadSettings.builder().build()).parseString(text)) {
                if (event instanceof ScalarEvent scalar) {
                    scalars.add(scalar);
                }
            }
        } catch (YamlEngineException e) {
            return 0;
        }
        scalars.forEach(scalar -> check(text, scalar));
        return scalars.size();
    }

    private static void check(String text, ScalarEvent scalar) {
        SourceFile file = new SourceFile("t", text);
        CharOffsets places = CharOffsets.of(file);
        int start = places.of(scalar.getStartMark());
        Optional<int[]> exact = ScalarText.exact(
                text, file.span(start, places.of(scalar.getEndMark())), scalar.getScalarStyle(), scalar.getValue());
        assertTrue(exact.isPresent(), () -> "not traced: " + quoted(text) + " as " + quoted(scalar.getValue()));
        int[] offsets = exact.get();
        for (int i = 0; i < scalar.getValue().length(); i++) {
            char there = offsets[i] < text.length() ? text.charAt(offsets[i]) : '\n';
            char here = scalar.getValue().charAt(i);
            boolean folded = (here == ' ' || here == '\n') && (there == '\n' || there == '\r');
            boolean same = there == here || there == '\\' || folded;
            int index = i;
            assertTrue(same, () -> "char " + index + " of " + quoted(scalar.getValue()) + " in " + quoted(text));
            assertTrue(i == 0 || offsets[i] >= offsets[i - 1], () -> "goes back in " + quoted(text));
        }
    }

    private static String quoted(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + '"';
    }
}
