package play.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import play.diag.Diagnostic;
import play.source.SourceFile;
import play.value.Bytes;
import play.value.Content;
import play.value.Secret;
import play.value.TemplateStyle;

/** Strings of playbooks, template files, and what they may reach through lookups. */
class TemplateTest {
    private static final Map<String, ?> VARIABLES = Map.of(
            "n",
            5L,
            "s",
            "text",
            "l",
            List.of("a", "b"),
            "cidr",
            "10.254.0.0/16",
            "pods",
            "10.1.0.0/16",
            "d",
            Map.of("k", 1L));

    private static final Map<String, String> FILES = Map.of(
            "a.txt", "first\nsecond\n\n",
            "b.conf", "b\n",
            "secret.key", "s3cret\n",
            "t.j2", "{% for i in l %}\n- {{ i }}{{ extra | default('') }}\n{% endfor %}\n",
            "loop.j2", "{{ lookup('template', 'loop.j2') }}");

    private final Scope scope = new TestScope(VARIABLES, FILES);

    private @Nullable Object string(String text) throws ExpressionException {
        List<Diagnostic> problems = new ArrayList<>();
        Template template = Expressions.standard().template(text, Origin.of(new SourceFile("f", text)), problems::add);
        assertEquals(List.of(), problems, text);
        return template.value(scope);
    }

    private @Nullable Object value(String expression) throws ExpressionException {
        return string("{{ " + expression + " }}");
    }

    @Test
    void oneExpressionKeepsItsTypeAndTextAroundMakesText() throws ExpressionException {
        assertEquals(5L, string("{{ n }}"));
        assertEquals(5L, string("{{n}}"));
        assertEquals(List.of("a", "b"), string("{{ l }}"));
        assertEquals(Map.of("k", 1L), string("{{ d }}"));
        assertEquals(true, string("{{ n == 5 }}"));
        assertEquals(" 5", string(" {{ n }}"));
        assertEquals("55", string("{{ n }}{{ n }}"));
        assertEquals("['a', 'b']!", string("{{ l }}!"));
    }

    @Test
    void aTextWithoutDelimitersIsPlain() throws ExpressionException {
        Template plain =
                Expressions.standard().template("a {b} % c", Origin.of(new SourceFile("f", "")), problem -> {});
        assertTrue(plain.isPlain());
        assertEquals("a {b} % c", plain.value(scope));
        assertEquals(Content.of("a {b} % c"), plain.content(scope));
        assertEquals(Set.of(), plain.freeNames());
        assertFalse(Expressions.standard()
                .template("{{ n }}", Origin.of(new SourceFile("f", "")), problem -> {})
                .isPlain());
    }

    @Test
    void aBackslashInAStringOfAPlaybookStandsForItself() throws ExpressionException {
        assertEquals("a\\nb", string("{{ 'a\\nb' }}"));
        assertEquals("tt", string("{{ 'text' | regex_replace('^(t).*(t)$', '\\1\\2') }}"));
        assertEquals("it's", string("{{ 'it\\'s' }}"));
    }

    @Test
    void resultsAreImmutable() throws ExpressionException {
        List<?> list = assertInstanceOf(List.class, value("l + ['c']"));
        assertThrows(UnsupportedOperationException.class, list::clear);
        Map<?, ?> map = assertInstanceOf(Map.class, value("{'a': [1]}"));
        assertThrows(UnsupportedOperationException.class, map::clear);
    }

    @Test
    void mapsAreAskedForOneKeyOnly() throws ExpressionException {
        Map<String, Object> lazy = new AbstractMap<>() {
            @Override
            public Set<Entry<String, Object>> entrySet() {
                throw new AssertionError("all of it was asked for");
            }

            @Override
            public @Nullable Object get(@Nullable Object key) {
                return "h1".equals(key) ? Map.of("ip", "10.0.0.1") : null;
            }

            @Override
            public boolean containsKey(@Nullable Object key) {
                return "h1".equals(key);
            }
        };
        Scope hosts = TestScope.of(Map.of("hostvars", lazy, "names", List.of("h1")));
        for (String text : List.of(
                "{{ hostvars['h1'].ip }}",
                "{{ hostvars.h1['ip'] }}",
                "{{ names | map('extract', hostvars, 'ip') | join(',') }}",
                "{{ hostvars[names[0]].ip if 'h1' in hostvars else '' }}",
                "{{ hostvars.h2.ip | default('10.0.0.1') }}",
                "{{ hostvars.get('h1').ip }}")) {
            Template template =
                    Expressions.standard().template(text, Origin.of(new SourceFile("f", text)), problem -> {});
            assertEquals("10.0.0.1", template.value(hosts), text);
        }
    }

    @Test
    void whatALazyMapThrowsComesOutAsItIs() {
        ExpressionException inner = new ExpressionException(Diagnostic.error("x", "inner", "The inner one."));
        Map<String, Object> lazy = new AbstractMap<>() {
            @Override
            public Set<Entry<String, Object>> entrySet() {
                throw new UncheckedExpressionException(inner);
            }

            @Override
            public Object get(@Nullable Object key) {
                throw new UncheckedExpressionException(inner);
            }
        };
        Template template =
                Expressions.standard().template("{{ 'a' ~ m.k }}", Origin.of(new SourceFile("f", "")), problem -> {});
        ExpressionException thrown =
                assertThrows(ExpressionException.class, () -> template.value(TestScope.of(Map.of("m", lazy))));
        assertEquals(inner, thrown);
    }

    @Test
    void lookupsReachWhatTheContextGives() throws ExpressionException {
        assertEquals("first\nsecond", value("lookup('file', 'a.txt')"));
        assertEquals("first\nsecond\n\n", value("lookup('file', 'a.txt', rstrip=false)"));
        assertEquals("first\nsecond,b", value("lookup('file', 'a.txt', 'b.conf')"));
        assertEquals(List.of("first\nsecond", "b"), value("query('file', 'a.txt', 'b.conf')"));
        assertEquals(new Secret("s3cret"), value("lookup('file', 'secret.key')"));
        assertEquals(new Secret("s3cret!"), value("lookup('file', 'secret.key') ~ '!'"));
        assertEquals("- a\n- b\n", value("lookup('template', 't.j2')"));
        assertEquals("- a!\n- b!\n", value("lookup('template', 't.j2', template_vars={'extra': '!'})"));
        assertEquals("/home/me", value("lookup('env', 'HOME')"));
        assertEquals("none", value("lookup('env', 'NOPE', default='none')"));
        String found = Path.of("b.conf").toAbsolutePath().toString();
        assertEquals(List.of(found), value("query('fileglob', '*.conf')"));
        assertEquals(found, value("lookup('first_found', ['nope', 'b.conf'])"));
        assertEquals(
                Path.of("a.txt").toAbsolutePath().toString(),
                value("lookup('first_found', {'files': ['x', 'a.txt'], 'skip': true})"));
        assertEquals(List.of(), value("query('first_found', 'nope', skip=true)"));
        assertEquals(5L, value("lookup('vars', 'n')"));
        assertEquals(null, value("lookup('file', 'nope', errors='ignore')"));
        assertEquals("text", value("lookup('ansible.builtin.vars', 's')"));
    }

    @Test
    void aLookupOfTemplatesTakesOtherDelimiters() throws ExpressionException {
        assertEquals("- a\n- b\n", value("lookup('template', 't.j2', variable_start_string='{{', trim_blocks=true)"));
        for (String option : List.of("variable_start_string='{%'", "comment_end_string=''", "trim_blocks=3")) {
            ExpressionException thrown =
                    assertThrows(ExpressionException.class, () -> value("lookup('template', 't.j2', " + option + ")"));
            assertEquals("invalid-argument", thrown.diagnostic().code());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "#jinja2: variable_start_string: '[[', variable_end_string: ']]'~[[ s ]] {{ s }}!text {{ s }}",
                "#jinja2:variable_start_string:'[[' ,variable_end_string:\"]]\"~a [[- s -]] b!atextb",
                "#jinja2: block_start_string: '<%', block_end_string: '%>'~<% if n %>~{% x %}~<% endif %>~!{% x %}~",
                "#jinja2: block_start_string: '<%', block_end_string: '%>', trim_blocks: False~a<% if n -%>~b<% endif"
                        + " %>~!ab~",
                "#jinja2: comment_start_string: '<<', comment_end_string: '>>'~a<< b >>c{# d #}!ac{# d #}",
                "#jinja2: variable_start_string: '<%=', variable_end_string: '%>', block_start_string: '<%',"
                        + " block_end_string: '%>'~<% if n %><%= s %><% endif %>!text",
                "#jinja2: block_start_string: '<%', block_end_string: '%>', lstrip_blocks: True~  <% raw %>{{ <% x %>"
                        + "<% endraw %>!{{ <% x %>",
                "#jinja2: variable_start_string: ',(', variable_end_string: '),'~,( s ),!text",
                "#jinja2: variable_end_string: ')'~{{ [s, (1, 2)] | first )!text",
            })
    void theFirstLineSaysHowATemplateIsWritten(String text, String result) throws ExpressionException {
        List<Diagnostic> problems = new ArrayList<>();
        Template template = Expressions.standard()
                .file(text.replace('~', '\n'), Origin.of(new SourceFile("f", text)), problems::add);
        assertEquals(List.of(), problems);
        assertEquals(result.replace('~', '\n'), template.value(scope));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "#jinja2:lstrip_blocks=True!Did you mean 'lstrip_blocks: True'?",
                "#jinja2: trim_blocks = False!Did you mean 'trim_blocks: False'?",
                "#jinja2: lstrip_block: True!Did you mean 'lstrip_blocks'?",
                "#jinja2: lstrip_blocks: yes!blocks: yes' is not an option",
            })
    void aFirstLineThatIsWrongIsToldHowItIsWritten(String text, String told) {
        List<Diagnostic> problems = new ArrayList<>();
        Expressions.standard().file(text + "\n", Origin.of(new SourceFile("f", text)), problems::add);
        assertEquals(1, problems.size(), problems.toString());
        String detail = problems.getFirst().detail();
        assertTrue(detail.contains(told) && !detail.contains("mean 'lstrip_blocks: yes"), detail);
        assertEquals(told.startsWith("Did"), detail.contains("Did you mean"), detail);
    }

    @Test
    void stylesAreThoseOfWhatIsTakenInToo() throws ExpressionException {
        TemplateStyle style = TemplateStyle.USUAL
                .with("variable_start_string", "<<")
                .flatMap(next -> next.with("variable_end_string", ">>"))
                .orElseThrow();
        Template template = Expressions.standard()
                .written(style)
                .file("<< s >> {% include 't.j2' %}", Origin.of(new SourceFile("f", "")), problem -> {});
        String rendered = String.valueOf(template.value(scope));
        assertTrue(rendered.startsWith("text - {{ i }}{{ extra | default('') }}\n- {{ i }}"), rendered);
    }

    @Test
    void templatesThatRenderThemselvesAreStopped() {
        ExpressionException thrown =
                assertThrows(ExpressionException.class, () -> value("lookup('template', 'loop.j2')"));
        assertEquals("expression-limit", thrown.diagnostic().code());
    }

    @Test
    void contentOfAFileEndsAsItsSourceDoes() throws ExpressionException {
        for (String text : List.of("{{ s }}\n", "{{ s }}\n\n", "a\n{% if n %}\n{{ s }}\n{% endif %}\n")) {
            Template template = Expressions.standard().file(text, Origin.of(new SourceFile("f", text)), problem -> {});
            String content = template.content(scope).bytes().map(Bytes::utf8).orElse("?");
            assertEquals(
                    text.endsWith("\n\n") ? "text\n\n" : content.startsWith("a") ? "a\ntext\n" : "text\n",
                    content,
                    text);
        }
    }

    @Test
    void networksAreCounted() throws ExpressionException {
        assertEquals("10.254.0.1", value("cidr | cidr_host(1)"));
        assertEquals("10.254.0.10", value("cidr | cidr_host(10)"));
        assertEquals("10.254.255.254", value("cidr | cidr_host(-2)"));
        assertEquals("10.254.0.0", value("'10.254.3.4/16' | cidr_network"));
        assertEquals(16L, value("cidr | cidr_prefix"));
        assertEquals("fd00::a", value("'fd00::/64' | cidr_host(10)"));
        assertEquals("2001:db8:0:1::", value("'2001:db8:0:1::/64' | cidr_host(0)"));
        assertEquals(false, value("cidr | cidr_overlaps(pods)"));
        assertEquals(true, value("'10.0.0.0/8' | cidr_overlaps(pods)"));
        assertEquals(false, value("'fd00::/8' | cidr_overlaps(pods)"));
        assertEquals(true, value("pods | cidr_contains('10.1.2.3')"));
        assertEquals(false, value("pods | cidr_contains('10.0.0.0/8')"));
        for (String bad : List.of(
                "'10.0.0.0/33' | cidr_host(1)",
                "'10.0.0/8' | cidr_host(1)",
                "'300.0.0.0/8' | cidr_host(1)",
                "'fd00:::/8' | cidr_host(1)",
                "'10.0.0.0/30' | cidr_host(4)")) {
            assertThrows(ExpressionException.class, () -> value(bad), bad);
        }
    }

    @Test
    void momentsAreWritten() throws ExpressionException {
        assertEquals("2001-09-09T01:46:40Z", value("'%Y-%m-%dT%H:%M:%SZ' | strftime(1000000000, utc=true)"));
        assertEquals("100% 01 252 +0000", value("'100%% %y %j %z' | strftime(second=1000000000, utc=true)"));
        for (String bad : List.of("'%Q' | strftime(0)", "'%Y' | strftime('soon')", "'50%' | strftime(0)")) {
            assertThrows(ExpressionException.class, () -> value(bad), bad);
        }
    }

    @Test
    void operatorsOfMvelAreAccepted() throws ExpressionException {
        assertEquals(true, value("n == 5 && s == 'text'"));
        assertEquals(true, value("n == 4 || !(s == 'x')"));
        assertEquals("yes", value("n > 3 ? 'yes' : 'no'"));
        assertEquals("c", value("n > 5 ? 'a' : n > 6 ? 'b' : 'c'"));
        assertEquals(true, value("l contains 'a'"));
        assertEquals(false, value("!n"));
        assertEquals(List.of("b"), value("l[n > 3 ? 1 : 0:]"));
    }

    @Test
    void functionsOfTestsAndFiltersTakeQualifiedNames() throws ExpressionException {
        assertEquals("TEXT", value("s | ansible.builtin.upper"));
        assertEquals(true, value("s is ansible.builtin.match('t')"));
        assertEquals(Arrays.asList("A", "B"), value("l | map('ansible.builtin.upper') | list"));
    }

    @Test
    void whoWritesAStatementThatThereIsNotIsToldAllThereAre() {
        String text = "{% extend 'x' %}";
        List<Diagnostic> problems = new ArrayList<>();
        Expressions.standard().file(text, Origin.of(new SourceFile("t", text)), problems::add);
        String told = problems.getFirst().detail();
        for (String statement :
                ("if for set macro call include import from extends block filter with autoescape raw").split(" ", -1)) {
            assertTrue(told.contains("'" + statement + "'"), told);
        }
    }

    @Test
    void statementsThatAreNestedTooDeepAreOneProblem() {
        for (String block : List.of("if true|endif", "for i in l|endfor", "set x|endset")) {
            String open = "{% " + block.split("\\|")[0] + " %}";
            String text = open.repeat(3000) + "x" + ("{% " + block.split("\\|")[1] + " %}").repeat(3000);
            List<Diagnostic> problems = new ArrayList<>();
            Expressions.standard().template(text, Origin.of(new SourceFile("f", text)), problems::add);

            assertEquals(1, problems.size(), block);
            assertEquals(
                    "Statements are nested deeper than 100 levels here.",
                    problems.getFirst().detail());
            assertEquals(
                    100 * open.length(),
                    problems.getFirst().subject().orElseThrow().start());
        }
    }

    @Test
    void aTextThatDidNotParseFailsAgainWhenItIsEvaluated() {
        List<Diagnostic> problems = new ArrayList<>();
        Template template = Expressions.standard()
                .template("{{ a b }}", Origin.of(new SourceFile("f", "{{ a b }}")), problems::add);
        ExpressionException thrown = assertThrows(ExpressionException.class, () -> template.value(scope));
        assertEquals(problems, List.of(thrown.diagnostic()));
    }
}
