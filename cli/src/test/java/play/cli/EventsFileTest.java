package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsFileTest {
    @TempDir
    Path folder = Path.of("/");

    /** {@code /dev/full} is a disk without room. */
    @Test
    void aFileThatCannotBeWrittenToItsEndIsToldOf() throws Exception {
        Path playbook = Files.writeString(
                folder.resolve("p.yml"),
                "- hosts: localhost\n  gather_facts: false\n  tasks:\n    - debug: msg=hello\n");
        Path inventory = Files.writeString(folder.resolve("hosts.ini"), "localhost ansible_connection=local\n");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> words = List.of("run", playbook.toString(), "-i", inventory.toString(), "--events", "/dev/full");
        assertEquals(
                1,
                Main.run(words, new Terminal(new PrintWriter(out), new PrintWriter(err), false, 80)),
                () -> out + "\n" + err);
        assertTrue(out.toString().contains("hello"), out::toString);
        assertTrue(err.toString().contains("the events file /dev/full is incomplete"), err::toString);
    }

    private List<JsonNode> events(Trial.Said said) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : said.events().lines().toList()) {
            events.add(new ObjectMapper().readTree(line));
        }
        return events;
    }

    private JsonNode causes(String tasks) throws IOException {
        ObjectNode causes = new ObjectMapper().createObjectNode();
        for (JsonNode event : events(new Trial(folder).play(tasks))) {
            if (event.path("event").asText().equals("task_finished")
                    && event.path("outcome").path("kind").asText().equals("failed")) {
                causes.set(
                        event.path("task").path("name").asText(),
                        event.path("outcome").path("cause"));
            }
        }
        return causes;
    }

    @Test
    void aWrongKeywordOfAPlayIsWithinThePlay() throws IOException {
        Trial.Said said = new Trial(folder).play("vars: {most: {}}\nserial: \"{{ most.none }}\"\ntasks: [{debug: }]\n");
        JsonNode finished = events(said).stream()
                .filter(event -> event.path("event").asText().equals("task_finished"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(said.everything()));
        assertEquals("0/play", finished.path("task").path("id").asText());
        assertTrue(finished.path("result").path("msg").asText().contains("'none'"), finished::toString);
    }

    @Test
    void failuresSayWhyAsData() throws IOException {
        Files.writeString(folder.resolve("page.j2"), "one\n{{ 1 / zero }}\n");
        JsonNode causes = causes("""
            ignore_errors: true
            vars: {zero: 0}
            tasks:
              - {name: problem, debug: {msg: "{{ 1 / zero }}"}}
              - {name: parameters, template: {src: FOLDER/page.j2, dest: FOLDER/page}}
              - {name: command, shell: "echo out; echo err >&2; exit 4"}
              - {name: failed_when, command: echo bad, register: r, failed_when: r.stdout == 'bad'}
              - {name: until, command: echo bad, register: r, until: r.stdout == 'x', retries: 1, delay: 0}
              - {name: items, command: "{{ item }}", loop: ["true", "false"]}
              - {name: hidden, command: "false", no_log: true}
              - {name: reason, fail: {msg: for this}}
            """);
        JsonNode problem = causes.path("problem").path("diagnostic");
        assertEquals("error", problem.path("severity").asText());
        assertEquals(6, problem.path("place").path("line").asInt());
        assertTrue(problem.path("place").path("text").asText().contains("{{ 1 / zero }}"), problem::toString);
        JsonNode fault = causes.path("parameters").path("faults").path(0);
        assertEquals("src", fault.path("parameter").asText());
        assertEquals(
                2, fault.path("problems").path(0).path("place").path("line").asInt());
        JsonNode command = causes.path("command");
        assertEquals(4, command.path("rc").asInt());
        assertEquals("out", command.path("stdout").asText().strip());
        assertEquals("err", command.path("stderr").asText().strip());
        assertEquals("failed_when", causes.path("failed_when").path("keyword").asText());
        assertEquals("bad", causes.path("failed_when").path("stdout").asText().strip());
        assertEquals("retried", causes.path("until").path("kind").asText());
        assertEquals("until", causes.path("until").path("last").path("keyword").asText());
        assertEquals(1, causes.path("items").path("failed").asInt());
        assertEquals("hidden", causes.path("hidden").path("kind").asText());
        assertEquals("for this", causes.path("reason").path("text").asText());
    }

    private static final String WINDING = """
        - hosts: all
          gather_facts: false
          tasks:
            - {name: one, command: "true", notify: told}
            - block:
                - {name: two, command: "{{ item }}", loop: ["true", "true"]}
                - {name: three, command: "false"}
              rescue:
                - {name: four, debug: {msg: x}}
              always:
                - {name: five, debug: {msg: x}}
            - {include_tasks: more.yml, loop: [a, b]}
            - {include_tasks: "{{ inventory_hostname }}.yml"}
            - meta: flush_handlers
            - {name: six, command: "true", notify: told}
          handlers:
            - {name: told, debug: {msg: x}}
        - hosts: all
          gather_facts: false
          tasks:
            - {name: one, command: "true"}
        """;

    /** Instances of tasks in the order of their names, and the names of the tasks by their ids. */
    private List<String> instances(Trial trial, Map<String, String> names) throws IOException {
        Trial.Said said = trial.playbook(WINDING, "-e", "ansible_connection=local", "--forks", "2");
        assertEquals(0, said.code(), said::everything);
        Set<String> started = new HashSet<>();
        List<String> instances = new ArrayList<>();
        for (JsonNode event : events(said)) {
            JsonNode task = event.path("task");
            String instance =
                    task.path("id").asText() + "@" + event.path("host").asText();
            switch (event.path("event").asText()) {
                case "host_started" -> assertTrue(started.add(instance), instance);
                case "item_finished" -> instances.add(instance + "[" + event.path("index") + "]");
                case "task_finished" -> {
                    assertTrue(started.contains(instance), instance);
                    assertTrue(event.path("millis").isIntegralNumber(), event::toString);
                    names.put(task.path("id").asText(), task.path("name").asText());
                    if (!task.path("module").asText().equals("include")) {
                        instances.add(instance);
                    }
                }
                default -> {}
            }
        }
        return instances.stream().sorted().toList();
    }

    @Test
    void instancesOfTasksHaveNamesThatStay() throws IOException {
        Trial trial = new Trial(folder);
        trial.file("hosts.ini", "a\nb\nc\n");
        for (String file : List.of("more", "a", "b", "c")) {
            trial.file(file + ".yml", "- {name: in " + file + ", debug: {msg: x}}\n");
        }
        Map<String, String> names = new HashMap<>();
        List<String> first = instances(trial, names);
        assertEquals(first.size(), Set.copyOf(first).size(), first::toString);
        assertEquals(first, instances(trial, names));
        Map.of(
                        "0/tasks/0", "one",
                        "0/tasks/1/block/1", "three",
                        "0/tasks/1/rescue/0", "four",
                        "0/tasks/1/always/0", "five",
                        "0/tasks/2/more.yml/1/0", "in more",
                        "0/tasks/3/b.yml/0/0", "in b",
                        "0/tasks/4/handlers/0", "told",
                        "0/tasks/handlers/0", "told",
                        "1/tasks/0", "one")
                .forEach((id, name) -> assertEquals(name, names.get(id), names::toString));
        assertTrue(first.contains("0/tasks/1/block/0@c[1]"), first::toString);
    }
}
