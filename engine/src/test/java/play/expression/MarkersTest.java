package play.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import play.diag.Diagnostic;
import play.source.SourceFile;
import play.value.Bytes;
import play.value.Content;
import play.value.Content.Part;
import play.value.Omit;
import play.value.Secret;
import play.value.Unknown;
import play.value.Values;

/** How unknown, secret and omitted values pass through expressions and templates. */
class MarkersTest {
    private static final Unknown LATER = new Unknown("'make token' was not run");
    private static final Secret KEY = new Secret("s3cret");

    private final Scope scope = TestScope.of(variables());

    private static Map<String, @Nullable Object> variables() {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        variables.put("u", LATER);
        variables.put("pw", KEY);
        variables.put("t", true);
        variables.put("no", false);
        variables.put("s", "x");
        variables.put("l", Arrays.asList(1L, LATER));
        variables.put("keys", List.of(KEY, "open"));
        variables.put("r", Map.of("changed", LATER, "rc", 0L, "stdout", LATER));
        variables.put("user", Map.of("name", "ann", "password", KEY));
        variables.put("vault", new Secret(Map.of("a", "1", "b", List.of("x", "y"))));
        variables.put("entry", new Secret(Map.of("key", "k", "value", "v")));
        return variables;
    }

    private @Nullable Object value(String text) throws ExpressionException {
        List<Diagnostic> problems = new ArrayList<>();
        Expression expression =
                Expressions.standard().expression(text, Origin.of(new SourceFile("t", text)), problems::add);
        assertEquals(List.of(), problems, text);
        return expression.evaluate(scope);
    }

    private Content content(String text) throws ExpressionException {
        List<Diagnostic> problems = new ArrayList<>();
        Template template = Expressions.standard().file(text, Origin.of(new SourceFile("t", text)), problems::add);
        assertEquals(List.of(), problems, text);
        return template.content(scope);
    }

    @Test
    void unknownSpreadsThroughOperatorsFiltersTestsAndMembers() throws ExpressionException {
        for (String text : List.of(
                "u",
                "u.a.b",
                "u[0]",
                "s[u]",
                "u + 1",
                "1 - u",
                "-u",
                "s ~ u",
                "u ~ s",
                "'%s' % u",
                "u == 1",
                "1 != u",
                "u < 1",
                "1 in u",
                "u in [1]",
                "'x' in ['y', u]",
                "not u",
                "u | upper",
                "u | default('x')",
                "u is defined",
                "u is undefined",
                "u is string",
                "u is changed",
                "u is not failed",
                "'a' if u else 'b'",
                "u[1:]",
                "u.split(',')",
                "s.replace('x', u)",
                "u | int + 1",
                "s | replace('x', u)",
                "u | ternary(1, 2)",
                "l | join(',')",
                "l | to_json",
                "l | sum",
                "l == [1, 2]",
                "l | map('string') | join",
                "l | select('eq', 1) | list",
                "[u, 1] | sort",
                "r.stdout | trim",
                "r is changed",
                "r is not changed",
                "{u: 1}",
                "range(u)",
                "{(1, u): 1}",
                "{}[1, u]",
                "{}.get((1, u))",
                "(1, u) in {}",
                "dict([[u, 1]])",
                "[{'key': u, 'value': 1}] | items2dict",
                "1 < 2 < u",
                "u < 2 < 3",
                "u.encode().hex()",
                "'x'.translate({u: 'y'})",
                "l | string",
                "u | combine({})",
                "{} | combine(u)",
                "[1] | union([u])",
                "[{'a': u}] | selectattr('a', 'eq', 1) | list")) {
            assertInstanceOf(Unknown.class, value(text), text);
        }
    }

    @Test
    void oneSideThatDecidesAloneDecides() throws ExpressionException {
        assertEquals(false, value("u and no"));
        assertEquals(false, value("no and u"));
        assertEquals(true, value("u or t"));
        assertEquals(true, value("t or u"));
        assertEquals(LATER, value("u and t"));
        assertEquals(LATER, value("t and u"));
        assertEquals(LATER, value("u or no"));
        assertEquals(LATER, value("no or u"));
        assertEquals(false, value("u and u and no"));
        // Which value comes out is not known, whatever the right one counts as.
        assertEquals(LATER, value("u or s"));
        assertEquals(LATER, value("u or pw"));
        assertEquals(LATER, value("u and ''"));
        assertEquals(LATER, value("u and []"));
        assertEquals("x", value("s or u"));
        assertEquals("b", value("u if no else 'b'"));
        assertEquals(true, value("1 in [1, u]"));
        assertEquals(false, value("2 < 1 < u"));
        assertEquals(false, value("u < 2 < 1"));
    }

    @Test
    void unknownPartsLeaveTheirSurroundingsKnown() throws ExpressionException {
        assertEquals(2L, value("l | length"));
        assertEquals(1L, value("l | first"));
        assertEquals(1L, value("l[0]"));
        assertEquals(0L, value("r.rc"));
        assertEquals(Arrays.asList(1L, LATER, 3L), value("l + [3]"));
        assertEquals(Map.of("a", LATER, "b", 1L), value("{'a': u} | combine({'b': 1})"));
        assertEquals(Arrays.asList(LATER, 1L), value("[u, 1]"));
        assertEquals(true, value("r is defined"));
    }

    @Test
    void aConditionIsTrueFalseOrUndecided() throws ExpressionException {
        List<Diagnostic> none = new ArrayList<>();
        Origin origin = Origin.of(new SourceFile("t", "…"));
        assertEquals(
                Truth.TRUE,
                Expressions.standard().expression("t", origin, none::add).test(scope));
        assertEquals(
                Truth.FALSE,
                Expressions.standard().expression("no", origin, none::add).test(scope));
        assertEquals(
                new Truth.Undetermined(LATER),
                Expressions.standard().expression("u == 1", origin, none::add).test(scope));
    }

    @Test
    void secretSpreadsThroughWhatIsComputedFromIt() throws ExpressionException {
        for (String text : List.of(
                "pw",
                "pw ~ 'x'",
                "'x' + pw",
                "pw | upper",
                "pw | b64encode",
                "pw | hash('sha256')",
                "[pw] | join(',')",
                "keys | join",
                "{'a': pw} | to_json",
                "{'a': [pw]} | to_yaml",
                "pw[0]",
                "pw[1:]",
                "pw.upper()",
                "'%s' % pw",
                "'{}'.format(pw)",
                "keys | string",
                "vault.a",
                "vault.b[0]",
                "vault | to_nice_json",
                "keys | sort",
                "pw if t else s",
                "no or pw",
                "pw | default('x')",
                "pw | regex_replace('s', 'S')",
                "vault.b | first",
                "vault | dict2items",
                "s | replace('x', pw)",
                "pw.encode()",
                "pw.encode('utf-16').hex()",
                "pw.encode('utf-16') | b64encode",
                "pw.encode().decode()",
                "('é' ~ pw).encode('latin-1').decode('latin-1')",
                "pw.translate({115: 'x'})",
                "'x'.translate({120: pw})",
                "'x'.maketrans('x', 'y', pw)",
                "pw | truncate(5)",
                "vault | truncate(255)",
                "[vault, {'c': 1}] | combine",
                "{'c': 1} | combine([vault])",
                "pw * 2")) {
            assertInstanceOf(Secret.class, value(text), text);
        }
    }

    @Test
    void whatIsDecidedFromASecretIsNotSecret() throws ExpressionException {
        assertEquals(true, value("pw == 's3cret'"));
        assertEquals(true, value("pw is defined"));
        assertEquals(true, value("pw | length > 3"));
        assertEquals(true, value("'s3' in pw"));
        assertEquals(true, value("'open' in keys"));
        assertEquals(true, value("'s3cret' in keys"));
        assertEquals(false, value("not pw"));
        assertEquals(true, value("'a' in vault"));
    }

    @Test
    void secretPartsStayWhereTheyAre() throws ExpressionException {
        assertEquals("ann", value("user.name"));
        assertEquals(KEY, value("user.password"));
        assertEquals(Map.of("name", "ann", "password", KEY, "uid", 1L), value("user | combine({'uid': 1})"));
        assertEquals(List.of(KEY, "open", "more"), value("keys + ['more']"));
        assertEquals(List.of(KEY), value("[user] | map(attribute='password') | list"));
        assertEquals(2L, value("keys | length"));
    }

    @Test
    void noTextOfAValueShowsASecret() throws ExpressionException {
        assertEquals("***", String.valueOf(value("pw ~ '-suffix'")));
        assertEquals(new Secret("s3cret-suffix"), value("pw ~ '-suffix'"));
    }

    @Test
    void contentKeepsPlainHiddenAndLaterPartsApart() throws ExpressionException {
        Content content = content("name={{ s }}\nkey={{ pw }}\ntoken={{ u }}\nend\n");

        assertEquals(
                new Content.Inline(List.of(
                        new Part.Plain(Bytes.of("name=x\nkey=")),
                        new Part.Hidden(Bytes.of("s3cret")),
                        new Part.Plain(Bytes.of("\ntoken=")),
                        new Part.Later(LATER.reason()),
                        new Part.Plain(Bytes.of("\nend\n")))),
                content);
    }

    @Test
    void aBlockThatUnknownDecidesIsLeftForLater() throws ExpressionException {
        assertEquals(
                new Content.Inline(List.of(
                        new Part.Plain(Bytes.of("a\n")),
                        new Part.Later(LATER.reason()),
                        new Part.Plain(Bytes.of("b\n")))),
                content("a\n{% if u %}\nx\n{% endif %}\nb\n"));
        assertEquals(
                new Content.Inline(List.of(new Part.Later(LATER.reason()), new Part.Plain(Bytes.of("b\n")))),
                content("{% for i in u %}\nx\n{% endfor %}\nb\n"));
    }

    @Test
    void whatAnUndecidedBlockSetsIsUnknownAfterwards() throws ExpressionException {
        Content content = content("{% set x = 1 %}{% if u %}{% set x = 2 %}{% endif %}{{ x }}");

        assertEquals(
                List.of(new Part.Later(LATER.reason()), new Part.Later(LATER.reason())),
                ((Content.Inline) content).parts());
    }

    @Test
    void itemsOfASecretListAreSecret() throws ExpressionException {
        assertEquals(
                List.of(
                        new Part.Hidden(Bytes.of("x")),
                        new Part.Plain(Bytes.of(",")),
                        new Part.Hidden(Bytes.of("y")),
                        new Part.Plain(Bytes.of(","))),
                ((Content.Inline) content("{% for i in vault.b %}{{ i }},{% endfor %}")).parts());
    }

    @Test
    void aStringWithAnUnknownPartIsUnknownAndWithASecretPartSecret() throws ExpressionException {
        List<Diagnostic> none = new ArrayList<>();
        Origin origin = Origin.of(new SourceFile("t", "…"));
        assertEquals(
                LATER,
                Expressions.standard()
                        .template("a {{ u }} b", origin, none::add)
                        .value(scope));
        assertEquals(
                new Secret("a s3cret b"),
                Expressions.standard()
                        .template("a {{ pw }} b", origin, none::add)
                        .value(scope));
        assertEquals(
                Omit.OMIT,
                Expressions.standard()
                        .template("{{ nope | default(omit) }}", origin, none::add)
                        .value(scope));
        assertEquals(Values.copyOf(Map.of("a", 1)), value("{'a': 1, 'b': nope | default(omit)}"));
    }

    @Test
    void whatAPasswordDecryptsIsSecret() throws ExpressionException {
        assertEquals(new Secret("x"), value("'x' | vault('p', 'salt') | unvault('p')"));
        assertEquals("x", value("'x' | unvault('p')"));
        assertEquals(true, value("pw is vault_encrypted"));
        assertEquals(false, value("s is vault_encrypted"));
        assertInstanceOf(Unknown.class, value("u is vault_encrypted"));
    }

    @Test
    void entriesOfASecretMappingStaySecret() throws ExpressionException {
        assertEquals(
                Map.of("k", new Secret("v")),
                value("[entry, {'key': 'l', 'value': 1}] | items2dict | dict2items"
                        + " | selectattr('key', 'eq', 'k') | items2dict"));
    }

    @Test
    void bytesAreTextOutsideOfTheirExpression() throws ExpressionException {
        assertEquals(List.of("é"), value("['é'.encode()]"));
        assertEquals(new Secret("és3cret"), value("('é' ~ pw).encode()"));
        ExpressionException none = assertThrows(ExpressionException.class, () -> value("('é' ~ pw).encode('latin-1')"));
        assertEquals(
                "The bytes are no text in 'utf-8'; another encoding, or errors='replace', could be given.",
                none.diagnostic().detail());
    }

    @Test
    void aTupleIsAKeyInItsExpressionOnly() {
        ExpressionException none = assertThrows(ExpressionException.class, () -> value("{(1, 'a'): 2}"));
        assertEquals(
                "The mapping has the key (1, 'a'), and tuples are keys only inside an expression; make it a string, or"
                        + " use a list of mappings.",
                none.diagnostic().detail());
    }

    @Test
    void aMomentIsATextOutsideOfItsExpression() throws ExpressionException {
        assertEquals(List.of("2016-08-14 00:00:00"), value("['2016-08-14' | to_datetime('%Y-%m-%d')]"));
        assertEquals("2016-08-14", value("('2016-08-14' | to_datetime('%Y-%m-%d')).date()"));
    }
}
