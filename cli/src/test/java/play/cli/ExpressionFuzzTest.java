package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.diag.Diagnostic;
import play.diag.ProblemList;
import play.expression.Expression;
import play.expression.ExpressionException;
import play.expression.Expressions;
import play.expression.Origin;
import play.expression.Scope;
import play.expression.call.LookupContext;
import play.source.SourceFile;
import play.yaml.PlainData;
import play.yaml.YamlNode;
import play.yaml.YamlReader;

/**
 * Expressions at random, each compared with what a real ansible-core answers. Where it has a value, it must be the
 * same; where it refuses, as Python does with most values of another kind, play may convert them.
 * {@code -Dplay.fuzz.expressions} says how many, {@code -Dplay.fuzz.seed} which, 0 for others each time.
 */
class ExpressionFuzzTest {
    private static final Path HOME = Path.of(System.getProperty("play.home", ""));
    private static final Path FOLDER = HOME.resolve("cli/src/test/resources/fuzz");
    private static final int CASES = Integer.getInteger("play.fuzz.expressions", 2000);
    private static final long SEED = Long.getLong("play.fuzz.seed", 1);
    private static final int DEEPEST = 3;
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);

    private static final Scope NO_VARIABLES = new Scope() {
        @Override
        public Binding find(String name) {
            return new Binding.Missing();
        }

        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public LookupContext lookups() {
            return LookupContext.NOTHING;
        }
    };

    @Test
    void expressionsComeToWhatAnsibleCoreSays(@TempDir Path folder) throws Exception {
        long seed = SEED == 0 ? System.nanoTime() : SEED;
        System.getLogger("play.fuzz").log(System.Logger.Level.WARNING, "seed {0}", Long.toString(seed));
        TypedExpressions made = new TypedExpressions(FOLDER.resolve("rules.txt"), new Random(seed));
        List<String> expressions = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            expressions.add(made.next(DEEPEST));
        }
        List<String> answers = answers(expressions, folder);
        List<Excuse> excuses = excuses();
        List<String> different = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            String text = expressions.get(i);
            String ours = shown(text);
            String theirs = shown(JSON.readTree(answers.get(i)));
            if (!ours.equals(theirs)
                    && !theirs.startsWith("error")
                    && excuses.stream().noneMatch(excuse -> excuse.holds(text, ours, theirs))) {
                different.add(text + "  ==>  " + ours + "  instead of  " + theirs);
            }
        }
        assertEquals("", String.join("\n", different), different.size() + " with seed " + seed);
    }

    private static List<String> answers(List<String> expressions, Path folder) throws Exception {
        Path questions = folder.resolve("questions");
        Path answers = folder.resolve("answers");
        List<String> lines = new ArrayList<>();
        for (String text : expressions) {
            lines.add(JSON.writeValueAsString(text));
        }
        Files.write(questions, lines);
        ProcessBuilder builder = new ProcessBuilder(
                AnsibleVenv.folder().resolve("bin/python").toString(),
                FOLDER.resolve("answers.py").toAbsolutePath().toString());
        builder.redirectInput(questions.toFile())
                .redirectOutput(answers.toFile())
                .redirectError(folder.resolve("errors").toFile());
        String shared = HOME.resolve("engine/src/test/resources/expressions")
                .toAbsolutePath()
                .toString();
        builder.environment()
                .putAll(Map.of(
                        "ANSIBLE_DEPRECATION_WARNINGS",
                        "0",
                        "HOME",
                        folder.toString(),
                        "PYTHONPATH",
                        shared,
                        "PYTHONDONTWRITEBYTECODE",
                        "1"));
        assertEquals(0, builder.start().waitFor(), () -> text(folder.resolve("errors")));
        return Files.readAllLines(answers);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /**
     * What comes out different on purpose.
     *
     * @param how {@code refused} where it is an error here, {@code equal} where the values are equal, {@code html}
     *     where ansible-core escapes, {@code yaml} where the texts read back as the same
     * @param pattern of the expression, and of what is wrong with it where it is refused
     */
    private record Excuse(String how, Pattern pattern) {
        boolean holds(String text, String ours, String theirs) {
            return switch (how) {
                case "refused" ->
                    ours.startsWith("error")
                            && pattern.matcher(text + "  " + ours).find();
                case "equal" -> pattern.matcher(text).find() && isTrue(ours + " == " + theirs);
                case "html" -> pattern.matcher(text).find() && ours.equals(theirs.replace("&#39;", "'"));
                default -> pattern.matcher(text).find() && isSameYaml(ours, theirs);
            };
        }
    }

    private static boolean isTrue(String text) {
        try {
            return shown(text).equals("true");
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isSameYaml(String ours, String theirs) {
        try {
            return JSON.readTree(ours) instanceof TextNode left
                    && JSON.readTree(theirs) instanceof TextNode right
                    && yaml(left.asText()).equals(yaml(right.asText()));
        } catch (IOException e) {
            return false;
        }
    }

    private static List<@Nullable Object> yaml(String text) throws IOException {
        ProblemList problems = new ProblemList();
        List<YamlNode> documents = YamlReader.documents(new SourceFile("text", text), problems);
        if (problems.hasErrors()) {
            throw new IOException(text);
        }
        List<@Nullable Object> all = new ArrayList<>();
        documents.forEach(document -> all.add(PlainData.of(document)));
        return all;
    }

    /** Lines {@code how pattern # reason}. */
    private static List<Excuse> excuses() throws IOException {
        return Files.readAllLines(FOLDER.resolve("different.txt")).stream()
                .filter(line -> !line.startsWith("##"))
                .map(line -> {
                    int blank = line.indexOf(' ');
                    String pattern = line.substring(blank + 1, line.indexOf("   # "));
                    return new Excuse(line.substring(0, blank), Pattern.compile(pattern));
                })
                .toList();
    }

    private static String shown(JsonNode answer) {
        return answer.has("error")
                ? "error: " + answer.get("error").asText()
                : answer.get("value").toString();
    }

    private static String shown(String text) throws IOException {
        List<Diagnostic> problems = new ArrayList<>();
        try {
            Expression parsed =
                    Expressions.standard().expression(text, Origin.of(new SourceFile("fuzz", text)), problems::add);
            return problems.isEmpty()
                    ? JSON.readTree(JSON.writeValueAsString(plain(parsed.evaluate(NO_VARIABLES))))
                            .toString()
                    : "error: " + problems.getFirst().detail();
        } catch (ExpressionException e) {
            return "error: " + e.diagnostic().detail();
        }
    }

    /** In the form of {@code plain.py}. */
    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case List<?> list -> list.stream().map(ExpressionFuzzTest::plain).toArray();
            case Map<?, ?> map -> {
                List<@Nullable Object> pairs = new ArrayList<>();
                Map<String, @Nullable Object> named = new LinkedHashMap<>();
                map.forEach((key, item) -> pairs.add(Arrays.asList(key, plain(item))));
                map.forEach((key, item) -> named.put(String.valueOf(key), plain(item)));
                boolean texts = map.keySet().stream().allMatch(String.class::isInstance);
                yield texts ? named : Map.of("pairs", pairs);
            }
            case null, default -> value;
        };
    }
}
