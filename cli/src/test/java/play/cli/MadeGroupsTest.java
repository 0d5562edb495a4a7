package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    void aTemplateMayComeToAnyName() throws IOException {
        assertEquals(List.of(), unknown("- group_by: {key: '{{ inventory_hostname }}'}\n"));
        assertEquals(List.of(), unknown("- add_host: {name: x, groups: ['{{ inventory_hostname }}']}\n"));
    }
}
