package play.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import play.source.SourceFile;

/**
 * Which names a text reads: {@code name@offset}, with {@code ?} when it may be undefined, with {@code ~} when it is not
 * evaluated in any case.
 */
class FreeNamesTest {
    private static final Map<FreeName.Need, String> MARKS =
            Map.of(FreeName.Need.ALWAYS, "", FreeName.Need.PERHAPS, "~", FreeName.Need.NEVER, "?");

    private static final String[][] EXPRESSIONS = {
        {"a + b.c[d]", "a@0 b@4 d@8"},
        {"a | default(b)", "a?@0 b@12"},
        {"a.b.c | default('x')", "a?@0"},
        {"a[k] | default('x')", "a?@0 k@2"},
        {"(a | upper) | default('x')", "a?@1"},
        {"a is defined", "a?@0"},
        {"a.b is not defined", "a?@0"},
        {"a is defined and a.b == c", "a?@0 a?@17 c~@24"},
        {"a is not defined or a > 1", "a?@0 a?@20"},
        {"a is undefined or a > 1", "a?@0 a?@18"},
        {"not (a is undefined) and a", "a?@5 a?@25"},
        {"a is defined or a > 1", "a?@0 a~@16"},
        {"a if a is defined else b", "a?@0 a?@5 b~@23"},
        {"b if a is undefined else a", "a?@5 a?@25 b~@0"},
        {"a is defined and b is defined and a ~ b", "a?@0 a?@34 b?@17 b?@38"},
        {"a or b", "a@0 b~@5"},
        {"a < b <= c", "a@0 b@4 c~@9"},
        {"(a | default('')) and b.c", "a?@1 b~@22"},
        {"a if a | default('') else 'b'", "a?@0 a?@5"},
        {"a | default('') != '' and a", "a?@0 a?@26"},
        {"lookup('file', f)", "f@15"},
        {"a | default(omit)", "a?@0"},
        {"{'k': v}", "v@6"},
        {"true and none", ""},
        {"x is divisibleby y", "x@0 y@17"},
    };

    private static final String[][] TEMPLATES = {
        {"{{ a }}", "a@3"},
        {"{% for i in items %}{{ i }}{{ loop.index }}{{ j }}{% endfor %}{{ i }}", "i@65 items@12 j@46"},
        {"{% set x = a %}{{ x }}", "a@11"},
        {"{{ x }}{% set x = 1 %}", "x@3"},
        {"{% if a is defined %}{{ a }}{% else %}{{ a }}{% endif %}", "a?@6 a?@24 a~@41"},
        {"{% if a | default('') %}{{ a }}{% endif %}", "a?@6 a?@27"},
        {"{% if a is not defined %}x{% else %}{{ a }}{% endif %}", "a?@6 a?@39"},
        {"{% for i in l if i != z %}{% endfor %}", "l@12 z@22"},
        {"{% raw %}{{ a }}{% endraw %}{{ b }}", "b@31"},
        {"plain", ""},
    };

    @Test
    void namesOfExpressions() {
        for (String[] row : EXPRESSIONS) {
            Expression expression = Expressions.standard().expression(row[0], origin(row[0]), problem -> {
                throw new AssertionError(row[0] + ": " + problem);
            });
            assertEquals(row[1], shown(expression.freeNames()), row[0]);
        }
    }

    @Test
    void namesOfTemplates() {
        for (String[] row : TEMPLATES) {
            Template template = Expressions.standard().file(row[0], origin(row[0]), problem -> {
                throw new AssertionError(row[0] + ": " + problem);
            });
            assertEquals(row[1], shown(template.freeNames()), row[0]);
        }
    }

    @Test
    void partsOfThem() {
        String[][] rows = {
            {"a", ""},
            {"a.b.c", "b@2 c@4"},
            {"a['b'].c", "b@2 c@7"},
            {"a.b[0].c", "b@2 0@4 c@7"},
            {"a.0.b", "0@2 b@4"},
            {"a.b[true and x].c", "b@2"},
            {"a.b[1:2].c", "b@2"},
            {"(a.b | upper).c", "b@3"},
            {"a.b.get('c').d", "b@2"},
        };
        for (String[] row : rows) {
            Expression expression = Expressions.standard().expression(row[0], origin(row[0]), problem -> {
                throw new AssertionError(row[0] + ": " + problem);
            });
            FreeName name = expression.freeNames().stream()
                    .filter(free -> free.name().equals("a"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(
                    row[1],
                    name.path().stream()
                            .map(part -> part.value() + "@" + part.span().start())
                            .collect(Collectors.joining(" ")),
                    row[0]);
        }
    }

    private static Origin origin(String text) {
        return Origin.of(new SourceFile("f", text));
    }

    private static String shown(Set<FreeName> names) {
        return names.stream()
                .sorted(Comparator.comparing(FreeName::name)
                        .thenComparing(name -> name.span().start()))
                .map(name ->
                        name.name() + MARKS.get(name.need()) + "@" + name.span().start())
                .collect(Collectors.joining(" "));
    }
}
