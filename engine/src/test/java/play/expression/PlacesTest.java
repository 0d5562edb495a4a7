package play.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import play.diag.Diagnostic;
import play.diag.DiagnosticText;
import play.source.SourceFile;
import play.source.Span;

/** Errors point at the part that is at fault. A row is: text, the part, the code, words of the sentence. */
class PlacesTest {
    private static final Map<String, ?> VARIABLES =
            Map.of("packages", List.of("a"), "web", Map.of("port", 80L, "host", "h"), "s", "text", "n", 3L, "t", true);

    private static final String[][] STATIC = {
        {"s | uper", "uper", "unknown-filter", "Did you mean 'upper'?"},
        {"s is defind", "defind", "unknown-test", "Did you mean 'defined'?"},
        {"lokup('file', 'x')", "lokup", "unknown-function", "Did you mean 'lookup'?"},
        {"lookup('fil', 'x')", "'fil'", "unknown-lookup", "Did you mean 'file'?"},
        {"s.startwith('a')", "startwith", "unknown-method", "Did you mean 'startswith'?"},
        {"packages | map('uper') | list", "'uper'", "unknown-filter", "upper"},
        {"packages | select('matches', 'a')", "'matches'", "unknown-test", "match"},
        {"s | replace('a')", "replace", "invalid-argument", "needs its argument 'new'"},
        {"s | upper(1)", "upper", "invalid-argument", "takes at most 0 arguments"},
        {"s | default(valu=1)", "default", "invalid-argument", "no argument 'valu'"},
        {"s | community.general.random_mac", "community.general.random_mac", "unknown-filter", "There is no filter"},
        {"a b", "b", "expression-syntax", "an operator is missing"},
        {"a = 1", "=", "expression-syntax", "To compare, write '=='"},
        {"(a", "", "expression-syntax", "'(' is not closed"},
        {"a)", ")", "expression-syntax", "Nothing is open"},
        {"[a)", ")", "expression-syntax", "does not close it"},
        {"'open", "'", "expression-syntax", "not closed"},
        {"a + ", "", "expression-syntax", "ends where a value is expected"},
        {"a | ", "", "expression-syntax", "name of a filter"},
        {"a..b", ".", "expression-syntax", "name of an attribute"},
        {"{a: 1, b}", "}", "expression-syntax", "':' is expected"},
        {"a & b", "&", "expression-syntax", "use 'and'"},
        {"a; b", ";", "expression-syntax", "one value"},
        {"a if", "", "expression-syntax", "value is expected"},
        {"{{ a }} b", "{{", "expression-syntax", "This is an expression already"},
        {"dict(*a, 1)", "1", "expression-syntax", "cannot follow one that '*' unpacks"},
        {"dict(**a, b=1)", "b", "expression-syntax", "No argument can follow"},
    };

    private static final String[][] DYNAMIC = {
        {"t and pakages | length > 0", "pakages", "undefined-variable", "Did you mean 'packages'?"},
        {"n + web.prot", "web.prot", "undefined-variable", "A mapping has no 'prot'. Did you mean 'port'?"},
        {"n + nope.a.b", "nope", "undefined-variable", "'nope' is undefined"},
        {"packages[3] ~ 'x'", "packages[3]", "undefined-variable", "none at 3"},
        {"1 + (s - n)", "s - n", "expression-failed", "cannot be used with a string and a integer"},
        {"n < s", "n < s", "expression-failed", "cannot be ordered"},
        {"[1, n / 0]", "n / 0", "expression-failed", "Division by zero"},
        {"s ~ ('x' | from_json)", "'x' | from_json", "expression-failed", "not valid JSON"},
        {"lookup('file', 'nope')", "lookup('file', 'nope')", "lookup-failed", "no file 'nope'"},
        {"'a' * 99999999999", "'a' * 99999999999", "expression-limit", "at most"},
        {"s | hash('x')", "s | hash('x')", "invalid-argument", "not a supported hash"},
        {"n.append(1)", "n.append(1)", "expression-failed", "has no method 'append'"},
        {"packages.append(1)", "packages.append(1)", "expression-failed", "cannot be changed"},
        {"n if missing else 1", "missing", "undefined-variable", "'missing' is undefined"},
        {"'yess' | bool", "'yess' | bool", "expression-failed", "neither true nor false"},
        {"('a' if n == 4) + 'b'", "'a' if n == 4", "undefined-variable", "there is no 'else'"},
    };

    @Test
    void whatCanBeSeenBeforeIsReportedAtItsPlace() {
        for (String[] row : STATIC) {
            List<Diagnostic> problems = new ArrayList<>();
            Expressions.standard().expression(row[0], Origin.of(new SourceFile("f", row[0])), problems::add);
            check(row, problems);
        }
    }

    @Test
    void whatFailsIsBlamedOnItsPart() {
        for (String[] row : DYNAMIC) {
            List<Diagnostic> problems = new ArrayList<>();
            Expression expression =
                    Expressions.standard().expression(row[0], Origin.of(new SourceFile("f", row[0])), problems::add);
            try {
                expression.evaluate(TestScope.of(VARIABLES));
            } catch (ExpressionException e) {
                problems.add(e.diagnostic());
            }
            check(row, problems);
        }
    }

    private static void check(String[] row, List<Diagnostic> problems) {
        assertEquals(1, problems.size(), row[0] + ": " + problems);
        Diagnostic found = problems.getFirst();
        assertEquals(row[1], found.subject().map(Span::text).orElse("?"), row[0]);
        assertEquals(row[2], found.code(), row[0]);
        assertTrue(found.detail().contains(row[3]), row[0] + ": " + found.detail());
    }

    @Test
    void aTemplateReportsAllItsProblemsInOneGo() {
        String text = "a {{ x | uper }}\n{% if y is defind %}\n{{ z + }}\n{% endif %}\n{% macro m() %}\n";
        List<Diagnostic> problems = new ArrayList<>();
        Expressions.standard().file(text, Origin.of(new SourceFile("t.j2", text)), problems::add);

        assertEquals(
                List.of("t.j2:1:10", "t.j2:2:12", "t.j2:3:7", "t.j2:5:1"),
                problems.stream()
                        .map(problem -> String.valueOf(problem.subject().orElseThrow()))
                        .sorted()
                        .toList());
    }

    @Test
    void aFailureInATemplateFilePointsIntoItsLine() {
        String text = "first\n{% for i in [1, 2] %}\nport={{ web.prt }}\n{% endfor %}\n";
        List<Diagnostic> problems = new ArrayList<>();
        Template template = Expressions.standard().file(text, Origin.of(new SourceFile("t.j2", text)), problems::add);
        try {
            template.content(TestScope.of(VARIABLES));
        } catch (ExpressionException e) {
            problems.add(e.diagnostic());
        }

        assertEquals("""
            error[undefined-variable]: Undefined variable
             --> t.j2:3:9
              |
            3 | port={{ web.prt }}
              |         ^^^^^^^
              A mapping has no 'prt'. Did you mean 'port'?
            """, problems.stream().map(DiagnosticText::render).collect(Collectors.joining()));
    }

    @Test
    void placesGoThroughTheOriginOfTheText() {
        SourceFile file = new SourceFile("site.yml", "when: \"a\\tb | uper\"\n");
        int[] offsets = {7, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18};
        List<Diagnostic> problems = new ArrayList<>();
        Expressions.standard()
                .expression(
                        "x + b|uper", (start, end) -> file.span(offsets[start], offsets[end - 1] + 1), problems::add);

        assertEquals(
                "site.yml:1:15", String.valueOf(problems.getFirst().subject().orElseThrow()));
    }

    @Test
    void aFailureInATemplateThatALookupRendersPointsIntoThatTemplate() {
        Map<String, String> files = Map.of("inner.j2", "one\n{{ missing }}\n");
        Scope scope = new TestScope(VARIABLES, files);
        List<Diagnostic> problems = new ArrayList<>();
        Template template = Expressions.standard()
                .template("{{ lookup('template', 'inner.j2') }}", Origin.of(new SourceFile("t", "…")), problems::add);
        try {
            template.value(scope);
        } catch (ExpressionException e) {
            problems.add(e.diagnostic());
        }

        assertEquals(
                "inner.j2:2:4", String.valueOf(problems.getFirst().subject().orElseThrow()));
    }

    @Test
    void aConditionThatIsNoBooleanNamesItsKind() {
        for (String[] row : new String[][] {
            {"n", "integer"}, {"s", "string"}, {"packages", "list"}, {"web", "mapping"}, {"none", "null"}
        }) {
            Expression condition =
                    Expressions.standard().expression(row[0], Origin.of(new SourceFile("f", row[0])), problem -> {});
            try {
                condition.test(TestScope.of(VARIABLES));
                throw new AssertionError(row[0]);
            } catch (ExpressionException e) {
                assertEquals("condition-not-boolean", e.diagnostic().code());
                assertTrue(
                        e.diagnostic().detail().contains("this is a " + row[1]),
                        e.diagnostic().detail());
            }
        }
    }
}
