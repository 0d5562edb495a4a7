package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts of a host in the course of a run. */
class FactsTest {
    @TempDir
    Path folder = Path.of("/");

    @Test
    void eachPlayThatGathersFactsGathersThemAnew() throws Exception {
        Path playbook = Files.writeString(folder.resolve("site.yml"), """
            - hosts: localhost
              gather_facts: true
              tasks:
                - set_fact: {first: "{{ ansible_date_time.epoch }}"}
                - pause: {seconds: 2}
            - hosts: localhost
              gather_facts: true
              tasks:
                - assert:
                    that: ansible_date_time.epoch | int > first | int
                    fail_msg: "{{ ansible_date_time.epoch }} is the time of the play before"
            """);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(
                List.of("run", playbook.toString()),
                new Terminal(new PrintWriter(out), new PrintWriter(err), false, 80));
        assertEquals(0, code, () -> out.toString() + err);
    }
}
