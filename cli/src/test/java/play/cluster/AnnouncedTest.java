package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnouncedTest {
    private static final String FILE = """
        {"family": "file", "id": "/usr/bin/etcd", "fields": [{"name": "mode", "before": "", "after": "0755"}]}
        """;
    private static final String ARTIFACT = """
        {"family": "artifact", "id": "etcd", "fields": [{"name": "state", "before": "absent", "after": "present"}]}
        """;

    /** @param changes of each host, h1 first */
    private static Announced told(String... changes) throws JsonProcessingException {
        List<JsonNode> events = new ArrayList<>();
        for (String some : changes) {
            events.add(new ObjectMapper().readTree("""
                {"event": "task_finished", "task": {"name": "Install etcd", "role": "etcd"}, "host": "h%d",
                 "outcome": {"kind": "changed", "title": "install etcd", "changes": [%s]}}
                """.formatted(events.size() + 1, some)));
        }
        return new Announced(events);
    }

    @Test
    void whatIsMadeOnTheControllerMayBeToldOfByAnyHost() throws JsonProcessingException {
        Announced dry = told(ARTIFACT + "," + FILE, FILE);
        assertEquals(List.of(), dry.differences(told(FILE, ARTIFACT + "," + FILE)));
        assertEquals(List.of(), dry.differences(told(ARTIFACT + "," + FILE, ARTIFACT + "," + FILE)));
    }

    @Test
    void somebodyMustTellOfIt() throws JsonProcessingException {
        assertEquals(List.of("artifact etcd is only made"), told(FILE).differences(told(ARTIFACT + "," + FILE)));
        assertEquals(
                List.of("artifact etcd is only told"),
                told(ARTIFACT + "," + FILE).differences(told(FILE)));
    }

    @Test
    void whatIsMadeOnAHostIsThatHostsOwn() throws JsonProcessingException {
        assertEquals(
                List.of("etcd : Install etcd [h2]: file /usr/bin/etcd is only made"),
                told(FILE, ARTIFACT).differences(told(ARTIFACT + "," + FILE, ARTIFACT + "," + FILE)));
    }

    @Test
    void itemsNeedNotBeToldWhereALoopWasUnknown() throws JsonProcessingException {
        Announced made = new Announced(
                List.of(event("item_finished", "\"item\": \"a\", ", "changed"), event("task_finished", "", "changed")));
        assertEquals(List.of(), new Announced(List.of(event("task_finished", "", "cannot_tell"))).differences(made));
        assertEquals(
                List.of("etcd : Install etcd [h1] (item=a)"),
                new Announced(List.of(event("task_finished", "", "changed")))
                        .differences(made).stream()
                                .map(difference -> difference.split(": changed")[0])
                                .toList());
    }

    @Test
    void whatWasNotKnownBeforeMayBeRightAlready() throws JsonProcessingException {
        String unit = """
            {"family": "unit", "id": "etcd",
             "fields": [{"name": "active", "before": "(known after the run)", "after": "active"}]}
            """;
        Announced made = new Announced(List.of(event("task_finished", "", "ok")));
        assertEquals(List.of(), told(unit).differences(made));
        assertEquals(1, told(FILE).differences(made).size());
    }

    private static JsonNode event(String kind, String more, String outcome) throws JsonProcessingException {
        return new ObjectMapper().readTree("""
            {"event": "%s", "task": {"name": "Install etcd", "role": "etcd"}, "host": "h1", %s
             "outcome": {"kind": "%s", "title": "2 of 2 items", "changes": []}}
            """.formatted(kind, more, outcome));
    }
}
