package play.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import play.source.SourceFile;

/** 64 threads evaluate the same compiled expressions with values of changing kinds; every answer is checked. */
class SoakTest {
    private static final int THREADS = 64;
    private static final int ROUNDS = 40;
    private static final List<String> EXPRESSIONS = List.of(
            "x",
            "x ~ '!'",
            "x == y",
            "x is string",
            "x in [x, y]",
            "x | string | length",
            "(x, y) | length",
            "x if flag else y",
            "flag and x or y",
            "m.k | default(x)",
            "m['k'] | default('none') ~ i",
            "i * 2 + 1",
            "items | map('string') | join(',')",
            "items | select('eq', i) | list",
            "{'a': x, 'b': [y, i]}",
            "not flag",
            "i < 10 < 20",
            "'%s-%s' | format(i, x)",
            "items | length > 2 and flag",
            "nope | default(i)",
            "m | combine({'z': i}) | length",
            "x | to_json");

    @Test
    void sharedExpressionsGiveEveryThreadItsOwnAnswer() throws Exception {
        List<Expression> shared = parsed();
        List<List<@Nullable Object>> expected = expected();
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Integer>> done = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int offset = thread;
                done.add(threads.submit(() -> {
                    start.await();
                    return rounds(shared, expected, offset);
                }));
            }
            start.countDown();
            int checked = 0;
            for (Future<Integer> one : done) {
                checked += one.get();
            }
            assertEquals(THREADS * ROUNDS * EXPRESSIONS.size(), checked);
        }
    }

    private static int rounds(List<Expression> shared, List<List<@Nullable Object>> expected, int offset)
            throws ExpressionException {
        int checked = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int kind = (round + offset) % KINDS.size();
            Scope scope = TestScope.of(KINDS.get(kind));
            for (int i = 0; i < shared.size(); i++) {
                assertEquals(expected.get(kind).get(i), shared.get(i).evaluate(scope), EXPRESSIONS.get(i));
                checked++;
            }
        }
        return checked;
    }

    private static List<Expression> parsed() {
        return EXPRESSIONS.stream()
                .map(text -> Expressions.standard()
                        .expression(text, Origin.of(new SourceFile("soak", text)), problem -> {
                            throw new AssertionError(problem);
                        }))
                .toList();
    }

    /** What one thread gets with expressions of its own. */
    private static List<List<@Nullable Object>> expected() throws ExpressionException {
        List<List<@Nullable Object>> all = new ArrayList<>();
        for (Map<String, @Nullable Object> variables : KINDS) {
            List<@Nullable Object> row = new ArrayList<>();
            for (Expression expression : parsed()) {
                row.add(expression.evaluate(TestScope.of(variables)));
            }
            all.add(row);
        }
        return all;
    }

    private static final List<Map<String, @Nullable Object>> KINDS = List.of(
            kind("text", "other", true, Map.of("k", "v")),
            kind(1L, 2L, false, Map.of()),
            kind(1.5, 1L, true, Map.of("k", 7L)),
            kind(List.of(1L, "a"), List.of(), false, Map.of("k", List.of())),
            kind(Map.of("a", 1L), "x", true, Map.of("k", Map.of())),
            kind(true, false, false, Map.of("q", 1L)),
            kind(null, "x", true, Map.of("k", true)));

    private static Map<String, @Nullable Object> kind(@Nullable Object x, Object y, boolean flag, Map<String, ?> m) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        variables.put("x", x);
        variables.put("y", y);
        variables.put("flag", flag);
        variables.put("m", m);
        variables.put("i", (long) String.valueOf(x).length());
        variables.put("items", List.of(1L, 2L, 3L, 4L));
        return variables;
    }
}
