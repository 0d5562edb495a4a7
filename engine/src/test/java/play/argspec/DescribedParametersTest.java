package play.argspec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import play.diag.ProblemList;
import play.param.BindContext;
import play.param.Binding;
import play.param.GroupRule;
import play.param.GroupRules;
import play.param.Parameter;
import play.param.ParameterValues;
import play.param.Schema;
import play.param.SecretText;
import play.param.Written;
import play.source.Located;
import play.source.SourceFile;
import play.source.Span;
import play.value.Unknown;

class DescribedParametersTest {
    private final Map<String, ArgumentSpec> specs = new LinkedHashMap<>();

    private void spec(String name, ArgumentType type, UnaryChange change) {
        specs.put(
                name,
                change.of(new ArgumentSpec(
                        name,
                        List.of(),
                        List.of("What " + name + " is."),
                        type,
                        Optional.empty(),
                        List.of(),
                        false,
                        ArgumentSpec.Fallback.NONE,
                        Options.NONE,
                        false)));
    }

    private interface UnaryChange {
        ArgumentSpec of(ArgumentSpec spec);
    }

    private static ArgumentSpec with(ArgumentSpec spec, List<Object> choices, boolean required, Object fallback) {
        return new ArgumentSpec(
                spec.name(),
                List.of(spec.name() + "_too"),
                spec.description(),
                spec.type(),
                spec.elements(),
                choices,
                required,
                fallback.equals("") ? ArgumentSpec.Fallback.NONE : new ArgumentSpec.Fallback(true, fallback),
                spec.options(),
                spec.secret());
    }

    private static ArgumentSpec like(
            ArgumentSpec spec, Optional<ArgumentType> elements, Options options, boolean secret) {
        return new ArgumentSpec(
                spec.name(),
                spec.aliases(),
                spec.description(),
                spec.type(),
                elements,
                spec.choices(),
                spec.required(),
                spec.fallback(),
                options,
                secret);
    }

    private Schema<ParameterValues> schema(GroupRule... rules) {
        return DescribedParameters.of(new Options(specs, new GroupRules(List.of(rules))));
    }

    private static Map<String, Object> bound(Schema<ParameterValues> schema, Map<String, @Nullable Object> given) {
        return bindLiteral(schema, given).orElseThrow().values();
    }

    private static Optional<ParameterValues> bindLiteral(
            Schema<ParameterValues> schema, Map<String, @Nullable Object> given) {
        return schema.literal(written(given));
    }

    private static Map<Located<String>, Written> written(Map<String, @Nullable Object> given) {
        Map<Located<String>, Written> written = new LinkedHashMap<>();
        int at = 0;
        SourceFile file = new SourceFile("play.yml", "x".repeat(100));
        for (Map.Entry<String, @Nullable Object> entry : given.entrySet()) {
            Span span = file.span(at, at + 1);
            written.put(new Located<>(entry.getKey(), span), new Written.Literal(entry.getValue(), span));
            at += 2;
        }
        return written;
    }

    private static List<String> told(Schema<ParameterValues> schema, Map<String, @Nullable Object> given) {
        ProblemList problems = new ProblemList();
        SourceFile file = new SourceFile("play.yml", "x".repeat(100));
        schema.check(new Located<>("swap", file.span(90, 91)), written(given), problems);
        return problems.sorted().stream().map(problem -> problem.detail()).toList();
    }

    @Test
    void readsEachTypeAsItSays() {
        spec("text", ArgumentType.STR, spec -> spec);
        spec("count", ArgumentType.INT, spec -> spec);
        spec("share", ArgumentType.FLOAT, spec -> spec);
        spec("on", ArgumentType.BOOL, spec -> spec);
        spec("size", ArgumentType.BYTES, spec -> spec);
        spec("rate", ArgumentType.BITS, spec -> spec);
        spec("names", ArgumentType.LIST, spec -> like(spec, Optional.of(ArgumentType.STR), Options.NONE, false));
        spec("labels", ArgumentType.DICT, spec -> spec);
        spec("any", ArgumentType.RAW, spec -> spec);
        spec("body", ArgumentType.JSON, spec -> spec);
        Map<String, @Nullable Object> given = new LinkedHashMap<>(Map.of(
                "text", 5L,
                "count", "7",
                "share", "0.5",
                "on", "yes",
                "size", "1.5G",
                "rate", "1Mb",
                "names", "a, b",
                "labels", "k=v",
                "any", List.of(1L),
                "body", Map.of("a", 1L)));
        assertEquals(
                Map.of(
                        "text",
                        "5",
                        "count",
                        7L,
                        "share",
                        0.5,
                        "on",
                        true,
                        "size",
                        1_610_612_736L,
                        "rate",
                        1_048_576L,
                        "names",
                        List.of("a", "b"),
                        "labels",
                        Map.of("k", "v"),
                        "any",
                        List.of(1L),
                        "body",
                        "{\"a\": 1}"),
                bound(schema(), given));
    }

    @Test
    void leavesOutWhatIsNeitherGivenNorHasADefault() {
        spec("state", ArgumentType.STR, spec -> with(spec, List.of("present", "absent"), false, "present"));
        spec("sizes", ArgumentType.LIST, spec -> with(spec, List.of(), false, List.of(1L, 2L)));
        spec("other", ArgumentType.STR, spec -> spec);
        assertEquals(Map.of("state", "present", "sizes", List.of(1L, 2L)), bound(schema(), Map.of()));
        assertEquals(Optional.of("[1, 2]"), schema().find("sizes").flatMap(Parameter::shownFallback));
    }

    @Test
    void aliasesStandForTheirParameter() {
        spec("state", ArgumentType.STR, spec -> with(spec, List.of("on", "off"), true, ""));
        assertEquals(Map.of("state", "on"), bound(schema(), Map.of("state_too", "on")));
        assertEquals(Map.of("state", "on"), bound(schema(), Map.of("state", true)));
    }

    @Test
    void tellsWhatIsWrongWhereItStands() {
        spec("state", ArgumentType.STR, spec -> with(spec, List.of("present", "absent"), false, "present"));
        spec("path", ArgumentType.PATH, spec -> with(spec, List.of(), true, ""));
        spec("size", ArgumentType.BYTES, spec -> spec);
        Schema<ParameterValues> schema = schema();
        assertEquals(
                List.of("Parameter 'state' of 'swap' must be one of present, absent, not 'presnt'. Did you mean"
                        + " 'present'?"),
                told(schema, Map.of("path", "/swap", "state", "presnt")).stream()
                        .filter(message -> message.contains("state"))
                        .toList());
        assertEquals(List.of("Module 'swap' needs 'path': What path is."), told(schema, Map.of()));
        assertEquals(
                List.of("Module 'swap' has no parameter 'pth'. Did you mean 'path'?"),
                told(schema, Map.of("pth", "/swap")));
        assertEquals(
                List.of("Parameter 'size' of 'swap' must be a number of bytes such as 1048576 or 1M, not '1Mb'"),
                told(schema, Map.of("path", "/s", "size", "1Mb")));
    }

    @Test
    void asksForWhatBelongsTogether() {
        spec("state", ArgumentType.STR, spec -> with(spec, List.of("Here", "Gone"), false, "Gone"));
        spec("size", ArgumentType.INT, spec -> spec);
        Schema<ParameterValues> schema =
                schema(new GroupRule.RequiredIf("state", List.of("Here"), List.of("size"), false));
        assertEquals(
                List.of("Module 'swap' needs 'size', as 'state' is 'Here': What size is."),
                told(schema, Map.of("state", "Here")));
        assertEquals(List.of(), told(schema, Map.of()));
    }

    @Test
    void mappingsHaveFieldsOfTheirOwn() {
        spec("name", ArgumentType.STR, spec -> with(spec, List.of(), true, ""));
        spec("port", ArgumentType.INT, spec -> with(spec, List.of(), false, 80L));
        Options inner = new Options(specs, GroupRules.NONE);
        specs.clear();
        spec("peers", ArgumentType.LIST, spec -> like(spec, Optional.of(ArgumentType.DICT), inner, false));
        Map<String, Object> one = Map.of("name", "a");
        assertEquals(
                Map.of("peers", List.of(Map.of("name", "a", "port", 80L))),
                bound(schema(), Map.of("peers", List.of(one))));
        assertEquals(
                List.of("Parameter 'peers[0]' of 'swap' has no field 'nme'. Did you mean 'name'?"),
                told(schema(), Map.of("peers", List.of(Map.of("nme", "a")))));
    }

    @Test
    void whatIsSecretIsNotShown() {
        spec(
                "password",
                ArgumentType.STR,
                spec -> like(
                        with(spec, List.of("hunter1", "hunter2"), false, ""), Optional.empty(), Options.NONE, true));
        Object read = bound(schema(), Map.of("password", "hunter2")).get("password");
        assertEquals("hunter2", assertInstanceOf(SecretText.class, read).reveal());
        assertEquals("***", String.valueOf(read));
        assertTrue(told(schema(), Map.of("password", "other")).stream().noneMatch(told -> told.contains("other")));
    }

    @Test
    void anUnknownValueIsNotBound() {
        spec("size", ArgumentType.INT, spec -> spec);
        Binding<ParameterValues> binding =
                schema().bind(Map.of("size", new Unknown("it is only foreseen")), Mockito.mock(BindContext.class));
        assertInstanceOf(Binding.Undetermined.class, binding);
    }
}
