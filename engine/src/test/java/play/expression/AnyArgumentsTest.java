package play.expression;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import play.diag.Diagnostic;
import play.expression.call.Registry;
import play.expression.call.Registry.Kind;
import play.expression.call.Signature;
import play.expression.call.StandardCalls;
import play.expression.data.Bounds;
import play.source.SourceFile;
import play.value.Omit;
import play.value.Secret;
import play.value.Unknown;

/**
 * Everything that expressions can call, with arguments of every kind: a value or a diagnostic, and never a mistake of
 * play.
 */
class AnyArgumentsTest {
    private static final Registry REGISTRY = StandardCalls.registry();
    private static final Expressions EXPRESSIONS = Expressions.with(REGISTRY, new Bounds.Limits(500_000, 1L << 23));
    private static final int ROUNDS = 15;

    private final Map<String, @Nullable Object> variables = variables();
    private final List<String> names = names();
    private final Random random = new Random(4711);
    private final List<String> mistakes = new ArrayList<>();

    private static Map<String, @Nullable Object> variables() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        List<@Nullable Object> values = new ArrayList<>(texts());
        values.addAll(List.of(0L, 1L, -1L, 2L, 7L, 4711L, 16_777_216L, 16_777_217L, Long.MAX_VALUE, Long.MIN_VALUE));
        values.addAll(List.of(
                0.0,
                -0.0,
                1.5,
                -1e300,
                1e-300,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                true,
                false));
        values.addAll(List.of(
                List.of(),
                List.of("a", "B", "a"),
                List.of(1L, "a", List.of(), true),
                Map.of(),
                Map.of("a", 1L, "b", List.of(2L))));
        values.addAll(List.of(
                List.of(Map.of("a", 1L), Map.of("a", "x"), Map.of()),
                Map.of("key", "\0", "value", Map.of("a", Map.of()))));
        values.addAll(List.of(
                List.of(List.of("a", 1L), List.of("b", 2L)),
                nested(400),
                nested(5000),
                Collections.nCopies(10_000, "a")));
        values.addAll(List.of(
                new Unknown("later"),
                new Secret("hidden"),
                new Secret(List.of("a", 1L)),
                List.of(new Unknown("later"), new Secret("x"))));
        values.addAll(List.of(Omit.OMIT, Map.of("s", new Secret("y"), "u", new Unknown("later"))));
        values.add(null);
        values.add(Collections.singletonList(null));
        for (int i = 0; i < values.size(); i++) {
            all.put("v" + i, values.get(i));
        }
        return all;
    }

    private static List<String> texts() {
        return List.of(
                "",
                " ",
                "a",
                "a.b.0",
                "A b\tc\nd\r\n",
                "\0",
                "a\0b",
                "\ud800",
                "x\udc00",
                "ß\u0130\u03a3",
                "\ud83d\ude00",
                "%",
                "%s",
                "%c",
                "%(a)s",
                "%*d",
                "%.99999f",
                "{",
                "{}",
                "{0[a]}",
                "{:>99999}",
                "(",
                "(?P)",
                "(?P<a",
                "(a)(?P<n>b)",
                "[",
                "*",
                "\\",
                "\\9",
                "\\g<",
                "(?i",
                "a{999999999}",
                "-1",
                "1_1",
                "0x",
                "1e999",
                "nan",
                "10.0.0.0/33",
                "::/0",
                "fe80::1",
                "1.2.3",
                "1.2.3-a.1",
                "../..",
                "/",
                "~",
                "/dev/zero",
                "eq",
                "map",
                "select",
                "items",
                "lookup",
                "file",
                "utf-16",
                "md5",
                "sha999",
                "%Y %Q",
                "---\n- [",
                "!x 1",
                "&a [*a]",
                "{\"a\": [1]}",
                "YQ==",
                "Y",
                "x".repeat(5000),
                "\n".repeat(5000),
                "9".repeat(5000));
    }

    private static Object nested(int depth) {
        Object value = "x";
        for (int i = 0; i < depth; i++) {
            value = i % 2 == 0 ? List.of(value) : Map.of("a", value);
        }
        return value;
    }

    private List<String> names() {
        List<String> all = new ArrayList<>(variables.keySet());
        all.add("nobody");
        return all;
    }

    private String any() {
        return names.get(random.nextInt(names.size()));
    }

    private String arguments(Signature signature, int firstNeeded) {
        int least = Math.max(0, signature.required() - firstNeeded);
        int most = Math.max(least, signature.placed() - firstNeeded) + (signature.rest() ? 3 : 0);
        int placed = least + random.nextInt(most - least + 1);
        List<String> all =
                new ArrayList<>(IntStream.range(0, placed).mapToObj(i -> any()).toList());
        List<String> left = signature.names().stream()
                .skip((long) firstNeeded + placed)
                .filter(name -> random.nextInt(3) == 0)
                .toList();
        left.forEach(name -> all.add(name + "=" + any()));
        if (signature.open() && random.nextInt(2) == 0) {
            all.add(List.of("attribute", "default", "fillvalue", "decoration", "newline", "other")
                            .get(random.nextInt(6))
                    + "=" + any());
        }
        return String.join(", ", all);
    }

    private void tried(String text) {
        List<Diagnostic> problems = new ArrayList<>();
        try {
            EXPRESSIONS
                    .expression(text, Origin.of(new SourceFile("any", text)), problems::add)
                    .evaluate(TestScope.of(variables));
        } catch (ExpressionException e) {
            if ("expression-internal".equals(e.diagnostic().code())) {
                mistakes.add(shown(text) + ": " + e.diagnostic().detail());
            }
        } catch (RuntimeException | Error e) {
            mistakes.add(shown(text) + ": " + e);
        }
    }

    private String shown(String text) {
        String values = names.stream()
                .filter(name ->
                        Pattern.compile("\\b" + name + "\\b").matcher(text).find())
                .map(name -> name + "=" + abbreviated(variables.get(name)))
                .collect(Collectors.joining(", "));
        return text + " with " + values;
    }

    private static String abbreviated(@Nullable Object value) {
        return value instanceof List || value instanceof Map
                ? "a collection"
                : String.valueOf(value)
                        .codePoints()
                        .limit(40)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining());
    }

    private void assertNoMistakes(int least) {
        assertTrue(
                mistakes.isEmpty(),
                () -> mistakes.size() + " mistakes:\n"
                        + mistakes.stream().limit(40).collect(Collectors.joining("\n")));
        assertTrue(least > 0);
    }

    @Test
    void filtersTakeAnything() {
        for (String name : REGISTRY.names(Kind.FILTER).stream().sorted().toList()) {
            Signature signature = REGISTRY.filter(name).orElseThrow().signature();
            names.forEach(input -> tried(input + " | " + name + "(" + arguments(signature, 0) + ")"));
            for (int i = 0; i < ROUNDS; i++) {
                tried(any() + " | " + name + "(" + arguments(signature, 0) + ")");
            }
        }
        assertNoMistakes(REGISTRY.names(Kind.FILTER).size());
    }

    @Test
    void testsTakeAnything() {
        for (String name : REGISTRY.names(Kind.TEST).stream()
                .filter(name -> name.matches("[\\w.]+"))
                .sorted()
                .toList()) {
            Signature signature = REGISTRY.test(name).orElseThrow().signature();
            names.forEach(input -> tried(input + " is " + name + "(" + arguments(signature, 0) + ")"));
            for (int i = 0; i < ROUNDS; i++) {
                tried(any() + " is " + name + "(" + arguments(signature, 0) + ")");
                tried("[" + any() + ", " + any() + "] | select('" + name + "', " + any() + ")");
            }
        }
        assertNoMistakes(REGISTRY.names(Kind.TEST).size());
    }

    @Test
    void lookupsAndFunctionsTakeAnything() {
        for (String name : REGISTRY.names(Kind.LOOKUP).stream().sorted().toList()) {
            Signature signature = REGISTRY.lookup(name).orElseThrow().signature();
            for (int i = 0; i < 4 * ROUNDS; i++) {
                String options = signature.names().stream()
                        .filter(option -> random.nextInt(3) == 0)
                        .map(option -> ", " + option + "=" + any())
                        .collect(Collectors.joining());
                tried("query('" + name + "'" + ", " + any() + (i % 2 == 0 ? "" : ", " + any()) + options + ")");
            }
        }
        for (String name : REGISTRY.names(Kind.FUNCTION).stream().sorted().toList()) {
            Signature signature = REGISTRY.function(name).orElseThrow().signature();
            for (int i = 0; i < 4 * ROUNDS; i++) {
                tried(name + "(" + arguments(signature, 0) + ")");
            }
        }
        assertNoMistakes(REGISTRY.names(Kind.LOOKUP).size());
    }

    @Test
    void methodsTakeAnything() {
        for (String qualified : REGISTRY.names(Kind.METHOD).stream().sorted().toList()) {
            String kind = qualified.substring(0, qualified.indexOf('.'));
            String name = qualified.substring(qualified.indexOf('.') + 1);
            Signature signature = REGISTRY.method(kind, name).orElseThrow().signature();
            for (int i = 0; i < ROUNDS; i++) {
                tried(any() + "." + name + "(" + arguments(signature, 1) + ")");
                String fresh = switch (kind) {
                    case "string" -> "(" + any() + " ~ " + any() + ")";
                    case "list" -> "[" + any() + ", " + any() + "]";
                    default -> "{'a': " + any() + ", 'b': " + any() + "}";
                };
                tried(fresh + "." + name + "(" + arguments(signature, 1) + ")");
            }
        }
        assertNoMistakes(REGISTRY.names(Kind.METHOD).size());
    }

    @Test
    void operatorsTakeAnything() {
        List<String> operators = List.of(
                "+", "-", "*", "/", "//", "%", "**", "~", "==", "<", ">=", "in", "not in", "and", "or", "contains");
        for (String left : names) {
            for (String right : names) {
                tried(left + " " + operators.get(random.nextInt(operators.size())) + " " + right);
            }
            operators.forEach(operator -> tried(left + " " + operator + " " + any()));
            tried("-" + left);
            tried("not " + left);
            tried(left + " if " + any() + " else " + any());
            tried(left + "[" + any() + "]");
            tried(left + "[" + any() + ":" + any() + ":" + any() + "]");
            tried("{" + left + ": " + any() + "}");
        }
        assertNoMistakes(names.size());
    }

    @Test
    void templatesTakeAnything() {
        for (String name : names) {
            for (String text : List.of(
                    "x{{ V }}",
                    "{{ V }}",
                    "{% for a in V %}{{ a }}{{ loop.index }}{% endfor %}",
                    "{% for a, b in V %}{{ b }}{% endfor %}",
                    "{% if V %}x{% endif %}",
                    "{% set a, b = V %}{{ a }}",
                    "{% set V2 %}{{ V }}{% endset %}{{ V2 }}",
                    "{% set n = namespace(V) %}{% set n.x = V %}{{ n }}")) {
                rendered(text.replace("V2", "w").replace("V", name));
            }
        }
        assertNoMistakes(names.size());
    }

    private void rendered(String text) {
        try {
            Template template = EXPRESSIONS.file(text, Origin.of(new SourceFile("any", text)), problem -> {});
            template.value(TestScope.of(variables));
            template.content(TestScope.of(variables));
        } catch (ExpressionException e) {
            if ("expression-internal".equals(e.diagnostic().code())) {
                mistakes.add(shown(text) + ": " + e.diagnostic().detail());
            }
        } catch (RuntimeException | Error e) {
            mistakes.add(shown(text) + ": " + e);
        }
    }
}
