package play.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.host.ScriptResult;
import play.module.Statement;
import play.module.Statement.Difference;
import play.module.Statement.Ending;
import play.value.Bytes;

class GuestOutputTest {
    private static Statement read(String out, String err, int code) {
        return new GuestOutput("acme.box", List.of("s3cr3t"))
                .read(new ScriptResult(code, Bytes.of(out), Bytes.of(err)));
    }

    private static Statement read(String out) {
        return read(out, "", 0);
    }

    @Test
    void theResultIsWhatIsPrinted() {
        Statement said =
                read("\n{\"changed\": true, \"count\": 3, \"share\": 0.5, \"none\": null, \"msg\": \"done\"}\n");
        assertEquals(Ending.CHANGED, said.ending());
        assertEquals("done", said.message());
        assertEquals(3L, said.result().get("count"));
        assertEquals(0.5, said.result().get("share"));
        assertTrue(said.result().containsKey("none"));
    }

    @Test
    void linesAroundTheResultAreNotRead() {
        assertEquals(
                Map.of("changed", false, "x", 1L),
                read("Welcome {here}\n{broken\n  {\"changed\": false, \"x\": 1}\nbye {\"changed\": true}\n")
                        .result());
    }

    @Test
    void whatIsForAnsibleAloneIsLeftOut() {
        assertEquals(
                Map.of("a", 1L),
                read("{\"_ansible_parsed\": true, \"invocation\": {\"module_args\": {}}, \"a\": 1}")
                        .result());
    }

    @Test
    void anExitCodeIsAFailureWhereTheModuleDoesNotSay() {
        assertEquals(Ending.FAILED, read("{\"rc\": 3, \"changed\": true}").ending());
        assertEquals("exit code 3", read("{\"rc\": 3}").message());
        assertEquals(
                Ending.CHANGED,
                read("{\"rc\": 3, \"failed\": false, \"changed\": true}").ending());
        assertEquals(Ending.FAILED, read("{\"failed\": true, \"rc\": 0}").ending());
        assertEquals(Ending.UNCHANGED, read("{\"rc\": 0}").ending());
        assertEquals(
                Ending.SKIPPED, read("{\"skipped\": true, \"changed\": false}").ending());
    }

    @Test
    void marksOfPythonAreTakenOff() {
        Statement said = read("""
            {"changed": false,
             "warnings": [{"__ansible_type": "WarningSummary", "event": {"__ansible_type": "Event", "msg": "beware"}}],
             "deprecations": [{"__ansible_type": "DeprecationSummary", "version": "9.0",
               "deprecator": {"__ansible_type": "PluginInfo", "resolved_name": "acme.box", "type": null},
               "event": {"__ansible_type": "Event", "msg": "old"}}],
             "exception": {"__ansible_type": "ErrorSummary", "event": {"__ansible_type": "Event", "msg": "broken"}},
             "text": {"__ansible_type": "_AnsibleTaggedStr", "value": "plain", "tags": []}}
            """);
        assertEquals(List.of("beware"), said.result().get("warnings"));
        assertEquals("broken", said.result().get("exception"));
        assertEquals("plain", said.result().get("text"));
        List<?> deprecations = assertInstanceOf(List.class, said.result().get("deprecations"));
        Map<?, ?> deprecation = assertInstanceOf(Map.class, deprecations.getFirst());
        assertEquals("old", deprecation.get("msg"));
        assertEquals("acme.box", deprecation.get("collection_name"));
        assertEquals(List.of("acme.box: beware", "acme.box: old (until 9.0)"), said.warnings());
    }

    @Test
    void aFailureWithoutWordsSaysThoseOfTheException() {
        assertEquals(
                "broken",
                read("{\"failed\": true, \"exception\": {\"__ansible_type\": \"ErrorSummary\", \"event\": {\"msg\":"
                                + " \"broken\"}}}")
                        .message());
    }

    @Test
    void differencesAreOfTextsAndOfData() {
        assertEquals(
                List.of(new Difference("/etc/a", "1\n", "2\n")),
                read("{\"diff\": {\"before\": \"1\\n\", \"after\": \"2\\n\", \"after_header\": \"/etc/a\"}}")
                        .differences());
        assertEquals(
                List.of(new Difference("acme.box", "", "+ a\n")),
                read("{\"diff\": [{\"prepared\": \"+ a\\n\"}, {\"before\": 1, \"after\": 1}]}")
                        .differences());
        Difference data = read("{\"diff\": {\"before\": {\"a\": 1}, \"after\": {\"a\": 2}}}")
                .differences()
                .getFirst();
        assertTrue(data.before().contains("\"a\" : 1"), data::toString);
        assertTrue(data.after().contains("\"a\" : 2"), data::toString);
    }

    @Test
    void whatIsHiddenIsInNoWarningAndInNoWordsOfABrokenModule() {
        Statement said = read("{\"changed\": false, \"warnings\": [\"the token s3cr3t is old\"]}");
        assertEquals(List.of("acme.box: the token *** is old"), said.warnings());
        assertEquals(List.of("the token *** is old"), said.result().get("warnings"));
        assertFalse(read("", "no such user: s3cr3t", 1).message().contains("s3cr3t"));
    }

    @Test
    void withoutAResultTheLastWordsAreToldAndTheCode() {
        Statement said = read("", "Segmentation fault\n", 139);
        assertEquals(Ending.FAILED, said.ending());
        assertEquals("'acme.box' printed no result, and ended with exit code 139: Segmentation fault", said.message());
        assertEquals(Ending.FAILED, read("[1, 2]").ending());
    }

    @Test
    void aHostWithoutPythonIsToldOf() {
        assertEquals(
                "'acme.box' is a guest, which needs Python on the host: there is no program 'python3'",
                read("", "there is no program 'python3'\n", 127).message());
    }
}
