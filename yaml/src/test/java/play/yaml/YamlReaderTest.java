package play.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import play.diag.ProblemList;
import play.source.SourceFile;

class YamlReaderTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "yes,true",
                "Off,false",
                "on,true",
                "True,true",
                "y,`y`",
                "12,12",
                "-3,-3",
                "+4,4",
                "1_000,1000",
                "0x1F,31",
                "0o17,15",
                "0644,`0644`",
                "08,`08`",
                "1.5,1.5",
                "1e3,`1e3`",
                "1.5e+3,1500.0",
                "1:30,`1:30`",
                "2024-01-02,`2024-01-02`",
                ".5,0.5",
                "99999999999999999999,`99999999999999999999`",
                "0b11,3",
                "'12',`12`",
                "\"yes\",`yes`",
                "!!str 12,`12`",
                "-,`-`",
                "1.2.3,`1.2.3`",
                "!unsafe 12,`12`"
            })
    void readsScalarsAsAnsibleDoes(String written, String value) {
        YamlNode.Scalar scalar = assertInstanceOf(
                YamlNode.Scalar.class,
                read("k: " + (written.equals("-") ? "'-'" : written)).get("k").orElseThrow());

        assertEquals(value, String.valueOf(scalar.value()));
    }

    @Test
    void tellsTextFromWhatLooksLikeIt() {
        YamlNode.Mapping map = read("a: 12\nb: '12'\nc: 0644\nd:\n");

        assertEquals(12L, scalar(map, "a").value());
        assertEquals("12", scalar(map, "b").value());
        assertEquals("0644", scalar(map, "c").text());
        assertNull(scalar(map, "d").value());
        assertTrue(scalar(map, "b").quoted());
    }

    @Test
    void keepsThePlaceOfEveryNode() {
        YamlNode.Mapping map = read("a:\n  - b: [1, 'two']   # c\n    c: |\n      text\n\nd: 1\n");

        YamlNode a = map.get("a").orElseThrow();
        YamlNode.Mapping item =
                (YamlNode.Mapping) ((YamlNode.Sequence) a).items().getFirst();
        assertEquals("- b: [1, 'two']   # c\n    c: |\n      text", a.span().text());
        assertEquals("[1, 'two']", item.get("b").orElseThrow().span().text());
        assertEquals(
                "t:2:8",
                ((YamlNode.Sequence) item.get("b").orElseThrow()).span().toString());
        assertEquals("d", map.entry("d").orElseThrow().key().span().text());
    }

    @Test
    void followsAliasesAndMerges() {
        YamlNode.Mapping map = read("base: &b {x: 1, y: 2}\nmore:\n  <<: *b\n  y: 3\nsame: *b\n");

        YamlNode.Mapping more = (YamlNode.Mapping) map.get("more").orElseThrow();
        assertEquals(1L, scalar(more, "x").value());
        assertEquals(3L, scalar(more, "y").value());
        assertEquals(map.get("base"), map.get("same"));
    }

    @Test
    void readsSeveralDocuments() {
        List<YamlNode> documents = YamlReader.documents(new SourceFile("t", "a: 1\n---\nb: 2\n---\n"), d -> {});

        assertEquals(3, documents.size());
    }

    @Test
    void anEmptyTextHasNoDocument() {
        assertTrue(YamlReader.documents(new SourceFile("t", "# nothing\n"), d -> {})
                .isEmpty());
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheText() {
        YamlNode.Mapping map = read("\uFEFFa: 1\n");

        assertEquals("a", map.entries().getFirst().key().text());
        assertEquals("a", map.entries().getFirst().key().span().text());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '§',
            value = {
                "a: 1\\nb: 2\\na: 3§duplicate-key 3:1",
                "a: {{ x }}§yaml-unquoted-template 1:4",
                "a: {{ x }}/b§yaml-unquoted-template 1:4",
                "a: {{ x | default('y') }}§yaml-unquoted-template 1:4",
                "- {{ x }} y§yaml-unquoted-template 1:3",
                "a:\\n\\t- b§yaml-syntax 2:1",
                "a: @foo\\nb: c§yaml-syntax 1:4",
                "a: \"foo\\nb: c§yaml-syntax 1:4",
                "a: 'foo\\nb: c§yaml-syntax 1:4",
                "a: b: c§yaml-syntax 1:5",
                "a:\\n  b: 1\\n c: 2§yaml-syntax 3:2",
                "a: [1, 2\\nb: 3§yaml-syntax 2:2",
                "a: @x§yaml-syntax 1:4",
                "a: *x§yaml-alias 1:4",
                "a: &b [*b]§yaml-alias 1:8",
                "a: \"\\\\z\"§yaml-syntax 1:6",
                "a: !foo x§yaml-tag 1:4",
                "<<: 3§yaml-merge 1:5",
                "? [a]\\n: b§yaml-key 1:3",
                "a: 'b' c§yaml-syntax 1:8",
                "a: - b§yaml-syntax 1:4",
                "a: x\u0001y§yaml-syntax 1:5"
            })
    void saysWhereATextIsWrong(String text, String expected) {
        assertEquals(
                expected,
                problems(text.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\")));
    }

    @Test
    void saysWhereADuplicateWasFirst() {
        ProblemList problems = new ProblemList();
        YamlReader.documents(new SourceFile("t", "a: 1\na: 2\n"), problems);

        assertEquals(
                "t:1:1",
                problems.sorted()
                        .getFirst()
                        .notes()
                        .getFirst()
                        .span()
                        .orElseThrow()
                        .toString());
    }

    @Test
    void refusesWhatIsNestedTooDeeply() {
        assertEquals("yaml-too-deep 1:102", problems("[".repeat(200) + "]".repeat(200)));
    }

    @Test
    void readsNothingBeyondWhatIsNestedTooDeeply() {
        assertEquals("yaml-too-deep 1:102", problems("[".repeat(100_000)));
        assertEquals("yaml-too-deep 1:402", problems("{a: ".repeat(3_000) + "1" + "}".repeat(3_000)));
        assertEquals("yaml-too-deep 1:203", problems("- ".repeat(5_000) + "1"));
        assertEquals("yaml-too-deep 1:203", problems("? ".repeat(5_000) + "1"));
        assertEquals(
                "yaml-too-deep 101:101",
                problems(IntStream.range(0, 3_000)
                        .mapToObj(i -> " ".repeat(i) + "a:\n")
                        .collect(Collectors.joining())));
        assertEquals("yaml-too-deep 1:102", problems("[".repeat(200) + "]".repeat(200) + "\n--- {a: 1, a: 2}"));
    }

    @Test
    void digitsThatNoNumberHoldsAreText() {
        for (String digits : List.of(
                "9".repeat(50_000), "1_".repeat(25_000) + "1", "0x" + "f".repeat(50_000), "-0b" + "1".repeat(50_000))) {
            assertEquals(
                    digits,
                    YamlReader.document(new SourceFile("f", digits), problem -> {})
                                            .orElseThrow()
                                    instanceof YamlNode.Scalar scalar
                            ? scalar.value()
                            : "");
        }
    }

    @Test
    void refusesAliasesThatUnfoldTooFar() {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            text.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [")
                    .append(("*a" + (i - 1) + ", ").repeat(9))
                    .append("x]\n");
        }
        assertTrue(problems(text.toString()).startsWith("yaml-too-large"));
    }

    @Test
    void neverThrowsForHalfATextOrANoisyOne() {
        String good = "- name: \"x {{ y }}\"\n  a: &z [1, {b: 'c'}]\n  d: |\n    e\n  <<: *z\n  \"f\\n\": >-\n    g\n";
        for (int cut = 0; cut <= good.length(); cut++) {
            problems(good.substring(0, cut));
            for (String noise : List.of("\t", "{", "'", "\"", ":", "&", "*", "!", "%", "\u0000", "\uD83D", "- ", "}")) {
                problems(good.substring(0, cut) + noise + good.substring(cut));
            }
        }
    }

    private static YamlNode.Mapping read(String text) {
        ProblemList problems = new ProblemList();
        YamlNode node = YamlReader.document(new SourceFile("t", text), problems).orElseThrow();
        assertEquals(List.of(), problems.sorted());
        return (YamlNode.Mapping) node;
    }

    private static YamlNode.Scalar scalar(YamlNode.Mapping map, String key) {
        return (YamlNode.Scalar) map.get(key).orElseThrow();
    }

    private static String problems(String text) {
        ProblemList problems = new ProblemList();
        YamlReader.documents(new SourceFile("t", text), problems);
        return problems.sorted().stream()
                .map(d -> d.code()
                        + d.subject()
                                .map(s -> " " + s.from().line() + ":" + s.from().column())
                                .orElse(""))
                .collect(Collectors.joining(", "));
    }
}
