package play.param;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import play.source.Located;
import play.source.SourceFile;
import play.source.Span;
import play.value.Secret;
import play.value.Unknown;

/** Rules on parameters that are given together, as records state them. */
class GroupRulesTest {
    @MutuallyExclusive({"a", "b"})
    @MutuallyExclusive({"c", "d"})
    @RequiredTogether({"e", "f"})
    @RequiredTogether({"a", "c"})
    record Sets(
            @Doc("It.") Optional<String> a,
            @Doc("It.") Optional<String> b,
            @Doc("It.") Optional<String> c,
            @Doc("It.") @Alias("dd") Optional<String> d,
            @Doc("It.") Optional<String> e,
            @Doc("It.") Optional<String> f) {}

    @RequiredIf(when = "state", is = "link", needs = "src")
    @RequiredIf(
            when = "on",
            is = "true",
            needs = {"key", "cert"})
    @RequiredIf(
            when = "on",
            is = "false",
            needs = {"key", "src"},
            any = true)
    @RequiredBy(value = "key", needs = "cert")
    record Conditions(
            @Doc("It.") @Default("file") String state,
            @Doc("It.") Optional<Boolean> on,
            @Doc("What to use.") Optional<String> src,
            @Doc("It.") Optional<String> key,
            @Doc("It.") Optional<String> cert) {}

    @RequiredOneOf({"name", "id"})
    record Choice(
            @Doc("It.") Optional<String> name, @Doc("It.") Optional<String> id) {}

    @MutuallyExclusive({"plain", "name"})
    @RequiredOneOf({"plain", "other"})
    record Outer(
            @Inline Choice choice,
            @Doc("It.") Optional<String> plain,
            @Doc("It.") Optional<String> other) {}

    @OpenIf(when = "run", is = "true", open = "word", instead = "write it into a file")
    record Open(
            @Doc("It.") @Default("true") boolean run,
            @Doc("It.") Optional<String> word) {}

    @RequiredIf(when = "stat", is = "x", needs = "a")
    record Misspelled(
            @Doc("It.") Optional<String> state, @Doc("It.") Optional<String> a) {}

    private static final Unknown UNKNOWN = new Unknown("a host is not asked yet");
    private static final Span PLACE = new SourceFile("site.yml", "task").whole();

    /** What is told when values are bound; the same is told at load, where one code for each place is kept. */
    private static List<String> faults(Class<? extends Record> params, Map<String, @Nullable Object> given) {
        Schema<?> schema = Schema.of(params);
        List<String> bound = schema.bind(given, LiteralContext.INSTANCE) instanceof Binding.Wrong<?>(var faults)
                ? faults.stream().map(Binding.Fault::message).toList()
                : List.of();
        Map<String, Written> written = new HashMap<>();
        given.forEach((name, value) -> written.put(name, written(value)));
        assertEquals(
                bound,
                loaded(params, written).stream()
                        .map(text -> text.replace("Module 'm'", "The module"))
                        .toList());
        return bound;
    }

    private static Written written(@Nullable Object value) {
        return value instanceof Unknown
                ? new Written.Templated(PLACE, false, new Written.Parts.None())
                : new Written.Literal(value, PLACE);
    }

    private static Map<String, @Nullable Object> of(@Nullable Object... pairs) {
        Map<String, @Nullable Object> map = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }

    @Test
    void whatReachesACommandLineIsNotSecret() {
        assertEquals(List.of(), faults(Open.class, of("word", "plain")));
        assertEquals(List.of(), faults(Open.class, of("run", false, "word", new Secret("hidden"))));
        assertEquals(
                List.of("The module would show 'word', which is secret, to all users of the host, in the list of"
                        + " processes; write it into a file."),
                faults(Open.class, of("word", new Secret("hidden"))));
    }

    @Test
    void severalSetsOfAKindHold() {
        assertEquals(List.of(), faults(Sets.class, of("a", "1", "c", "1", "e", "1", "f", "1")));
        assertEquals(
                List.of(
                        "The module takes only one of 'a', 'b'.",
                        "The module takes only one of 'c', 'd'.",
                        "The module needs 'f', as 'e' is given: It."),
                faults(Sets.class, of("a", "1", "b", "1", "c", "1", "dd", "1", "e", "1")));
    }

    @Test
    void whatIsNullIsNotGiven() {
        assertEquals(List.of(), faults(Sets.class, of("a", null, "b", "1")));
    }

    @Test
    void aValueAsksForOthers() {
        assertEquals(
                List.of("The module needs 'src', as 'state' is 'link': What to use."),
                faults(Conditions.class, of("state", "Link")));
        assertEquals(List.of(), faults(Conditions.class, of("state", "link", "src", "x")));
        assertEquals(List.of(), faults(Conditions.class, of()));
        assertTrue(faults(Conditions.class, of("on", "yes"))
                .getFirst()
                .startsWith("The module needs 'key', 'cert', as 'on' is 'true'"));
        assertTrue(faults(Conditions.class, of("on", false))
                .getFirst()
                .startsWith("The module needs one of 'key', 'src', as 'on' is 'false'"));
        assertTrue(faults(Conditions.class, of("key", "k")).getFirst().startsWith("The module needs 'cert', as 'key'"));
    }

    @RequiredIf(when = "state", is = "file", needs = "src")
    @RequiredBy(value = "key", needs = "src")
    record ByDefault(
            @Doc("It.") @Default("file") String state,
            @Doc("What to use.") Optional<String> src,
            @Doc("It.") Optional<String> key) {}

    @Test
    void whatIsNotKnownAsksForNothing() {
        assertEquals(
                List.of("The module needs 'src', as 'state' is 'file': What to use."), faults(ByDefault.class, of()));
        assertEquals(List.of(), faults(ByDefault.class, of("state", UNKNOWN)));
    }

    @Test
    void whatIsNotKnownIsGiven() {
        assertEquals(
                List.of("The module needs 'src', as 'key' is given: What to use."),
                faults(ByDefault.class, of("state", "link", "key", UNKNOWN)));
    }

    @Test
    void aSecretAsksForOthersUnseen() {
        assertEquals(
                List.of("The module needs 'src', as the value of 'state' asks for it: What to use."),
                faults(Conditions.class, of("state", new Secret("link"))));
        assertTrue(faults(Conditions.class, of("on", new Secret(true)))
                .getFirst()
                .startsWith("The module needs 'key', 'cert', as the value of 'on' asks for it"));
        assertEquals(List.of(), faults(Conditions.class, of("state", new Secret("file"))));
    }

    @Test
    void whatMayBeLeftOutIsNeitherTooMuchNorMissing() {
        Written perhaps = new Written.Templated(PLACE, true, new Written.Parts.None());
        assertEquals(
                List.of(),
                loaded(Sets.class, Map.of("a", perhaps, "b", perhaps, "c", perhaps, "d", perhaps, "e", perhaps)));
        assertEquals(List.of(), loaded(Conditions.class, Map.of("key", perhaps, "state", perhaps)));
        Written sure = new Written.Templated(PLACE, false, new Written.Parts.None());
        assertEquals(
                List.of("Module 'm' takes only one of 'a', 'b'."),
                loaded(Sets.class, Map.of("a", sure, "b", sure, "c", perhaps, "e", sure, "f", perhaps)));
    }

    private static List<String> loaded(Class<? extends Record> params, Map<String, Written> given) {
        Map<Located<String>, Written> written = new LinkedHashMap<>();
        given.forEach((name, value) -> written.put(new Located<>(name, PLACE), value));
        List<String> details = new ArrayList<>();
        Schema.of(params).check(new Located<>("m", PLACE), written, problem -> details.add(problem.detail()));
        return details;
    }

    @Test
    void rulesOfWhatIsInlinedHoldToo() {
        assertEquals(
                List.of("The module needs one of 'plain', 'other'.", "The module needs one of 'name', 'id'."),
                faults(Outer.class, of()));
        assertEquals(
                List.of("The module takes only one of 'plain', 'name'."),
                faults(Outer.class, of("plain", "x", "name", "x")));
    }

    @Test
    void aRuleOnNoParameterIsRefused() {
        assertThrows(IllegalStateException.class, () -> Schema.of(Misspelled.class));
    }
}
