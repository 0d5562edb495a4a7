package play.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import play.diag.Diagnostic;
import play.expression.data.Order;
import play.source.SourceFile;
import play.value.Values;

/** Compares with what ansible-core answers; see {@code expressions/generate.py}. */
class CorpusTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, @Nullable Object> VARIABLES = variables();

    @Test
    void expressionsComeToWhatAnsibleCoreSays() throws IOException {
        List<String> different = new ArrayList<>();
        Set<String> known = known("different-expressions.txt");
        List<Map<String, @Nullable Object>> answers = answers("answers.jsonl");
        for (Map<String, @Nullable Object> answer : answers) {
            String text = String.valueOf(answer.get("expression"));
            compare(text, answer, evaluated(text, false), different);
        }
        report("expressions", answers.size(), known, different);
        assertTrue(answers.size() - known.size() >= 300, "the corpus must hold at least 300 expressions that agree");
    }

    @Test
    void templatesComeToWhatAnsibleCoreSays() throws IOException {
        List<String> different = new ArrayList<>();
        Set<String> known = known("different-templates.txt");
        List<Map<String, @Nullable Object>> answers = answers("templates.jsonl");
        for (Map<String, @Nullable Object> answer : answers) {
            String text = String.valueOf(answer.get("template"));
            compare(text, answer, evaluated(text, true), different);
        }
        report("templates", answers.size(), known, different);
    }

    @Test
    void templatesThatTakeInOthersComeToWhatAnsibleCoreSays() throws IOException {
        List<String> different = new ArrayList<>();
        Set<String> known = known("different-families.txt");
        List<Map<String, @Nullable Object>> answers = answers("families.jsonl");
        for (Map<String, @Nullable Object> answer : answers) {
            Map<String, String> files = new TreeMap<>();
            ((Map<?, ?>) Objects.requireNonNull(answer.get("family")))
                    .forEach((name, text) -> files.put(String.valueOf(name), String.valueOf(text)));
            String main = Objects.requireNonNull(files.get("main"));
            compare(JSON.writeValueAsString(files), answer, rendered(main, new TestScope(VARIABLES, files)), different);
        }
        report("families of templates", answers.size(), known, different);
    }

    /** What is listed as different must be, and nothing else may be. */
    private static void report(String what, int all, Set<String> known, List<String> different) {
        Set<String> found = new TreeSet<>();
        different.forEach(line -> found.add(line.substring(0, line.indexOf("  ==>  "))));
        String unexpected = String.join(
                "\n",
                different.stream()
                        .filter(line -> !known.contains(line.substring(0, line.indexOf("  ==>  "))))
                        .toList());
        System.Logger log = System.getLogger("play.expression.corpus");
        log.log(System.Logger.Level.WARNING, "{0} of {1} {2} agree with ansible-core", all - found.size(), all, what);
        assertEquals("", unexpected);
        assertEquals(new TreeSet<>(known), found, "those that agree by now must be struck from the list");
    }

    private static void compare(
            String text, Map<String, @Nullable Object> answer, Object ours, List<String> different) {
        boolean agrees = answer.containsKey("error")
                ? ours instanceof Diagnostic
                : !(ours instanceof Diagnostic) && sameData(answer.get("value"), ((Outcome) ours).value());
        if (!agrees) {
            String shown = ours instanceof Diagnostic diagnostic
                    ? "error: " + diagnostic.detail()
                    : String.valueOf(((Outcome) ours).value());
            different.add(text.replace("\n", "\\n") + "  ==>  " + shown + "  instead of  " + answer.get("value"));
        }
    }

    /** Equal also in whether a number is whole, and in the order of keys. */
    private static boolean sameData(@Nullable Object a, @Nullable Object b) {
        if (b instanceof Map<?, ?> map && !map.keySet().stream().allMatch(String.class::isInstance)) {
            return a instanceof Map<?, ?> x && sameData(x.get("pairs"), pairs(map));
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return new ArrayList<Object>(x.keySet()).equals(new ArrayList<Object>(y.keySet()))
                    && sameData(new ArrayList<Object>(x.values()), new ArrayList<Object>(y.values()));
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            boolean same = x.size() == y.size();
            for (int i = 0; same && i < x.size(); i++) {
                same = sameData(x.get(i), y.get(i));
            }
            return same;
        }
        return Values.kind(a).equals(Values.kind(b)) && Order.same(a, b);
    }

    private static List<@Nullable Object> pairs(Map<?, ?> map) {
        List<@Nullable Object> pairs = new ArrayList<>();
        map.forEach((key, value) -> pairs.add(Arrays.asList(key, value)));
        return pairs;
    }

    private record Outcome(@Nullable Object value) {}

    private static Object evaluated(String text, boolean template) {
        List<Diagnostic> problems = new ArrayList<>();
        SourceFile file = new SourceFile("corpus", text);
        Scope scope = TestScope.of(VARIABLES);
        if (template) {
            return rendered(text, scope);
        }
        try {
            Expression parsed = Expressions.standard().expression(text, Origin.of(file), problems::add);
            return problems.isEmpty() ? new Outcome(parsed.evaluate(scope)) : problems.getFirst();
        } catch (ExpressionException e) {
            return e.diagnostic();
        }
    }

    private static Object rendered(String text, Scope scope) {
        List<Diagnostic> problems = new ArrayList<>();
        Template parsed = Expressions.standard().file(text, Origin.of(new SourceFile("corpus", text)), problems::add);
        try {
            return problems.isEmpty() ? new Outcome(parsed.value(scope)) : problems.getFirst();
        } catch (ExpressionException e) {
            return e.diagnostic();
        }
    }

    static Map<String, @Nullable Object> variables() {
        try {
            return object(resource("variables.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Map<String, @Nullable Object>> answers(String name) throws IOException {
        List<Map<String, @Nullable Object>> answers = new ArrayList<>();
        for (String line : resource(name).split("\n", -1)) {
            if (!line.isEmpty()) {
                answers.add(object(line));
            }
        }
        return answers;
    }

    private static Map<String, @Nullable Object> object(String json) throws IOException {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        if (Values.copyOf(JSON.readValue(json, Object.class)) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        }
        return copy;
    }

    /** The first words of lines {@code expression # reason}. */
    private static Set<String> known(String name) throws IOException {
        Set<String> lines = new TreeSet<>();
        for (String line : resource(name).split("\n", -1)) {
            if (!line.isEmpty() && !line.startsWith("##")) {
                lines.add(line.substring(0, line.indexOf("   # ")));
            }
        }
        return lines;
    }

    static String resource(String name) throws IOException {
        try (InputStream in = CorpusTest.class.getResourceAsStream("/expressions/" + name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
