package play.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import play.expression.call.LookupContext;
import play.expression.call.Stage;
import play.source.SourceFile;
import play.value.Secret;
import play.value.Unknown;
import play.value.Values;

/** What comes out anew in each run is known in a real run only. */
class StageTest {
    private static final List<String> DRAWN = List.of(
            "1000000000000 | random",
            "range(0, 1000) | list | shuffle",
            "lookup('random_choice', " + manyNumbers() + ")",
            "'secret' | password_hash('sha512', rounds=1000)",
            "'secret' | password_hash('md5')",
            "'secret' | password_hash('bcrypt', rounds=4)",
            "'text' | vault('secret')",
            "now()",
            "now(utc=true, fmt='%f')");

    private static String manyNumbers() {
        return IntStream.range(0, 1000).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    }

    private static final List<String> SEEDED = List.of(
            "1000000000000 | random(seed='a')",
            "range(0, 1000) | list | shuffle(seed='a')",
            "'secret' | password_hash('sha512', 'saltsalt', rounds=1000)");

    /** A scope of which only the stage matters. */
    private record Staged(TestScope scope, Stage when) implements Scope {
        @Override
        public Binding find(String name) {
            return scope.find(name);
        }

        @Override
        public Set<String> names() {
            return scope.names();
        }

        @Override
        public LookupContext lookups() {
            return when == Stage.REAL_RUN ? scope : LookupContext.NOTHING;
        }
    }

    private static @Nullable Object value(String text, Stage when) throws ExpressionException {
        Scope scope = new Staged(TestScope.of(Map.of("password", new Secret("hidden"))), when);
        return Expressions.standard()
                .expression(text, Origin.of(new SourceFile("t", text)), problem -> {
                    throw new AssertionError(problem);
                })
                .evaluate(scope);
    }

    private static List<@Nullable Object> threeOf(String text) throws ExpressionException {
        return Arrays.asList(value(text, Stage.REAL_RUN), value(text, Stage.REAL_RUN), value(text, Stage.REAL_RUN));
    }

    @Test
    void aRealRunDrawsAtEachEvaluation() throws ExpressionException {
        for (String text : DRAWN) {
            assertNotEquals(threeOf(text), threeOf(text), text);
        }
    }

    @Test
    void whatIsDrawnIsUnknownBefore() throws ExpressionException {
        for (String text : DRAWN) {
            Unknown unknown = assertInstanceOf(Unknown.class, value(text, Stage.BEFORE_RUN), text);
            assertEquals(
                    "anew in each run",
                    unknown.reason().substring(unknown.reason().indexOf("anew")));
        }
    }

    @Test
    void aSeedDecidesAtEveryStage() throws ExpressionException {
        for (String text : SEEDED) {
            assertEquals(value(text, Stage.REAL_RUN), value(text, Stage.BEFORE_RUN), text);
        }
    }

    @Test
    void theHashOfASecretIsSecret() throws ExpressionException {
        Object hash = value("password | password_hash('md5', 'saltsalt')", Stage.REAL_RUN);
        assertEquals("string", Values.kind(assertInstanceOf(Secret.class, hash).value()));
    }
}
