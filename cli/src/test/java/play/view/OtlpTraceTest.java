package play.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import play.event.RunEvent;

/** Collectors read the file as OTLP's JSON. */
class OtlpTraceTest {
    private static String text(boolean whole) {
        RunView view = new RunView();
        Told told = new Told(view);
        if (whole) {
            told.smallRun();
        } else {
            told.begun(true, Told.WEB1).event(new RunEvent.HostStarted(Told.task("0/tasks/0", "Slow"), Told.WEB1));
        }
        return OtlpTrace.of(view);
    }

    private static List<JsonNode> spans(boolean whole) throws Exception {
        List<JsonNode> spans = new ArrayList<>();
        new ObjectMapper()
                .readTree(text(whole))
                .at("/resourceSpans/0/scopeSpans/0/spans")
                .forEach(spans::add);
        return spans;
    }

    private static Map<String, String> attributes(JsonNode span) {
        Map<String, String> values = new HashMap<>();
        span.get("attributes")
                .forEach(one -> values.put(
                        one.get("key").asText(),
                        one.get("value").iterator().next().asText()));
        return values;
    }

    private static JsonNode named(List<JsonNode> spans, String name) {
        return spans.stream()
                .filter(span -> span.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theRunHoldsPlaysTheseTasksAndTheseHosts() throws Exception {
        List<JsonNode> spans = spans(true);
        Map<String, JsonNode> byId = new HashMap<>();
        spans.forEach(span -> byId.put(span.get("spanId").asText(), span));
        assertEquals(spans.size(), byId.size());
        assertEquals(1 + 1 + 3 + 6, spans.size());
        Set<String> traces = new HashSet<>();
        List<JsonNode> roots = new ArrayList<>();
        for (JsonNode span : spans) {
            traces.add(span.get("traceId").asText());
            assertTrue(span.get("spanId").asText().matches("[0-9a-f]{16}"));
            if (!span.has("parentSpanId")) {
                roots.add(span);
                continue;
            }
            JsonNode parent =
                    Objects.requireNonNull(byId.get(span.get("parentSpanId").asText()));
            assertTrue(parent.get("startTimeUnixNano").asLong()
                    <= span.get("startTimeUnixNano").asLong());
            assertTrue(parent.get("endTimeUnixNano").asLong()
                    >= span.get("endTimeUnixNano").asLong());
        }
        assertEquals(List.of(named(spans, "play run site.yml")), roots);
        assertEquals(1, traces.size());
        assertTrue(traces.iterator().next().matches("[0-9a-f]{32}"));
    }

    @Test
    void aHostThatFailedIsInErrorAndOneThatWasRescuedIsNot() throws Exception {
        List<JsonNode> spans = spans(true);
        String check = named(spans, "Check").get("spanId").asText();
        List<JsonNode> hosts = spans.stream()
                .filter(span -> span.path("parentSpanId").asText().equals(check))
                .toList();
        assertEquals(2, hosts.size());
        assertEquals("failed", attributes(hosts.get(0)).get("play.status"));
        assertEquals(2, hosts.get(0).at("/status/code").asInt());
        assertEquals(
                "bad <words> & \\x1b[31m]]>", hosts.get(0).at("/status/message").asText());
        assertEquals("rescued", attributes(hosts.get(1)).get("play.status"));
        assertFalse(hosts.get(1).has("status"));
        assertEquals(2, named(spans, "play run site.yml").at("/status/code").asInt());
    }

    @Test
    void aTaskSaysItsModuleAndWhereItStands() throws Exception {
        Map<String, String> write = attributes(named(spans(true), "Write"));
        assertEquals("copy", write.get("play.module"));
        assertEquals("site.yml", write.get("code.file.path"));
        assertEquals("3", write.get("code.line.number"));
    }

    @Test
    void aTraceThatIsMadeTwiceIsTheSame() {
        assertEquals(text(true), text(true));
    }

    @Test
    void aRunThatWasKilledIsInError() throws Exception {
        JsonNode run = named(spans(false), "play run site.yml");
        assertEquals("the run was killed, or goes on", run.at("/status/message").asText());
        assertEquals("true", attributes(run).get("play.check"));
    }
}
