package play.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.diag.Diagnostic;
import play.expression.call.StandardCalls;
import play.expression.data.Bounds;
import play.source.SourceFile;
import play.value.Values;

/** Inputs that try to reach what they must not, or to use up the machine; see {@code expressions/attacks.txt}. */
class AttackTest {
    /** Attacks that would run on are stopped soon, so that the test ends. */
    private static final Expressions HASTY =
            Expressions.with(StandardCalls.registry(), new Bounds.Limits(20_000_000, 1L << 28));

    /** A hang, not a busy machine. */
    private static final Duration HANGING = Duration.ofSeconds(60);

    private static final Map<String, @Nullable Object> VARIABLES = CorpusTest.variables();

    @TempDir
    Path folder;

    @Test
    void everyAttackIsRefusedOrHarmlessWithinTheBounds() throws IOException {
        String before = String.valueOf(VARIABLES);
        List<String> attacks = attacks();
        attacks.parallelStream().forEach(attack -> {
            String text = attack.replace("CANARY", folder.resolve("canary").toString());
            assertTimeoutPreemptively(HANGING, () -> assertHarmless(text), attack);
        });
        assertNull(System.getProperty("play.attacked"));
        assertFalse(Files.exists(folder.resolve("canary")));
        assertEquals(before, String.valueOf(VARIABLES));
        assertTrue(attacks.size() >= 70, "only " + attacks.size() + " attacks");
    }

    private static void assertHarmless(String attack) {
        Object outcome = outcome(attack, HASTY);
        assertTrue(outcome instanceof Diagnostic || isPlainData(outcome), attack + " gave " + outcome);
    }

    @Test
    void whatNamesJavaIsRefusedWithAPlace() {
        for (String attack : List.of(
                "System.exit(0)",
                "Runtime.getRuntime().exec('id')",
                "new java.io.File('x')",
                "s.getClass()",
                "import java.io.File",
                "R.name(c, 0)",
                "a = 5",
                "s; s",
                "l.add(9)")) {
            assertTrue(
                    outcome(attack, Expressions.standard()) instanceof Diagnostic found
                            && found.subject().isPresent(),
                    attack);
        }
    }

    @Test
    void everyStepIsStoppedInTimeByADiagnostic() {
        Expressions none = Expressions.with(StandardCalls.registry(), new Bounds.Limits(0, 0));
        for (String text :
                List.of("[]", "[1]", "{'a': [1, 2]}", "s ~ s", "{% for x in [1, 2] %}{% set y = [x] %}{% endfor %}")) {
            assertTrue(
                    outcome(text, none) instanceof Diagnostic found && "expression-limit".equals(found.code()), text);
        }
    }

    @Test
    void messagesTellTheLimit() {
        for (Map.Entry<String, String> limit : Map.of(
                        "('a' * 16000000).strip('b' * 1000000 ~ 'a')",
                        "20,000,000 steps",
                        "('a' * 10000000) | list",
                        "268,435,456 bytes",
                        "'a' * 16777217",
                        "16,777,217 characters",
                        "range(1000001)",
                        "1,000,001 items",
                        "9".repeat(1001),
                        "1001 characters")
                .entrySet()) {
            assertTrue(
                    outcome(limit.getKey(), HASTY) instanceof Diagnostic found
                            && found.detail().contains(limit.getValue()),
                    limit.getKey());
        }
    }

    @Test
    void bigHonestWorkPasses() {
        String line = "{{ 1 + I }} of a file that {% if I == 1 %}some{% endif %}body wrote\n";
        for (String text : List.of(
                line.replace("I", "3").repeat(2_000),
                "{% for I in range(20000) %}" + line + "{% endfor %}",
                "{% set n = namespace(s='') %}{% for i in range(1000) %}{% set n.s = n.s ~ 'line after line of a"
                        + " file\n"
                        + "' %}{% endfor %}{{ n.s }}",
                "range(100000) | batch(1) | union(range(100000) | batch(1) | list) | length",
                "range(100000) | map('string') | sort | join(',')",
                "('word ' * 100000).split() | unique")) {
            assertFalse(outcome(text, Expressions.standard()) instanceof Diagnostic, text);
        }
    }

    @Test
    void namesOfTheMachineryAreOrdinaryVariables() {
        for (String name :
                List.of("c", "R", "_c", "this", "System", "Class", "String", "Math", "empty2", "nil", "null")) {
            assertTrue(
                    outcome(name, Expressions.standard()) instanceof Diagnostic found
                            && "undefined-variable".equals(found.code()),
                    name);
        }
    }

    @Test
    void thousandsOfRandomTextsNeverBreakTheParser() {
        Random random = new Random(4711);
        String alphabet = "{}%#[]()'\"\\|.,:~+-*/<>=!?&@$ \n\tabisnotinorand01{{%}";
        for (int i = 0; i < 4000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length >= 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            outcome(text.toString(), HASTY);
            outcome("{{" + text + "}}", HASTY);
        }
    }

    private static List<String> attacks() throws IOException {
        return CorpusTest.resource("attacks.txt")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("##"))
                .toList();
    }

    /** A diagnostic, or the value. Anything else that is thrown fails the test. */
    private static @Nullable Object outcome(String text, Expressions expressions) {
        List<Diagnostic> problems = new ArrayList<>();
        Origin origin = Origin.of(new SourceFile("attack", text));
        Scope scope = TestScope.of(VARIABLES);
        try {
            if (text.contains("{{") || text.contains("{%")) {
                Template template = expressions.file(text, origin, problems::add);
                return problems.isEmpty() ? template.value(scope) : problems.getFirst();
            }
            Expression expression = expressions.expression(text, origin, problems::add);
            return problems.isEmpty() ? expression.evaluate(scope) : problems.getFirst();
        } catch (ExpressionException e) {
            return e.diagnostic();
        }
    }

    private static boolean isPlainData(@Nullable Object value) {
        return switch (value) {
            case List<?> list -> list.stream().allMatch(AttackTest::isPlainData);
            case Map<?, ?> map -> map.values().stream().allMatch(AttackTest::isPlainData);
            case null, default ->
                List.of("null", "string", "integer", "number", "boolean").contains(Values.kind(value));
        };
    }
}
