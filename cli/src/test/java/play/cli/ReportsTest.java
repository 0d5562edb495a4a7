package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever hosts and playbooks come up with, a run is reported to its end and no failure is lost. */
class ReportsTest {
  @TempDir Path folder = Path.of("/");
  private Trial trial;

  @BeforeEach
  void prepare() throws IOException {
    trial = new Trial(folder);
  }

  /** A console that has no memory for one of the lines. */
  private static final class Narrow extends StringWriter {
    @Override
    public void write(String text, int from, int count) {
      if (text.contains("too much")) {
        throw new OutOfMemoryError("Java heap space");
      }
      super.write(text, from, count);
    }
  }

  @Test
  void aFailureCountsThoughTheConsoleHasBroken() throws IOException {
    Path playbook =
        trial.file(
            "p.yml",
            """
            - hosts: here
              gather_facts: false
              tasks:
                - debug: {msg: too much}
                - fail: {msg: this is lost}
            """);
    StringWriter err = new StringWriter();
    List<String> words = List.of("run", playbook.toString(), "-i", folder.resolve("hosts.ini").toString());
    assertEquals(2, Main.run(words, new Terminal(new PrintWriter(new Narrow()), new PrintWriter(err), false, 80)), err::toString);
    assertTrue(err.toString().contains("the console output ends here"), err::toString);
    assertTrue(err.toString().contains("here : ok=1    changed=0    unreachable=0    failed=1 "), err::toString);
  }

  @Test
  void deepAndLongValuesLoseNoFailure() throws IOException {
    Trial.Said said =
        trial.play(
            """
            vars:
              deep: "{{ ('[' * 300 ~ ']' * 300) | from_json }}"
            tasks:
              - debug: {var: deep}
              - debug: {msg: "{{ ['x' * 3000000, 'y' * 3000000] }}"}
              - command: head -c 4000000 /dev/zero
              - fail: {msg: the end}
            """,
            "-v");
    assertEquals(2, said.code(), said::err);
    assertTrue(said.out().contains("PLAY RECAP"), "no recap");
    assertTrue(said.out().contains("3000000 characters, the first 1048576 are shown"), "no size");
    assertTrue(said.events().lines().toList().getLast().contains("run_finished"), "no end");
    assertTrue(said.out().length() < 20_000_000, () -> said.out().length() + " characters");
  }

  @Test
  void aVariableThatCannotBeEvaluatedIsShownAsSuchAmongThoseOfAHost() throws IOException {
    trial.file("hosts.ini", "here ansible_connection=local bad={{nope}} good={{1+1}}\nw2 bad={{nope}}\n");
    Trial.Said said =
        trial.play(
            """
            tasks:
              - debug: {var: "hostvars[inventory_hostname]"}
              - debug: {msg: "{{ hostvars['w2'] }}"}
                ignore_errors: true
              - set_fact: {kept: "{{ hostvars['w2'] }}"}
                ignore_errors: true
              - debug: {msg: "{{ item }}"}
                loop: "{{ hostvars.values() | list }}"
                ignore_errors: true
              - debug: {msg: "{{ 'bad' in hostvars['w2'].keys() }}"}
              - fail: {msg: the end}
            """);
    assertEquals(2, said.code(), said::everything);
    assertTrue(said.out().contains("<< cannot be evaluated: 'nope' is undefined. >>"), said::everything);
    assertTrue(said.out().contains("ok=5    changed=0    unreachable=0    failed=1    skipped=0    rescued=0    ignored=3"), said::everything);
  }

  @Test
  void eventsAreInTheFileAsTheyHappen() throws IOException {
    Trial.Said said =
        trial.play(
            """
            tasks:
              - command: cat FOLDER/events
                register: seen
              - copy: {dest: FOLDER/copy, content: "{{ seen.stdout }}"}
            """.replace("FOLDER", folder.toString()));
    assertEquals(0, said.code(), said::everything);
    String early = Files.readString(folder.resolve("copy"));
    assertTrue(early.contains("\"play_started\""), early);
    assertFalse(early.contains("run_finished"), early);
  }
}
