package play.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import play.diag.Diagnostic;
import play.expression.call.StandardCalls;
import play.expression.data.Bounds;
import play.source.SourceFile;
import play.value.Secret;
import play.value.Unknown;

/** Macros, and templates that take in others: where errors are told, how far they go, what is unknown or secret. */
class TakenInTest {
    private static final Map<String, Object> VARIABLES =
            Map.of("u", new Unknown("not run"), "pw", new Secret("s3cret"), "n", 5L, "l", List.of("a", "b"));

    private static final Map<String, String> FILES = Map.of(
            "line.j2", "first\n{{ n }} {{ nope.x }}\n",
            "macros.j2",
                    "{% macro boom(x) %}\n{{ x.y }}\n{% endmacro %}{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}",
            "syntax.j2", "ok\n{% if %}\n",
            "again.j2", "{% if n > 0 %}{% include 'again.j2' %}{% endif %}",
            "up.j2", "{% extends name %}",
            "again_from.j2", "{% from 'macros.j2' import twice %}{% import 'macros.j2' as m %}{% set own = 1 %}",
            "secret.j2", "key={{ n }}\n",
            "secret_wrong.j2", "{{ nope }}",
            "base.j2", "<{% block b %}{{ nope }}{% endblock %}>");

    private static Diagnostic failure(String text) {
        return assertThrows(ExpressionException.class, () -> value(text), text).diagnostic();
    }

    private static @Nullable Object value(String text) throws ExpressionException {
        return value(Expressions.standard(), text, Map.of());
    }

    private static @Nullable Object value(Expressions expressions, String text, Map<String, Object> more)
            throws ExpressionException {
        List<Diagnostic> problems = new ArrayList<>();
        Template template = expressions.file(text, Origin.of(new SourceFile("main.j2", text)), problems::add);
        assertEquals(List.of(), problems, text);
        Map<String, Object> variables = new HashMap<>(VARIABLES);
        variables.putAll(more);
        return template.value(new TestScope(variables, FILES));
    }

    @Test
    void whatFailsIsBlamedOnTheFileItStandsIn() {
        String[][] rows = {
            {"{% include 'line.j2' %}", "line.j2:2:12", "'nope' is undefined"},
            {"{% import 'macros.j2' as m %}{{ m.boom({}) }}", "macros.j2:2:4", "has no 'y'"},
            {"{% from 'macros.j2' import twice %}\n{{ twice(nope) }}", "main.j2:2:10", "'nope' is undefined"},
            {"{% import 'macros.j2' as m %}{{ m.twice(n, n) }}", "main.j2:1:33", "takes at most 1 arguments"},
            {"{% import 'macros.j2' as m %}{{ m.twice(y=n) }}", "main.j2:1:33", "has no argument 'y'"},
            {"{% import 'macros.j2' as m %}{{ m.twice(n, x=n) }}", "main.j2:1:33", "given its argument 'x' twice"},
            {"{% set j = joiner() %}{{ cycler(1).next(x=1) }}", "main.j2:1:26", "has no argument 'x'."},
            {"{% import 'macros.j2' as m %}{{ m.twyce(n) }}", "main.j2:1:33", "Did you mean 'twice'?"},
            {"{% from 'macros.j2' import nix %}{{ nix() }}", "main.j2:1:37", "has no 'nix'"},
            {"{% include 'syntax.j2' %}", "syntax.j2:2:6", "a value is expected"},
            {"x\n{% include 'nosuch.j2' %}", "main.j2:2:12", "no template 'nosuch.j2'"},
            {"{% include '../line.j2' %}", "main.j2:1:12", "no template"},
            {"{% extends 'base.j2' %}", "base.j2:1:18", "'nope' is undefined"},
            {"{% set x = nope.y %}\n{% include 'secret.j2' %}{{ x }}", "main.j2:1:12", "'nope'"},
            {"{% import 'line.j2' as m %}", "line.j2:2:4", "with context"},
        };
        for (String[] row : rows) {
            Diagnostic found = failure(row[0]);
            assertEquals(row[1], String.valueOf(found.subject().orElseThrow()), row[0]);
            assertTrue(found.detail().contains(row[2]), row[0] + ": " + found.detail());
        }
    }

    @Test
    void noRecursionIsEndless() {
        for (String text : List.of(
                "{% include 'again.j2' %}",
                "{% set name = 'up.j2' %}{% extends 'up.j2' %}",
                "{% macro f(x) %}{{ f(x) }}{% endmacro %}{{ f(1) }}",
                "{% macro f(x=f()) %}{% endmacro %}{{ f() }}",
                "{% macro f() %}{{ caller() }}{% endmacro %}{% macro g() %}{% call f() %}{{ g() }}{% endcall %}"
                        + "{% endmacro %}{{ g() }}",
                "{% block b %}{{ self.b() }}{% endblock %}",
                "{% for i in [1] recursive %}{{ loop([1]) }}{% endfor %}")) {
            Diagnostic found = failure(text);
            assertEquals("expression-limit", found.code(), text + ": " + found);
            assertTrue(found.detail().contains("100 levels"), text + ": " + found.detail());
        }
    }

    @Test
    void macrosUseUpTheBoundsOfTheEvaluation() {
        Expressions small = Expressions.with(StandardCalls.registry(), new Bounds.Limits(100_000, 1 << 20));
        String text = "{% macro f(n) %}{% if n > 0 %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(50) }}";
        Diagnostic found = assertThrows(ExpressionException.class, () -> value(small, text, Map.of()))
                .diagnostic();
        assertEquals("expression-limit", found.code());
        assertTrue(found.detail().contains("steps"), found.detail());
    }

    @Test
    void aMacroThatCallsItselfKeepsWhatItHasEvaluated() throws ExpressionException {
        assertEquals("321", value("{% macro f(k) %}{{ k ~ f(k - 1) if k > 0 else '' }}{% endmacro %}{{ f(3) }}"));
        assertEquals(
                "0-1-2-", value("{% macro f(k) %}{{ (k > 0 and f(k - 1) or '') ~ k ~ '-' }}{% endmacro %}{{ f(2) }}"));
    }

    @Test
    void whatIsImportedIsNotPassedOn() throws ExpressionException {
        assertEquals(
                "False False True",
                value("{% import 'again_from.j2' as a %}{{ a.twice is defined }} {{ a.m is defined }}"
                        + " {{ a.own is defined }}"));
    }

    @Test
    void whatIsUnknownOrSecretStaysSo() throws ExpressionException {
        String macro = "{% macro f(x) %}[{{ x }}]{% endmacro %}";
        assertEquals(new Secret("[s3cret]"), value(macro + "{{ f(pw) }}"));
        assertInstanceOf(Unknown.class, value(macro + "{{ f(u) }}"));
        assertInstanceOf(Unknown.class, value("{% include u %}"));
        assertInstanceOf(Unknown.class, value("{% extends u %}"));
        assertInstanceOf(Unknown.class, value("{% import u as m %}{{ m.x() }}"));
        assertInstanceOf(Unknown.class, value("{% from u import x %}{{ x() }}"));
        assertInstanceOf(Unknown.class, value("{% if u %}{% macro g() %}{% endmacro %}{% endif %}{{ g() }}"));
        assertInstanceOf(Unknown.class, value("{{ range(*u) }}"));
        assertInstanceOf(Unknown.class, value("{{ dict(**u) }}"));
        assertEquals(new Secret("S3CRET"), value("{% filter upper %}{{ pw }}{% endfilter %}"));
        assertEquals(new Secret("a=key=5"), value("a={% include 'secret.j2' %}"));
    }

    @Test
    void anEncryptedTemplateIsNotQuoted() {
        Diagnostic found = failure("{% include 'secret_wrong.j2' %}");
        assertEquals("main.j2:1:12", String.valueOf(found.subject().orElseThrow()));
        assertTrue(failure("{% import 'secret.j2' as m %}").detail().contains("only 'include'"));
    }

    @Test
    void namesAreLookedForAsJinjaDoes() {
        Optional<Path> folder = Optional.of(Path.of("/t"));
        assertEquals(
                List.of("a/b.j2", "/t/templates/a/b.j2", "/t/a/b.j2"), TakenIn.candidates("/a/./b.j2", folder, false));
        assertEquals(List.of("/t/templates/a", "/t/a", "a"), TakenIn.candidates("a", folder, true));
        assertEquals(List.of(), TakenIn.candidates("a/../b", folder, false));
        assertEquals(List.of(), TakenIn.candidates("", folder, false));
    }

    @Test
    void aTemplateTellsWhatItTakesIn() {
        String text = "{% set a = 1 %}{% include ['x', 'y'] ignore missing %}{% if b is defined %}{% import 'z' as z %}"
                + "{% endif %}{% include n %}{% for i in l %}{% include 'w' without context %}{% endfor %}";
        Template template = Expressions.standard().file(text, Origin.of(new SourceFile("f", text)), problem -> {
            throw new AssertionError(problem);
        });
        List<TakenIn> found = template.names().files();
        assertEquals(
                List.of(List.of("x", "y"), List.of("z"), List.of("w")),
                found.stream().map(TakenIn::names).toList());
        assertEquals(
                List.of(true, false, false),
                found.stream().map(TakenIn::optional).toList());
        assertEquals(
                List.of(
                        new TakenIn.View(true, Set.of("a"), Set.of(), true, true),
                        new TakenIn.View(false, Set.of("a"), Set.of("b"), false, true),
                        new TakenIn.View(false, Set.of("a", "z", "i", "loop"), Set.of(), true, false)),
                found.stream().map(TakenIn::view).toList());
        assertEquals(Set.of("a", "z"), template.names().bound());
    }
}
