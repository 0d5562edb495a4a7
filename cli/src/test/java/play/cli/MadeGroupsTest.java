package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plays for hosts and groups that tasks make are not warned of before the run, and others are. */
class MadeGroupsTest {
    private static final Pattern UNKNOWN = Pattern.compile("no host and no group '([^']+)'");

    @TempDir
    Path folder = Path.of("/");

    private List<String> unknown(String tasks) throws IOException {
        Path inventory = Files.writeString(folder.resolve("hosts"), "h1 ansible_connection=local\n");
        Path playbook = Files.writeString(
                folder.resolve("play.yml"),
                "- hosts: all\n  gather_facts: false\n  tasks:\n" + tasks.indent(4)
                        + "- hosts: first,second,somebody,elsewhere\n  gather_facts: false\n  tasks: []\n");
        StringWriter out = new StringWriter();
        PrintWriter printer = new PrintWriter(out);
        List<String> words =
                List.of("run", "--syntax-check", "--all-problems", playbook.toString(), "-i", inventory.toString());
        Main.run(words, new Terminal(printer, printer, false, 500));
        return UNKNOWN.matcher(out.toString())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void namesThatAreWrittenAreKnown() throws IOException {
        assertEquals(
                List.of("elsewhere"),
                unknown("- add_host: {name: 'somebody:22', groups: 'first, other'}\n- group_by: {key: second}\n"));
        assertEquals(List.of("first", "second", "somebody", "elsewhere"), unknown("- debug:\n"));
    }

    @Test
    void namesThatAreMadeAreSuggested() throws IOException {
        Trial.Said said = new Trial(folder).playbook("""
            - hosts: here
              gather_facts: false
              tasks:
                - add_host: {name: x, groups: databases}
            - hosts: databasse
              tasks: []
            """);
        assertEquals(4, said.code(), said::everything);
        assertTrue(said.err().contains("Did you mean 'databases'?"), said::err);
    }

    @Test
    void anInventoryThatIsReadAnewMayHaveAnyName() throws IOException {
        assertEquals(List.of(), unknown("- meta: refresh_inventory\n"));
        Trial.Said said = new Trial(folder).playbook("""
            - hosts: here
              gather_facts: false
              tasks:
                - copy:
                    dest: "{{ inventory_file }}"
                    content: |
                      [later]
                      new ansible_connection=local colour=red
                - add_host: {name: made, groups: later, ansible_connection: local, colour: blue}
                - meta: refresh_inventory
            - hosts: later
              gather_facts: false
              tasks:
                - debug: {msg: "{{ inventory_hostname }} is {{ colour }}"}
            """);
        assertEquals(0, said.code(), said::everything);
        assertTrue(said.out().contains("new is red") && said.out().contains("made is blue"), said::out);
    }

    @Test
    void whatIsWrongWithAnInventoryByThenFailsTheTask() throws IOException {
        Trial.Said said = new Trial(folder).play("""
            tasks:
              - copy: {dest: "{{ inventory_file }}", content: "[open\n"}
              - meta: refresh_inventory
            """);
        assertEquals(2, said.code(), said::everything);
        assertTrue(said.out().contains("failed=1"), said::out);
    }

    @Test
    void aTemplateMayComeToAnyName() throws IOException {
        assertEquals(List.of(), unknown("- group_by: {key: '{{ inventory_hostname }}'}\n"));
        assertEquals(List.of(), unknown("- add_host: {name: x, groups: ['{{ inventory_hostname }}']}\n"));
    }
}
