package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that a task may write on this machine is missing for certain only where no host of the play is this one. */
class WrittenHereTest {
    @TempDir
    private Path folder = Path.of("/");

    private Trial trial;

    @BeforeEach
    void hosts() throws IOException {
        trial = new Trial(folder);
        trial.file("hosts.ini", """
                [web]
                w1 ansible_connection=local
                w2
                [db]
                d1
                [control]
                c1
                [control:vars]
                ansible_connection=local
                [beside]
                b1
                [ssh]
                s1 ansible_connection=ssh
                """);
        trial.file("group_vars/beside.yml", "ansible_connection: local\n");
    }

    private void check(String severity, String head, String task, String... options) throws IOException {
        Trial.Said said = trial.playbook("""
                - %s
                  gather_facts: false
                  tasks:
                    - copy: {content: x, dest: FOLDER/made.txt}
                      %s
                    - include_vars: FOLDER/made.txt
                """.formatted(head, task).replace("FOLDER", folder.toString()), options);
        assertTrue(said.err().contains(severity + "[missing-file]"), head + " " + task + said.err());
        assertEquals(severity.equals("error") ? 4 : 0, said.code(), said.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            warning | web
            warning | control
            warning | beside
            warning | 'w2,w1'
            warning | '{{ to | default("localhost") }}'
            warning | localhost
            error   | db
            error   | w2
            error   | ssh
            error   | 'all:!w1:!control:!beside'
            error   | '{{ to | default("db") }}'
            """)
    void hostsOfThePlay(String severity, String hosts) throws IOException {
        check(severity, "hosts: '" + hosts + "'", "", "--syntax-check");
    }

    @Test
    void connectionsThatAreSaidElsewhere() throws IOException {
        check("warning", "hosts: db", "delegate_to: c1", "--syntax-check");
        check("error", "hosts: db", "delegate_to: s1", "--syntax-check");
        check("warning", "hosts: db", "vars: {ansible_connection: local}", "--syntax-check");
        check("error", "hosts: db", "vars: {ansible_connection: ssh}", "--syntax-check");
        check("warning", "hosts: db\n  vars: {ansible_connection: local}", "", "--syntax-check");
        check("error", "hosts: control\n  vars: {ansible_connection: ssh}", "", "--syntax-check");
        check("warning", "hosts: db", "", "--syntax-check", "-c", "local");
        check("error", "hosts: ssh", "", "--syntax-check", "-c", "local");
        check("warning", "hosts: ssh", "", "--syntax-check", "-e", "ansible_connection=local");
    }
}
