package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hosts that do not go in step: {@code strategy: free} and {@code host_pinned}. */
class StrategyTest extends TrialTest {
    @BeforeEach
    void hosts() throws IOException {
        trial.file("hosts.ini", "[here]\na\nb\nc\n[here:vars]\nansible_connection=local\n");
    }

    private Trial.Said play(String strategy, String tasks, String... options) throws IOException {
        return trial.playbook(
                "- hosts: here\n  gather_facts: false\n  strategy: " + strategy + "\n"
                        + tasks.replace("FOLDER", folder.toString()).indent(2),
                options);
    }

    /** {@code EVENT HOST TASK} of each event of a task on a host. */
    private static List<String> told(Trial.Said said, String event) throws IOException {
        List<String> told = new ArrayList<>();
        for (String line : said.events().lines().toList()) {
            JsonNode node = new ObjectMapper().readTree(line);
            if (node.get("event").asText().equals(event)) {
                told.add(node.get("host").asText() + " " + node.at("/task/name").asText());
            }
        }
        return told;
    }

    /** In step, the first task would wait for what comes after it. */
    @Test
    void aSlowHostHoldsNobodyUp() throws IOException {
        Trial.Said said = play("free", """
            tasks:
              - name: Wait for the others
                wait_for: {path: FOLDER/done, timeout: 60}
                when: inventory_hostname == 'a'
              - name: Go on
                file: {path: FOLDER/done, state: touch, mode: "0644"}
                when: inventory_hostname == 'b'
            """);
        assertEquals(0, said.code(), said::everything);
    }

    @Test
    void aPinnedHostIsDoneWithThePlayBeforeTheNextBegins() throws IOException {
        Trial.Said said = play("host_pinned", """
            tasks:
              - {name: One, ping: }
              - {name: Two, ping: }
            """, "-f", "1");
        assertEquals(List.of("a One", "a Two", "b One", "b Two", "c One", "c Two"), told(said, "host_started"));
    }

    @Test
    void whatRunsOnceRunsOnEachAndIsWarnedOf() throws IOException {
        Trial.Said said = play("free", """
            tasks:
              - name: Once
                command: "true"
                run_once: true
            """);
        assertEquals(3, told(said, "task_finished").size());
        assertEquals(
                1,
                said.out()
                        .lines()
                        .filter(line -> line.contains("'Once' is to run once"))
                        .count(),
                said::out);
    }

    @Test
    void soItIsThoughTheFirstHostHasLeftThePlay() throws IOException {
        Trial.Said said = play("host_pinned", """
            tasks:
              - meta: end_host
                when: inventory_hostname == 'a'
              - name: Once
                command: "true"
                run_once: true
            """, "-f", "1");
        assertEquals(
                1,
                said.out()
                        .lines()
                        .filter(line -> line.contains("'Once' is to run once"))
                        .count(),
                said::out);
    }

    @Test
    void aThrottleHoldsThoughHostsComeByThemselves() throws IOException {
        Trial.Said said = play("free", """
            tasks:
              - name: One at a time
                shell: mkdir FOLDER/lock && sleep 0.1 && rmdir FOLDER/lock
                throttle: 1
            """);
        assertEquals(0, said.code(), said::everything);
    }

    @Test
    void handlersOfRolesThatCameInRunOnEachHostOnce() throws IOException {
        trial.file("roles/r/tasks/main.yml", "- {name: In the role, command: 'true', notify: Handle}\n");
        trial.file("roles/r/handlers/main.yml", "- {name: Handle, command: 'true'}\n");
        Trial.Said said = play("free", """
            tasks:
              - include_role: {name: r}
              - name: Notify the play's own
                command: "true"
                notify: Own
            handlers:
              - {name: Own, command: "true"}
            """);
        assertEquals(0, said.code(), said::everything);
        List<String> finished = told(said, "task_finished");
        for (String host : List.of("a", "b", "c")) {
            assertEquals(1, finished.stream().filter((host + " Handle")::equals).count(), finished::toString);
            assertEquals(1, finished.stream().filter((host + " Own")::equals).count(), finished::toString);
        }
    }

    @Test
    void aRoleThatAHostHasLeftIsNotEnteredAgainWhenAnotherEndsIt() throws IOException {
        trial.file("roles/r/tasks/main.yml", """
            - {name: First, command: "true"}
            - meta: end_role
              when: inventory_hostname == 'a'
            - name: Rest of the role
              command: "true"
            """);
        Trial.Said said = play("free", "roles: [r]\n");
        assertEquals(0, said.code(), said::everything);
        assertFalse(told(said, "host_started").contains("a Rest of the role"), said::events);
        assertTrue(told(said, "host_started").contains("b Rest of the role"), said::events);
    }

    @Test
    void aFailureThatIsFatalIsThatOfAllHosts() throws IOException {
        Trial.Said said = trial.playbook("""
            - hosts: here
              gather_facts: false
              strategy: free
              any_errors_fatal: true
              tasks:
                - name: Break
                  command: "false"
                  when: inventory_hostname == 'b'
            - hosts: here
              gather_facts: false
              tasks:
                - {name: Next play, ping: }
            """);
        assertEquals(2, said.code(), said::everything);
        assertFalse(told(said, "host_started").stream().anyMatch(told -> told.endsWith("Next play")), said::events);
    }

    @Test
    void aHostThatIsYetToBeginDoesNotWhenThePlayHasEnded() throws IOException {
        Trial.Said said = trial.playbook("""
            - hosts: here
              gather_facts: true
              strategy: host_pinned
              tasks:
                - meta: end_play
            """, "-f", "1");
        assertEquals(0, said.code(), said::everything);
        assertEquals(List.of("a Gathering Facts"), told(said, "host_started"), said::everything);
    }

    @Test
    void failuresThatAreAboutToBeRescuedAreNotTooMany() throws IOException {
        trial.file(
                "hosts.ini",
                "[here]\n"
                        + IntStream.range(0, 100).mapToObj(i -> "h" + i + "\n").collect(Collectors.joining())
                        + "[here:vars]\nansible_connection=local\n");
        Trial.Said said = play("free", """
            max_fail_percentage: 0
            tasks:
              - name: Guard
                block:
                  - fail: {msg: "no"}
                rescue:
                  - debug: {msg: rescued}
              - {name: Go on, debug: {msg: after}}
            """, "-f", "50");
        assertEquals(0, said.code(), said::everything);
        assertEquals(
                100,
                told(said, "task_finished").stream()
                        .filter(told -> told.endsWith("Go on"))
                        .count());
    }

    @Test
    void aBlockInsideOfOneThatRescuesEndsNothing() throws IOException {
        for (String strategy : List.of("linear", "free")) {
            Trial.Said said = play(strategy, """
                max_fail_percentage: 0
                tasks:
                  - name: Guard
                    block:
                      - name: Clean up
                        block:
                          - fail: {msg: "no"}
                            when: inventory_hostname == 'a'
                        always:
                          - debug: {msg: always}
                    rescue:
                      - debug: {msg: rescued}
                  - {name: Go on, debug: {msg: after}}
                """);
            List<String> finished = told(said, "task_finished");
            assertTrue(finished.containsAll(List.of("a Go on", "b Go on", "c Go on")), said::everything);
        }
    }

    @Test
    void aDryRunTellsTheSame() throws IOException {
        String tasks = """
            tasks:
              - name: Write
                copy: {dest: "FOLDER/{{ inventory_hostname }}", content: x, mode: "0644"}
            """;
        Trial.Said dry = play("free", tasks, "--check");
        assertEquals(
                3,
                dry.out().lines().filter(line -> line.startsWith("changed: ")).count(),
                dry::out);
        assertEquals(0, play("free", tasks).code());
        assertEquals(
                0,
                play("free", tasks)
                        .out()
                        .lines()
                        .filter(line -> line.startsWith("changed: "))
                        .count());
    }
}
