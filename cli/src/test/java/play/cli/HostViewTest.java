package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code play eval} and {@code play vars explain}. */
class HostViewTest {
    @TempDir
    Path folder;

    private Trial trial;

    @BeforeEach
    void start() throws IOException {
        trial = new Trial(folder);
        trial.file("inventory/hosts.yml", """
            all:
              vars: {top: 1, port: 1}
              children:
                web:
                  vars: {port: 2}
                  hosts:
                    w1: {port: 5, ansible_connection: local}
                    w2: {}
            """);
        trial.file("inventory/group_vars/all.yml", "# of all\nport: 3\n");
        trial.file("inventory/group_vars/web.yml", "port: 4\nlist: [a, {b: [1.5, true]}]\n");
        trial.file("inventory/host_vars/w1.yml", "port: \"{{ base }}6\"\nbase: 800\n");
        trial.file("group_vars/web.yml", "port: 7\n");
        trial.file("host_vars/w1.yml", "port: 8\n");
        trial.file("roles/site/defaults/main.yml", "port: 9\nonly: default\n");
        trial.file("roles/site/vars/main.yml", "port: 10\n");
        trial.file("roles/site/tasks/main.yml", "- debug: {msg: '{{ port }}'}\n  vars: {port: 12}\n");
        trial.file("more.yml", "port: 11\n");
        trial.file("site.yml", """
            - name: Set up the site
              hosts: web
              vars: {port: 13}
              vars_files: [more.yml]
              roles: [site]
              tasks:
                - set_fact: {port: 14}
                - command: id
                  register: only
            """);
    }

    private Trial.Said play(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-i", folder.resolve("inventory/hosts.yml").toString()));
        return Trial.main(all.toArray(String[]::new));
    }

    private Trial.Said inPlay(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--playbook", folder.resolve("site.yml").toString()));
        return play(all.toArray(String[]::new));
    }

    private void says(String expected, Trial.Said said) {
        assertEquals(expected, said.out().replace(folder + "/", ""), said::err);
        assertEquals("", said.err());
        assertEquals(0, said.code());
    }

    @Test
    void valuesAreShownAsJsonToo() {
        says("""
            [
                "a",
                {
                    "b": [
                        1.5,
                        true
                    ]
                }
            ]
            """, play("eval", "list", "w1", "--json"));
        assertTrue(play("eval", "--template", "x", "--json").err().contains("--json is for values"));
    }

    @Test
    void layersAreShownAsJsonToo() throws IOException {
        JsonNode play = new ObjectMapper()
                .readTree(inPlay("vars", "explain", "port", "w1", "--json").out())
                .get(0);
        assertEquals("Set up the site", play.get("play").asText());
        assertEquals("w1", play.get("host").asText());
        assertTrue(play.at("/said/0/place").asText().matches(".*[.]yml:[0-9]+"), play::toString);
        assertEquals(play.at("/said/0/value"), play.get("value"));
        assertTrue(play.at("/set_in_run/1").asText().endsWith("site.yml:7"), play::toString);
    }

    @Test
    void everyLayerIsShownTheWinnerFirst() {
        says("""
            play 'Set up the site' (site.yml:1)
            w1: port is "15"
              > extra vars                  "15"           --extra-vars:1
                role vars                   10             roles/site/vars/main.yml:1
                play vars_files             11             more.yml:1
                play vars                   13             site.yml:3
                playbook host_vars          8              host_vars/w1.yml:1
                inventory host_vars         "{{ base }}6"  inventory/host_vars/w1.yml:1
                inventory host vars         5              inventory/hosts.yml:7
                playbook group_vars (web)   7              group_vars/web.yml:1
                inventory group_vars (web)  4              inventory/group_vars/web.yml:1
                inventory group_vars (all)  3              inventory/group_vars/all.yml:2
                inventory group vars (web)  2              inventory/hosts.yml:5
                inventory group vars (all)  1              inventory/hosts.yml:2
                role defaults               9              roles/site/defaults/main.yml:1
                a task may set it in the run: roles/site/tasks/main.yml:2, site.yml:7

            """, inPlay("vars", "explain", "port", "w1", "-e", "port=15"));
    }

    @Test
    void whatNoTextSaysBeforeTheRunIsSaid() {
        says("""
            w2: inventory_hostname is "w2"
              > magic variables  "w2"

            """, play("vars", "explain", "inventory_hostname", "w2"));
        Trial.Said registered = inPlay("vars", "explain", "only", "w1");
        assertTrue(registered.out().contains("a task may set it in the run: "), registered::out);
        refused("Nothing defines 'prot' for this host. Did you mean 'port'?", play("vars", "explain", "prot", "w1"));
        refused("'play facts HOST' asks", play("vars", "explain", "ansible_distribution", "w1"));
        refused("The inventory has no host 'w3'. Did you mean 'w1'?", play("vars", "explain", "port", "w3"));
        refused("'web' is a group", play("vars", "explain", "port", "web"));
        refused("No play of '", inPlay("vars", "explain", "port", "localhost"));
        assertEquals(2, play("vars", "explain", "port").code());
        assertEquals(2, play("vars", "show", "port", "w1").code());
    }

    private static void refused(String words, Trial.Said said) {
        assertEquals(4, said.code(), said::out);
        assertTrue(said.err().contains(words), said::err);
        assertEquals("", said.out());
    }

    @Test
    void anExpressionIsShownAsYaml() {
        says("- a\n- b:\n  - 1.5\n  - true\n", play("eval", "list", "w2"));
        says("4\n", play("eval", "port", "w2"));
        says("10\n", inPlay("eval", "port", "w2"));
        says("'8006'\n", play("eval", "port", "w1"));
        says("port 8006 of w1\n", play("eval", "port {{ port }} of {{ inventory_hostname }}", "w1"));
        says("3\n", play("eval", "top + 2", "w1"));
        says("true\n", play("eval", "x == 'y'", "-e", "x=y"));
        says("- w1\n- w2\n", play("eval", "groups['web']"));
    }

    @Test
    void mistakesInExpressionsHaveTheirPlace() {
        Trial.Said undefined = play("eval", "port + prot", "w2");
        refused("'prot' is undefined. Did you mean 'port'?", undefined);
        assertTrue(undefined.err().contains(" --> EXPRESSION:1:8\n"), undefined::err);
        refused("The expression ends where a value is expected.", play("eval", "port +", "w2"));
        refused("There is no filter 'uper'.", play("eval", "port | uper", "w2"));
        assertEquals(2, play("eval").code());
        assertEquals(2, play("eval", "1", "w1", "w2").code());
    }

    @Test
    void aTemplateIsRenderedAsTheModuleWould() throws IOException {
        Path file = trial.file("t.j2", "{% for x in list %}\n{{ x }}\n{% endfor %}\n{% include 'end.j2' %}\n");
        trial.file("end.j2", "for {{ inventory_hostname }}");
        says("a\n{'b': [1.5, True]}\nfor w2\n", play("eval", "--template", file.toString(), "w2"));
        trial.file("t.j2", "one\n{{ prot }}\n");
        Trial.Said undefined = play("eval", "--template", file.toString(), "w2");
        assertTrue(undefined.err().contains("t.j2:2:4\n"), undefined::err);
        refused(
                "there.j2",
                play("eval", "--template", folder.resolve("there.j2").toString()));
    }

    @Test
    void secretsStaySecret() throws IOException {
        trial.file("pw", "pw\n");
        String password = "--vault-password-file=" + folder.resolve("pw");
        String sealed = Trial.main("vault", "encrypt-string", "planted", "-n", "word", password)
                .out();
        trial.file("inventory/host_vars/w2.yml", sealed + "around: [\"<{{ word }}>\"]\n");
        Path file = trial.file("t.j2", "word={{ word }};\n");
        says("word=***;\n", play("eval", "--template", file.toString(), "w2", password));
        says("- '***'\n", play("eval", "around", "w2", password));
        Trial.Said said = play("vars", "explain", "word", "w2", password);
        assertTrue(said.out().startsWith("w2: word is \"***\"\n  > inventory host_vars  \"***\""), said::out);
        assertFalse(said.everything().contains("planted"));
    }

    @Test
    void factsAreThoseThatHostsTell() {
        Trial.Said yaml = play("facts", "w1", "--filter", "hostname", "--filter", "ansible_kernel*");
        assertTrue(yaml.out().startsWith("w1:\n  hostname: ") && yaml.out().contains("\n  kernel: "), yaml::everything);
        assertFalse(yaml.out().contains("architecture"), yaml::out);
        Trial.Said json = play("facts", "w1", "--json");
        assertTrue(json.out().startsWith("{\n    \"w1\": {\n") && json.out().contains("\"architecture\": "), json::out);
        Trial.Said lost = play("facts", "all", "-e", "ansible_connection=ssh ansible_host=127.0.0.1 ansible_port=1");
        assertEquals(4, lost.code());
        assertEquals("", lost.out());
        assertTrue(lost.err().contains("w2 | UNREACHABLE! => "), lost::err);
        assertEquals(2, play("facts").code());
        refused("Did you mean 'w1'?", play("facts", "w3"));
    }
}
