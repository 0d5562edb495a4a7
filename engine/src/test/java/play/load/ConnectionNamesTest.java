package play.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.playbook.Data;
import play.playbook.Vars;
import play.source.SourceFile;

/** Variables that nearly say how a host is reached are told where they stand, wherever variables can be written. */
class ConnectionNamesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void project() throws IOException {
        write("hosts.ini", "[web]\nw1\n");
        write("site.yml", "- hosts: web\n");
    }

    @Test
    void ofAHost() throws Exception {
        write("hosts.ini", "[web]\nw1 ansible_hots=10.0.0.1\n");
        assertEquals(List.of("hosts.ini:2:4 ansible_host"), found());
    }

    @Test
    void ofAGroup() throws Exception {
        write("hosts.ini", "[web]\nw1\n[web:vars]\nansible_become_pasword=x\n");
        assertEquals(List.of("hosts.ini:4:1 ansible_become_password"), found());
    }

    @Test
    void besideTheInventory() throws Exception {
        write("group_vars/web.yml", "ansible_prot: 22\n");
        write("host_vars/w1.yml", "asnible_user: me\n");
        assertEquals(List.of("group_vars/web.yml:1:1 ansible_port", "host_vars/w1.yml:1:1 ansible_user"), found());
    }

    @Test
    void ofPlaysTasksRolesAndFiles() throws Exception {
        write("roles/r/defaults/main.yml", "ansible_ssh_usr: a\n");
        write("roles/r/tasks/main.yml", "[]\n");
        write("more.yml", "ansible_conection: local\n");
        write("site.yml", """
            - hosts: web
              vars: {ansible_usr: x}
              vars_files: [more.yml]
              roles: [r]
              tasks:
                - debug: msg=x
                  vars: {ansible_becom: true}
                - set_fact: {ansible_pasword: y}
            """);
        assertEquals(
                List.of(
                        "more.yml:1:1 ansible_connection",
                        "roles/r/defaults/main.yml:1:1 ansible_ssh_user",
                        "site.yml:2:10 ansible_user",
                        "site.yml:7:14 ansible_become",
                        "site.yml:8:18 ansible_password"),
                found());
    }

    @Test
    void onTheCommandLine() throws Exception {
        SourceFile option = new SourceFile("--extra-vars", "ansible_usre=me");
        Vars extra = new Vars(Map.of(
                "ansible_usre", new Vars.Var(new Data.Literal("me", option.span(13, 15)), option.span(0, 12))));
        assertEquals(List.of("--extra-vars:1:1 ansible_user"), found(extra));
    }

    @Test
    void namesOfTheirOwnAreFine() throws Exception {
        write("hosts.ini", """
            [web]
            w1 ansible_python_interpreter=/usr/bin/python3 ansible_shell_type=sh anvil_host=x \
            ansible_service_account=y ansible_ssh_timeout=9
            """);
        assertEquals(List.of(), found());
    }

    private List<String> found() throws Exception {
        return found(Vars.NONE);
    }

    /** Place and the name that is meant, of each. */
    private List<String> found(Vars extra) throws Exception {
        StaticCheck check = new StaticCheck(extra);
        check.check(folder.resolve("site.yml"), folder.resolve("hosts.ini"));
        return check.problems().sorted().stream()
                .peek(problem -> assertEquals("misspelled-connection", problem.code(), problem::detail))
                .map(problem -> (problem.subject().orElseThrow() + " "
                                + problem.detail().replaceAll("(?s).*Did you mean '(\\w+)'.*", "$1"))
                        .replace(folder + "/", ""))
                .sorted()
                .toList();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }
}
