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

/** What the program says to command lines that ask for nothing there is. */
class CommandLineTest {
    private static final String TAGGED = """
        tasks:
          - {debug: msg=one, tags: [install, web]}
          - {debug: msg=two, tags: always}
        """;

    @TempDir
    Path folder;

    private Trial trial;

    private record Answer(int code, String out, String err) {}

    private static Answer play(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(List.of(words), new Terminal(new PrintWriter(out), new PrintWriter(err), false, 80));
        return new Answer(code, out.toString(), err.toString());
    }

    @BeforeEach
    void start() throws IOException {
        trial = new Trial(folder);
    }

    @Test
    void anAssertionThatFailsIsAnInternalErrorAsOthersAre() {
        StringWriter told = new StringWriter();
        PrintWriter broken = new PrintWriter(new StringWriter()) {
            @Override
            public void println(String line) {
                throw new AssertionError("planted");
            }
        };
        int code = Main.run(List.of("--version"), new Terminal(broken, new PrintWriter(told), false, 80));
        assertEquals(250, code);
        assertTrue(told.toString().contains("internal error in play"), told::toString);
        assertTrue(told.toString().contains("planted"), told::toString);
    }

    @Test
    void helpOfACommand() {
        assertEquals(play("run", "--help"), play("help", "run"));
        String help = play("help", "run").out();
        assertTrue(help.contains("--limit PATTERN                Only these of the hosts.\n"), help);
        assertTrue(help.contains("--inventory PATH\n" + " ".repeat(37) + "Inventory: a file"), help);
        assertEquals(play("--help"), play("help"));
        assertEquals(2, play("help", "rnu").code());
        assertTrue(play("help", "rnu").err().contains("unknown command 'rnu'. Did you mean 'run'?"));
        assertTrue(play("site.yml", "-i", "web1,")
                .err()
                .contains("unknown command 'site.yml'. Playbooks are run by 'play run'."));
    }

    @Test
    void aHostWithoutItsCommaIsShownWithIt() {
        assertTrue(play("run", "site.yml", "-i", "web1")
                .err()
                .contains("There is no file or directory 'web1'. A list of hosts is written with a comma: 'web1,'."));
    }

    @Test
    void aRunWithoutHostsSaysWhatIsMissing() throws IOException {
        Path playbook = Files.writeString(folder.resolve("all.yml"), "- hosts: all\n  tasks: [{debug: {msg: one}}]\n");
        Answer none = play("run", playbook.toString());
        assertTrue(none.err().contains("warning[no-inventory]") && none.err().contains("'-i FILE'"), none::err);
        assertFalse(play("run", playbook.toString(), "-i", "web1,", "--list-hosts")
                .err()
                .contains("no-inventory"));
        Path local = Files.writeString(
                folder.resolve("local.yml"),
                "- hosts: localhost\n  connection: local\n  gather_facts: false\n  tasks: [{debug: {msg: one}}]\n");
        assertEquals("", play("run", local.toString()).err());
    }

    /** As in Ansible: whether it runs a second time is known in the run only, host by host. */
    @Test
    void tasksOfARoleThatIsUsedTwiceAreListedTwice() throws IOException {
        trial.file("roles/base/tasks/main.yml", "- name: prepare\n  debug: {msg: x}\n");
        trial.file("roles/web/meta/main.yml", "dependencies: [base]\n");
        trial.file("roles/web/tasks/main.yml", "- name: serve\n  debug: {msg: x}\n");
        String out = trial.play("roles: [base, web, base]\n", "--list-tasks").out();

        assertEquals(
                List.of("base : prepare", "base : prepare", "web : serve", "base : prepare"),
                out.lines()
                        .filter(line -> line.startsWith("      "))
                        .map(line -> line.strip().split("\t")[0])
                        .toList(),
                out);
    }

    @Test
    void stepsWithoutANameAreListedByWhatTheyDo() throws IOException {
        trial.file("roles/base/tasks/main.yml", """
            - debug: {msg: x}
            - {name: show, ansible.builtin.debug: {msg: x}}
            - ansible.builtin.debug: {msg: x}
            - include_tasks: more.yml
            - {name: in between, include_role: {name: other}}
            - meta: noop
            """);
        trial.file("roles/other/tasks/main.yml", "- debug: {msg: x}\n");
        trial.file("roles/base/tasks/more.yml", "- debug: {msg: x}\n");
        String out = trial.play("roles: [base]\n", "--list-tasks").out();

        assertEquals(
                List.of("debug", "base : show", "ansible.builtin.debug", "include_tasks", "in between", "meta"),
                out.lines()
                        .filter(line -> line.startsWith("      "))
                        .map(line -> line.strip().split("\t")[0])
                        .toList(),
                out);
    }

    @Test
    void theNumberOfForksIsLookedAtWhateverIsAsked() throws IOException {
        trial.file("site.yml", "- hosts: localhost\n  tasks: []\n");
        for (String only : List.of("--syntax-check", "--list-hosts", "--check")) {
            Answer said = play("run", folder.resolve("site.yml").toString(), "-f", "many", only);
            assertEquals(2, said.code(), said::err);
            assertTrue(said.err().contains("--forks needs a whole number from 1 on, not 'many'"), said::err);
        }
    }

    @Test
    void anOptionOfAnsibleIsNamedWithWhatToUseInstead() {
        Answer named = play("run", "site.yml", "--sudo");
        assertEquals(2, named.code());
        assertTrue(named.err().contains("unknown option --sudo. Ansible has it, play has not; use '-b'"), named::err);
        assertTrue(play("run", "site.yml", "--limt", "x").err().contains("Did you mean '--limit'?"));
        assertFalse(play("run", "site.yml", "--frobnicate").err().contains("Did you mean"));
    }

    @Test
    void anUnknownTagIsTold() throws IOException {
        Trial.Said said = trial.play(TAGGED, "-t", "web, instal");

        assertEquals(0, said.code());
        assertTrue(said.err().contains("warning[unknown-tag]") && said.err().contains("--> --tags:1:6"), said::err);
        assertTrue(
                said.err()
                        .contains("No step has the tag 'instal', so only what is tagged 'always' runs for it. Did you"
                                + " mean 'install'?"),
                said::err);
        assertTrue(said.out().contains("one") && said.out().contains("two"), said::out);
    }

    @Test
    void tagsOfVariablesAreListedAsWhatTheyComeTo() throws IOException {
        String tagged = """
            vars: {kind: web}
            tasks:
              - {name: one, debug: {msg: x}, tags: "{{ kind }}"}
              - {name: two, debug: {msg: x}, tags: "{{ extra }}"}
            """;
        Trial.Said listed = trial.play(tagged, "--list-tasks", "-e", "extra=slow");
        assertTrue(
                listed.out().contains("one\tTAGS: [web]") && listed.out().contains("two\tTAGS: [slow]"), listed::out);

        Trial.Said chosen = trial.play(tagged, "-t", "webb", "-e", "extra=slow");
        assertTrue(
                chosen.err().contains("No step has the tag 'webb'")
                        && chosen.err().contains("'web'?"),
                chosen::err);
    }

    @Test
    void anUnknownTagToSkipIsTold() throws IOException {
        Trial.Said said = trial.play(TAGGED, "--skip-tags", "database");

        assertTrue(
                said.err()
                        .contains("No step has the tag 'database', so nothing is left out for it. The tags are always,"
                                + " install, web."),
                said::err);
    }

    @Test
    void tagsThatAreThereOrMayComeAreFine() throws IOException {
        assertEquals(
                "",
                trial.play(TAGGED, "-t", "web,untagged,all,never", "--skip-tags", "install")
                        .err());
        assertEquals(
                "",
                trial.play("tasks:\n  - include_tasks: \"{{ item }}\"\n    loop: []\n", "-t", "anything")
                        .err());
        assertFalse(trial.play("tasks: []\n", "-t", "x").err().isEmpty());
    }

    /** A character that the locale has not does the same as this one. */
    @Test
    void whatNoFileCanBeCalledIsAMissingFile() throws IOException {
        String site = trial.file("one.yml", "- hosts: localhost\n  tasks: [{debug: {msg: one}}]\n")
                .toString();
        String none = "no\0ne";

        Answer playbook = play("run", none, "-i", "localhost,");
        assertEquals(1, playbook.code(), playbook::err);
        assertTrue(playbook.err().startsWith("error[missing-playbook]: Playbook not found\n"), playbook::err);
        told(4, "error[missing-inventory]: Inventory not found", "run", site, "-i", none);
        told(4, "'no\\x00ne' does not exist.", "run", site, "-i", "localhost,", "-e", "@" + none);
        told(4, "error[extra-vars]: ", "run", site, "-i", "localhost,", "-e", none);
        told(4, "'no\\x00ne' does not exist.", "run", site, "-i", "localhost,", "-l", "@" + none);
        for (String option : List.of("--vault-password-file", "--become-pass-file")) {
            told(2, "the password file no\\x00ne does not exist", "run", site, "-i", "localhost,", option, none);
        }
        for (String option : List.of("--private-key", "--events")) {
            told(2, "needs a file, and none can be called", "run", site, "-i", "localhost,", option, none);
        }
        told(1, "no\\x00ne does not exist", "state", "import", none);
        told(1, "no\\x00ne does not exist", "state", "export", none);
        assertEquals(4, play("lint", none, "-i", "localhost,").code());
    }

    private static void told(int code, String what, String... words) {
        Answer answer = play(words);
        assertEquals(code, answer.code(), answer::err);
        assertTrue(answer.err().contains(what), answer::err);
    }

    @Test
    void whatNoCommandCanBeGivenIsNoFaultOfPlay() throws IOException {
        Trial.Said said = trial.play("""
            tasks:
              - user: {name: nobody-else, comment: "a\\0b"}
                ignore_errors: true
              - shell: "echo a\\0b"
            """);
        assertEquals(2, said.out().split("holds a NUL byte").length - 1, said::everything);
        assertFalse(said.everything().contains("internal error"), said::everything);
    }

    @Test
    void aVariableThatNamesWhatNoFileCanBeCalledFailsTheHost() throws IOException {
        Trial.Said said = trial.play("vars: {ansible_connection: ssh, ansible_private_key_file: \"a\\0b\"}\n"
                + "tasks: [{command: 'true'}]\n");
        assertTrue(said.out().contains("is what no file of this machine can be called"), said::everything);
        assertFalse(said.everything().contains("internal error"), said::everything);
    }
}
