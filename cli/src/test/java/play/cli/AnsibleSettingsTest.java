package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.diag.Diagnostic;
import play.diag.ProblemList;

class AnsibleSettingsTest {
    @TempDir
    Path folder;

    @TempDir
    Path home;

    @Test
    void namesTheSettingsOfTheFileAndWhatToUseInstead() throws IOException {
        Files.writeString(folder.resolve("ansible.cfg"), """
            # of the project
            [defaults]
            inventory = hosts.ini
            host_key_checking: False
            nocows = 1
            fact_caching = jsonfile

            [privilege_escalation]
            become = true
            [galaxy_server.own]
            token = s3cret
            """);
        Files.writeString(home.resolve(".ansible.cfg"), "[defaults]\nforks = 9\n");

        assertEquals(
                List.of(
                        "The settings of '" + folder.resolve("ansible.cfg") + "' have no effect here:",
                        "  inventory (line 3): use '-i PATH'",
                        "  host_key_checking (line 4): use '--host-key-checking strict|accept-new|off', or the"
                                + " variable 'ansible_host_key_checking'",
                        "  fact_caching (line 6): facts are read anew in each run",
                        "  become (line 9): use '-b', or 'become: true' in the play",
                        "  no counterpart: nocows (line 5), token (line 11)"),
                only(Map.of()).detail().lines().toList());
    }

    @Test
    void takesTheFileThatAnsibleWouldTake() throws IOException {
        Files.writeString(home.resolve(".ansible.cfg"), "[defaults]\nforks = 9\n");
        assertEquals(
                true,
                only(Map.of()).detail().contains(".ansible.cfg' have no effect here:\n  forks (line 2): use '-f N'"));

        Path other = Files.writeString(folder.resolve("other.cfg"), "[ssh_connection]\npipelining = true\n");
        assertEquals(
                true,
                only(Map.of("ANSIBLE_CONFIG", other.toString()))
                        .detail()
                        .endsWith("no counterpart: pipelining (line 2)"));
    }

    /** What is told to be used instead is an option that there is, or a variable by which hosts are reached. */
    @Test
    void namesOnlyWhatThereIs() {
        String detail = only(Map.of(
                        "ANSIBLE_SSH_EXECUTABLE", "x", "ANSIBLE_SSH_ARGS", "x", "ANSIBLE_STDOUT_CALLBACK", "json"))
                .detail();
        assertEquals(
                List.of(
                        "  ANSIBLE_SSH_ARGS: use the variable 'ansible_ssh_args', or the configuration of ssh",
                        "  ANSIBLE_SSH_EXECUTABLE: use the variable 'ansible_ssh_executable'",
                        "  ANSIBLE_STDOUT_CALLBACK: use '--output ansible', or '--events FILE', which other programs"
                                + " can read"),
                detail.lines().skip(1).toList());
    }

    @Test
    void aFileInAnotherEncodingStopsNoRun() throws IOException {
        Files.write(
                folder.resolve("ansible.cfg"),
                "[defaults]\n# caf\u00e9\nforks = 5\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(true, only(Map.of()).detail().endsWith("forks (line 3): use '-f N' (50 when it is not given)"));
    }

    @Test
    void namesVariablesOfTheEnvironmentWithoutTheirValues() {
        Diagnostic found = only(Map.of(
                "ANSIBLE_HOST_KEY_CHECKING",
                "False",
                "ANSIBLE_VAULT_PASS",
                "s3cret",
                "PATH",
                "/bin",
                "ANSIBLE_FORKS",
                "5"));

        assertEquals(
                List.of(
                        "These variables of the environment have no effect here:",
                        "  ANSIBLE_FORKS: use '-f N' (50 when it is not given)",
                        "  ANSIBLE_HOST_KEY_CHECKING: use '--host-key-checking strict|accept-new|off', or the variable"
                                + " 'ansible_host_key_checking'",
                        "  no counterpart: ANSIBLE_VAULT_PASS"),
                found.detail().lines().toList());
        assertFalse(found.detail().contains("s3cret"));
    }

    @Test
    void saysNothingWhereThereIsNone() throws IOException {
        Files.writeString(folder.resolve("ansible.cfg"), "# [defaults]\n[defaults]\n;forks = 3\n");
        assertEquals(List.of(), found(Map.of("HOME", "/root")));
    }

    private Diagnostic only(Map<String, String> environment) {
        List<Diagnostic> found = found(environment);
        assertEquals(
                List.of("ansible-settings"),
                found.stream().map(Diagnostic::code).toList());
        return found.getFirst();
    }

    private List<Diagnostic> found(Map<String, String> environment) {
        ProblemList problems = new ProblemList();
        new AnsibleSettings(environment, folder, home).report(problems);
        return problems.sorted();
    }
}
