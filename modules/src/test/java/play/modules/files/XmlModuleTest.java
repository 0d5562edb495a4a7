package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import play.contract.ModuleContract;
import play.host.StateKey;
import play.testkit.LocalHost;
import play.testkit.LocalSubject;
import play.testkit.Parameters;
import play.value.Secret;

/** What tasks make of XML texts, and what they leave as it is. */
class XmlModuleTest {
    private static final XmlModule MODULE = new XmlModule();

    private static final String SHOP = """
        <?xml version='1.0' encoding="UTF-8" standalone="yes"?>
        <!DOCTYPE shop PUBLIC "-//x//y" "http://nowhere.invalid/shop.dtd">
        <!-- of Tuesday -->
        <shop zip="1" area='&quot;a&quot; &amp; b' xmlns:n="urn:n">
            <beer kind="lager">Pils &lt; Stout</beer><beer/>
            <![CDATA[a < b]]><?hint now?>
          <n:rating  subjective = "true">10</n:rating >
        </shop>
        <!-- </shop> end -->
        """;

    private static Map<String, Object> written(Object... pairs) {
        Map<String, Object> written = new HashMap<>(Map.of("path", "/srv/x"));
        for (int i = 0; i < pairs.length; i += 2) {
            written.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return written;
    }

    private static String edit(String text, Object... pairs) {
        XmlChange change = XmlChange.of(Parameters.of(MODULE, written(pairs)));
        String once = change.edit(text);
        assertEquals(once, change.edit(once), "a second run changes nothing");
        return once;
    }

    private static String shop(String from, String to) {
        String normal = SHOP.replace("area='&quot;a&quot; &amp; b' xmlns:n=\"urn:n\"", "@")
                .replace("zip=\"1\" @", "xmlns:n=\"urn:n\" zip=\"1\" area=\"&quot;a&quot; &amp; b\"")
                .replace(
                        "<n:rating  subjective = \"true\">10</n:rating >",
                        "<n:rating subjective=\"true\">10</n:rating>");
        assertTrue(normal.contains(from), from);
        return normal.replace(from, to);
    }

    @Test
    void whatIsRightStaysToTheByte() {
        assertEquals(SHOP, edit(SHOP, "xpath", "/shop/beer[1]", "value", "Pils < Stout"));
        assertEquals(SHOP, edit(SHOP, "xpath", "/shop/beer[2]"));
        assertEquals(SHOP, edit(SHOP, "xpath", "//nothing", "state", "absent"));
        assertEquals(SHOP, edit(SHOP, "xpath", "/shop", "add_children", List.of(Map.of("beer", Map.of()))));
        assertEquals(
                SHOP,
                edit(
                        SHOP,
                        "xpath",
                        "//r:rating",
                        "namespaces",
                        Map.of("r", "urn:n"),
                        "attribute",
                        "subjective",
                        "value",
                        "true"));
    }

    @Test
    void onlyWhatIsMeantChanges() {
        assertEquals(
                shop(">10<", ">11<"),
                edit(SHOP, "xpath", "/shop/n:rating", "namespaces", Map.of("n", "urn:n"), "value", 11));
        assertEquals(
                shop("kind=\"lager\"", "kind=\"a&quot;&lt;\""),
                edit(SHOP, "xpath", "//beer[1]", "attribute", "kind", "value", "a\"<"));
        assertEquals(shop("zip=\"1\"", "zip=\"2\""), edit(SHOP, "xpath", "/shop/@zip", "value", "2"));
        assertEquals(shop(" zip=\"1\"", ""), edit(SHOP, "xpath", "/shop/@zip", "state", "absent"));
        assertEquals(shop("<beer/>", ""), edit(SHOP, "xpath", "/shop/beer[2]", "state", "absent"));
        assertEquals(shop("<![CDATA[a < b]]>", "a &lt; b"), edit(SHOP, "xpath", "/shop", "strip_cdata_tags", true));
    }

    @Test
    void whatIsMissingIsMade() {
        assertEquals("<a>\n<b>x</b></a>", edit("<a>\n</a>", "xpath", "/a/b", "value", "x"));
        assertEquals("<a><b id=\"1\"><c>t</c></b></a>", edit("<a/>", "xpath", "/a/b[@id='1']/c[text()='t']"));
        assertEquals("<a><b><k>v</k></b></a>", edit("<a/>", "xpath", "/a/b[k='v']"));
        assertEquals("<a n=\"5\"/>", edit("<a/>", "xpath", "/a/@n", "value", 5));
        assertEquals("<a n=\"\"/>", edit("<a/>", "xpath", "/a/@n"));
        assertEquals("<a m=\"5\"/>", edit("<a/>", "xpath", "/a", "attribute", "m", "value", "5"));
    }

    @Test
    void childrenComeOnce() {
        String two = "<a><b>x</b><c at=\"1\">t<d/></c></a>";
        List<Object> children = List.of("b", Map.of("c", Map.of("at", "1", "+value", "t", "_", List.of("d"))));
        assertEquals(
                "<a><b>x</b><b/><c at=\"1\">t<d/></c></a>",
                edit("<a><b>x</b></a>", "xpath", "/a", "add_children", children));
        assertEquals(
                two, edit(two, "xpath", "/a", "input_type", "xml", "add_children", List.of("<c at='1'>t<d></d></c>")));
        assertEquals("<a><b/><c at=\"1\">t<d/></c></a>", edit(two, "xpath", "/a", "set_children", children));
        assertEquals(two, edit(two, "xpath", "/a", "set_children", List.of(Map.of("b", "x"), children.get(1))));
        assertEquals(
                "<a><z/><b/></a>",
                edit("<a><b/></a>", "xpath", "/a/b", "add_children", List.of("z"), "insertbefore", true));
        assertEquals(
                "<a><b/><z/><y/></a>",
                edit("<a><b/><y/></a>", "xpath", "/a/b", "add_children", List.of("z"), "insertafter", true));
    }

    @Test
    void theFileIsLaidOutWhereThatIsAsked() {
        assertEquals(
                "<a>\n  <b>x <i>y</i></b>\n  <c>\n    <d/>\n  </c>\n</a>\n",
                edit("<a><b>x <i>y</i></b>\n <c><d/></c></a>\n", "pretty_print", true));
    }

    /** Once laid out anew, children are still the same. */
    @Test
    void spaceBetweenElementsDoesNotCount() {
        List<Object> children = List.of(Map.of("b", Map.of("_", List.of(Map.of("c", "x y"), "d"))));
        String laidOut = "<a>\n  <b>\n    <c>x y</c>\n    <d/>\n  </b>\n</a>";
        assertEquals(laidOut, edit("<a/>", "xpath", "/a", "add_children", children, "pretty_print", true));
        assertEquals(laidOut, edit(laidOut, "xpath", "/a", "set_children", children));
    }

    @Test
    void lineEndsStay() {
        assertEquals("<a>\r\n<b>2</b>\r\n</a>\r\n", edit("<a>\r\n<b>1</b>\r\n</a>\r\n", "xpath", "/a/b", "value", "2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
                "<!DOCTYPE a SYSTEM \"http://nowhere.invalid/a.dtd\"><a>&x;</a>",
                "<a>&x;</a>",
                "<a><b></a>",
                "",
                "no xml",
                "<?xml version='1.0' encoding='ISO-8859-1'?><a/>",
                "<a/><b/>"
            })
    void whatCannotBeReadSafelyIsNotEdited(String text) {
        XmlChange change = XmlChange.of(Parameters.of(MODULE, written("xpath", "/a", "value", "1")));
        assertThrows(XmlChange.Unfit.class, () -> change.edit(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/b", "//b", "/a/b[1]", "/a/b[last()]", "count(/a)"})
    void whatCannotBeMadeIsRefused(String xpath) {
        XmlChange change = XmlChange.of(Parameters.of(MODULE, written("xpath", xpath, "value", "1")));
        assertThrows(XmlChange.Unfit.class, () -> change.edit("<a/>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"p:at", "a b", "1", ""})
    void whatCanNameNoAttributeIsRefused(String attribute) {
        XmlChange change =
                XmlChange.of(Parameters.of(MODULE, written("xpath", "/a", "attribute", attribute, "value", "1")));
        assertThrows(XmlChange.Unfit.class, () -> change.edit("<a/>"));
        List<Object> child = List.of(Map.of("b", Map.of(attribute, "1")));
        XmlChange adding = XmlChange.of(Parameters.of(MODULE, written("xpath", "/a", "add_children", child)));
        assertThrows(XmlChange.Unfit.class, () -> adding.edit("<a/>"));
    }

    @Test
    void attributesStandInTheOrderInWhichTheyAreWritten() {
        Map<String, Object> shelf = new LinkedHashMap<>();
        List.of("z", "b", "a").forEach(name -> shelf.put(name, "1"));
        assertEquals(
                "<a><shelf z=\"1\" b=\"1\" a=\"1\"/></a>",
                edit("<a/>", "xpath", "/a", "add_children", List.of(Map.of("shelf", shelf))));
        assertEquals(
                "<a><shelf z=\"1\" b=\"1\" a=\"1\"/></a>",
                edit(
                        "<a/>",
                        "xpath",
                        "/a",
                        "input_type",
                        "xml",
                        "set_children",
                        List.of("<shelf z='1' b='1' a='1'/>")));
    }

    /** Each second run is a run on what was written. */
    @Test
    void namesHaveTheirNamespacesInTheFile() {
        Map<String, String> names = Map.of("m", "urn:m");
        String pom = "<pom xmlns=\"urn:m\"><dep/></pom>";
        assertEquals(
                "<pom xmlns=\"urn:m\"><dep/><dep at=\"1\">x<in/></dep></pom>",
                edit(
                        pom,
                        "xpath",
                        "/m:pom",
                        "namespaces",
                        names,
                        "add_children",
                        List.of(Map.of("dep", Map.of("at", "1", "+value", "x", "_", List.of("in"))))));
        assertEquals(
                "<pom xmlns=\"urn:m\"><dep><id>7</id></dep></pom>",
                edit(pom, "xpath", "/m:pom/m:dep/m:id", "namespaces", names, "value", "7"));
        assertEquals(
                "<a><m:b xmlns:m=\"urn:m\"><m:c/></m:b></a>", edit("<a/>", "xpath", "/a/m:b/m:c", "namespaces", names));
        assertEquals(
                "<a m:at=\"1\" xmlns:m=\"urn:m\"/>",
                edit("<a/>", "xpath", "/a", "namespaces", names, "attribute", "m:at", "value", "1"));
        assertEquals(
                "<a><m:b xmlns:m=\"urn:m\"/></a>",
                edit("<a/>", "xpath", "/a", "namespaces", names, "set_children", List.of("m:b")));
        assertEquals(
                "<n:a xmlns:n=\"urn:m\"><n:b/></n:a>",
                edit("<n:a xmlns:n=\"urn:m\"/>", "xpath", "/m:a/m:b", "namespaces", names));
        assertEquals(
                "<pom xmlns=\"urn:m\"><dep/><x xmlns=\"\"/></pom>",
                edit(pom, "xpath", "/m:pom/x", "namespaces", names));
        assertEquals("<a xml:lang=\"de\"/>", edit("<a/>", "xpath", "/a", "attribute", "xml:lang", "value", "de"));
    }

    @Test
    void whatNoXmlCanHoldIsRefused() {
        for (String value : List.of("a\u0001b", "\uFFFE")) {
            XmlChange change = XmlChange.of(Parameters.of(MODULE, written("xpath", "/a", "value", value)));
            assertThrows(XmlChange.Unfit.class, () -> change.edit("<a/>"));
        }
        for (String xpath : List.of("/a/comment()", "/a/text()", "/a/processing-instruction()")) {
            XmlChange change = XmlChange.of(
                    Parameters.of(MODULE, written("xpath", xpath, "value", "--><b/><!--]]><b/><![CDATA[?><b/><?b")));
            assertThrows(XmlChange.Unfit.class, () -> change.edit("<a><!--x--><![CDATA[y]]><?p z?></a>"), xpath);
        }
    }

    @Test
    void theRootStays() {
        XmlChange change = XmlChange.of(Parameters.of(MODULE, written("xpath", "/a", "state", "absent")));
        assertThrows(XmlChange.Unfit.class, () -> change.edit("<a/>"));
    }

    @Test
    void slipsAreToldBeforeTheRun() {
        assertTrue(
                Parameters.wrong(MODULE, written("xpath", "/a[", "value", "1")).contains("xpath is not valid"));
        assertTrue(Parameters.wrong(MODULE, written("value", "1")).contains("xpath"));
        assertTrue(Parameters.wrong(MODULE, written()).contains("xpath must be given"));
        assertTrue(Parameters.wrong(MODULE, written("xpath", "/a", "attribute", "b"))
                .contains("value"));
        assertTrue(Parameters.wrong(MODULE, written("xpath", "/a", "insertbefore", true))
                .contains("add_children"));
        for (String name : List.of("value", "add_children", "set_children", "count", "print_match", "content")) {
            Object value = name.equals("content") ? "text" : name.matches("count|print_match") ? true : "x";
            assertTrue(
                    Parameters.wrong(MODULE, written("xpath", "/a", "state", "absent", name, value))
                            .contains(name + " is not for state: absent"),
                    name);
        }
    }

    @Test
    void theContractHoldsAndQuestionsAreAnswered(@TempDir Path temporary) throws Exception {
        Path folder = temporary.toRealPath();
        Path file = Files.writeString(folder.resolve("x.xml"), "<a><b k='1'>x</b><b>y</b></a>\n");
        Map<String, Object> value = written("xpath", "/a/c", "value", new Secret("hunter2"));
        value.put("path", file.toString());
        for (boolean right : List.of(false, true)) {
            assertEquals(
                    List.of(),
                    ModuleContract.violations(new LocalSubject<>(MODULE, Parameters.of(MODULE, value), folder), right));
        }
        assertEquals("<a><b k=\"1\">x</b><b>y</b><c>hunter2</c></a>\n", Files.readString(file));
        assertEquals(2L, asked(file, "count", true).get("count"));
        assertEquals(
                List.of("/a/b[1]", "/a/b[2]"), asked(file, "print_match", true).get("matches"));
        assertEquals(
                List.of(Map.of("b", "x"), Map.of("b", "y")),
                asked(file, "content", "text").get("matches"));
        assertEquals(
                List.of(Map.of("b", Map.of("k", "1")), Map.of("b", Map.of())),
                asked(file, "content", "attribute").get("matches"));
    }

    private static Map<String, ?> asked(Path file, String question, Object value) {
        Map<String, Object> written = written("xpath", "/a/b", question, value);
        written.put("path", file.toString());
        XmlModule.Params params = Parameters.of(MODULE, written);
        List<StateKey<?>> keys = new ArrayList<>(MODULE.probes(params));
        return MODULE.result(params, LocalHost.reading(keys));
    }
}
