package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.expression.data.Json;

/** Against what ansible-inventory 2.21 answers to the same inventory. */
class InventoryCommandTest {
    private static final String GROUPS = """
        "all": {"children": ["ungrouped", "web", "db", "both", "empty"] ALL},
        "both": {"children": ["web", "db"]},
        "db": {"hosts": ["d1"]},
        "ungrouped": {"hosts": ["solo"]},
        "web": {"hosts": ["w1", "w2"] WEB}
        """;

    @TempDir
    Path folder;

    private record Said(int code, String out, String err) {}

    @BeforeEach
    void inventory() throws IOException {
        Files.writeString(folder.resolve("hosts.yml"), """
            all:
              vars: {top: 1}
              hosts:
                solo: {ansible_host: 10.0.0.9}
              children:
                web:
                  vars: {http: 80}
                  hosts:
                    w1: {x: [1, 2], t: "{{ http }}"}
                    w2: {}
                db:
                  hosts: {d1: {}}
                both:
                  children: {web: {}, db: {}}
                empty: {}
            """);
        Files.writeString(Files.createDirectory(folder.resolve("group_vars")).resolve("web.yml"), "gv: fromfile\n");
    }

    private Said play(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(
                List.of("inventory", "-i", folder.resolve("hosts.yml").toString()));
        all.addAll(List.of(words));
        int code = Main.run(all, new Terminal(new PrintWriter(out), new PrintWriter(err), false, 80));
        return new Said(code, out.toString(), err.toString());
    }

    private static Object json(String text) {
        return String.valueOf(Json.read(text));
    }

    @Test
    void listsGroupsAndTheVariablesOfHosts() {
        assertEquals(
                json("""
                    {"_meta": {"hostvars": {
                      "d1": {"top": 1},
                      "solo": {"ansible_host": "10.0.0.9", "top": 1},
                      "w1": {"gv": "fromfile", "http": 80, "t": "{{ http }}", "top": 1, "x": [1, 2]},
                      "w2": {"gv": "fromfile", "http": 80, "top": 1}}},
                    """ + GROUPS.replace(" ALL", "").replace(" WEB", "") + "}"),
                json(play("--list").out()));
    }

    @Test
    void exportsVariablesWhereTheyAreWritten() {
        assertEquals(
                json("""
                        {"_meta": {"hostvars": {
                          "solo": {"ansible_host": "10.0.0.9"},
                          "w1": {"t": "{{ http }}", "x": [1, 2]}}},
                        """
                        + GROUPS.replace(" ALL", ", \"vars\": {\"top\": 1}")
                                .replace(" WEB", ", \"vars\": {\"gv\": \"fromfile\", \"http\": 80}")
                        + "}"),
                json(play("--list", "--export").out()));
    }

    @Test
    void showsOneHost() {
        assertEquals(
                json("{\"gv\": \"fromfile\", \"http\": 80, \"t\": \"{{ http }}\", \"top\": 1, \"x\": [1, 2]}"),
                json(play("--host", "w1").out()));
        Said none = play("--host", "nobody");
        assertTrue(none.code() == 2 && none.err().contains("no host 'nobody'"), none::err);
    }

    @Test
    void drawsGroupsAsATree() {
        assertEquals("""
            @all:
              |--@ungrouped:
              |  |--solo
              |--@web:
              |  |--w1
              |  |--w2
              |--@db:
              |  |--d1
              |--@both:
              |  |--@web:
              |  |  |--w1
              |  |  |--w2
              |  |--@db:
              |  |  |--d1
              |--@empty:
            """, play("--graph").out());
        assertEquals("@db:\n  |--d1\n", play("--graph", "db").out());
        assertTrue(play("--graph", "nothing").err().contains("no group 'nothing'"));
    }

    @Test
    void secretsStaySecret() throws IOException {
        Files.writeString(folder.resolve("pw"), "pw\n");
        StringWriter out = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(new StringWriter()), false, 80);
        String password = "--vault-password-file=" + folder.resolve("pw");
        Main.run(List.of("vault", "encrypt-string", "planted", "-n", "word", password), terminal);
        Files.writeString(folder.resolve("group_vars/db.yml"), out.toString());
        Said listed = play("--host", "d1", password);
        assertEquals(json("{\"top\": 1, \"word\": \"***\"}"), json(listed.out()));
        assertFalse(listed.out().contains("planted"));
    }

    @Test
    void oneQuestionAtATime() {
        assertEquals(2, play().code());
        assertEquals(2, play("--list", "--graph").code());
        assertEquals(2, play("--list", "web").code());
    }
}
