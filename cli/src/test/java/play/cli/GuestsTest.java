package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules and plugins of a project's own, by a real ansible-core, beside what Ansible itself makes of them. */
class GuestsTest {
    private static final Path CASES = Path.of(System.getProperty("play.home", ""), "cli/src/test/resources/guests");

    @TempDir
    Path folder;

    private record Said(int code, String out, String err) {}

    private static Said play(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--guests", AnsibleVenv.folder().toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(all, new Terminal(new PrintWriter(out), new PrintWriter(err), false, 200));
        return new Said(code, out.toString(), err.toString());
    }

    /** A playbook of these tasks beside the modules. */
    private Said tasks(String tasks, String... options) throws Exception {
        for (Path part : List.of(
                CASES.resolve("library"),
                CASES.resolve("module_utils"),
                CASES.resolve("filter_plugins"),
                CASES.resolve("test_plugins"),
                CASES.resolve("lookup_plugins"),
                CASES.resolve("action_plugins"))) {
            copy(part, folder.resolve(part.getFileName().toString()));
        }
        Path playbook = Files.writeString(
                folder.resolve("tasks.yml"),
                "- hosts: localhost\n  connection: local\n  gather_facts: false\n  tasks:\n"
                        + tasks.replace("FOLDER", folder.toString()).indent(4));
        List<String> words = new ArrayList<>(List.of("run", playbook.toString()));
        words.addAll(List.of(options));
        return play(words.toArray(String[]::new));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }

    @Test
    void whatIsRegisteredIsWhatAnsibleRegisters() throws Exception {
        Path theirs = Files.createDirectory(folder.resolve("theirs"));
        Path ours = Files.createDirectory(folder.resolve("ours"));
        String site = CASES.resolve("site.yml").toString();
        AnsibleVenv.playbook(
                0, Map.of("ANSIBLE_PYTHON_INTERPRETER", "python3"), "-i", "localhost,", site, "-e", "folder=" + theirs);
        Said said = play("run", site, "-e", "folder=" + ours);
        assertEquals(0, said.code(), said::toString);
        assertEquals(registered(theirs), registered(ours));
        assertEquals("HI\n", Files.readString(ours.resolve("motd")));
        assertTrue(said.out().contains("beware"), said::toString);
        assertFalse((said.out() + said.err()).contains("s3cr3t"), said::toString);
    }

    /** Without the words by which Ansible says that a module broke, and paths of the folder. */
    private static String registered(Path folder) throws IOException {
        JsonNode all = new ObjectMapper()
                .readTree(Files.readString(folder.resolve("registered.json")).replace(folder.toString(), "FOLDER"));
        // Which of a loop and its items has these differs between versions of Ansible.
        List<String> told = List.of("deprecations", "warnings", "skipped");
        ((ObjectNode) all.get("ended")).remove(told);
        for (JsonNode ended : all.get("ended").get("results")) {
            ((ObjectNode) ended).remove(told);
            ((ObjectNode) ended).remove(List.of("exception", "invocation"));
            if (List.of("raise", "rc").contains(ended.get("item").asText())) {
                ((ObjectNode) ended).remove("msg");
            }
        }
        ((ObjectNode) all.get("first")).remove("warnings");
        JsonMapper sorted = JsonMapper.builder()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.INDENT_OUTPUT)
                .build();
        return sorted.writeValueAsString(sorted.convertValue(all, Object.class));
    }

    @Test
    void aDryRunAsksAModuleThatCanSayWhatItWouldChange() throws Exception {
        Said said = tasks("""
            - site_motd: {path: FOLDER/motd}
            - site_motd: {path: FOLDER/other}
            """, "--check", "--diff");
        assertEquals(0, said.code(), said::toString);
        assertFalse(Files.exists(folder.resolve("motd")));
        assertTrue(said.out().contains("+hello"), said::toString);
        assertTrue(said.out().contains("changed=1"), said::toString);
        assertTrue(said.out().contains("a guest, which looks at what is there now"), said::toString);
    }

    @Test
    void aDryRunDoesNotAskAModuleThatCannotSay() throws Exception {
        Said said = tasks("""
            - complains: {how: warn}
            - wants_json: {weight: 3}
            """, "--check");
        assertEquals(0, said.code(), said::toString);
        assertTrue(said.out().contains("unknown=2"), said::toString);
        assertTrue(said.out().contains("'complains' is a guest that does not say to support check mode"));
    }

    @Test
    void argumentsAreCheckedBeforeTheRunByWhatTheModuleSaysOfItself() throws Exception {
        Said said = tasks("""
            - site_motd: {path: FOLDER/motd, txt: hi, tone: soft}
            - site_motd: {}
            - complains: {how: shout, cuont: 1}
            """);
        assertEquals(4, said.code(), said::toString);
        assertTrue(said.err().contains("has no parameter 'txt'. Did you mean 'text'?"), said::toString);
        assertTrue(said.err().contains("must be one of calm, loud, not 'soft'"), said::toString);
        assertTrue(said.err().contains("needs 'path': Where it is."), said::toString);
        assertTrue(said.err().contains("has no parameter 'cuont'. Did you mean 'count'?"), said::toString);
        assertTrue(said.err().contains("tasks.yml:5"), said::toString);
        assertFalse(Files.exists(folder.resolve("motd")));
    }

    @Test
    void whatOnlyAnsibleCanRunIsRefusedWithWords() throws Exception {
        Said said = tasks("- acted: {}\n");
        assertEquals(4, said.code(), said::toString);
        assertTrue(said.err().contains("error[refused-guest]"), said.err());
        assertTrue(said.err().contains("Module 'acted' is no guest: Ansible runs it by an action plugin"), said.err());
        assertTrue(said.err().contains("tasks.yml:5:7"), said::toString);
    }

    @Test
    void whatACollectionHasThatIsNotInstalledIsToldWithHowToInstallIt() throws Exception {
        Said said = tasks("""
            - snap: {name: a}
            - community.general.nagios: {action: silence}
            - debug: {msg: "{{ lookup('community.general.passwordstore', 'a') }}"}
            - debug: {msg: "{{ '52' | random_mac }}"}
            """);
        assertEquals(4, said.code(), said::toString);
        assertTrue(
                said.err()
                        .contains("use 'command: snap install' with 'creates'. Ansible calls it"
                                + " 'community.general.snap'. The collection"
                                + " 'community.general' is not installed: after 'ansible-galaxy collection"
                                + " install community.general' what it has can run as a guest."),
                said::err);
        String general = "'ansible-galaxy collection install community.general'";
        assertTrue(said.err().matches("(?s).*no module 'community.general.nagios'[^\n]*" + general + ".*"), said::err);
        assertTrue(
                said.err().matches("(?s).*no lookup 'community.general.passwordstore'[^\n]*" + general + ".*"),
                said::err);
        assertTrue(said.err().matches("(?s).*no filter 'random_mac'[^\n]*" + general + ".*"), said::err);
    }

    @Test
    void whatAnInstalledCollectionHasNotIsToldSo() throws Exception {
        Path collection = folder.resolve("collections/ansible_collections/acme/box");
        Files.createDirectories(collection.resolve("plugins/modules"));
        Files.writeString(collection.resolve("plugins/modules/weigh.py"), "");
        Said said = tasks("- acme.box.open: {}\n");
        assertTrue(said.err().contains("'acme.box' is installed, and has none of that name."), said::err);
    }

    @Test
    void whatAnsibleDoesInsideOfItselfIsNotOfferedAsAGuestWhereItsCollectionIsMissing() throws Exception {
        Said said = tasks("- patch: {src: a, dest: /b}\n");
        assertTrue(said.err().contains("Module 'patch' is no guest"), said::err);
        assertTrue(said.err().contains("use 'command: patch'"), said::err);
    }

    @Test
    void namesOfTheProjectsOwnPluginsAreSuggested() throws Exception {
        Said said = tasks("""
            - site_mtod: {path: /x}
            - debug: {msg: "{{ 'a' | shuot }}"}
            - debug: {msg: "{{ 'a' is quite }}"}
            - debug: {msg: "{{ lookup('site_wrods') }}"}
            """);
        for (String name : List.of("site_motd", "shout", "quiet", "site_words")) {
            assertTrue(said.err().contains("Did you mean '" + name + "'?"), said::err);
        }
    }

    @Test
    void theReferenceShowsAGuest() throws Exception {
        Said said = play("doc", "ansible.builtin.async_wrapper");
        assertEquals(0, said.code(), said::toString);
        assertTrue(said.out().contains("A guest: a module of Ansible's"), said::toString);
    }

    @Test
    void secretsComeToFiltersAndStaySecretBehindThem() throws Exception {
        Said said = tasks("""
            - debug: {msg: "{{ loud }}"}
              vars:
                loud: "{{ lookup('password', 'FOLDER/kept') | shout }}"
            - debug: {msg: "{{ '' | shout }}"}
            """);
        String kept = Files.readString(folder.resolve("kept")).split("\\s")[0];
        assertTrue(said.out().contains("***"), said::toString);
        assertFalse(said.out().toLowerCase(Locale.ROOT).contains(kept.toLowerCase(Locale.ROOT)));
        assertTrue(said.out().contains("nothing to shout"), said::toString);
    }

    @Test
    void aHostWithoutPythonIsToldOf() throws Exception {
        Said said = tasks("""
            - site_motd: {path: FOLDER/motd}
              vars: {ansible_python_interpreter: /nowhere/python}
            """);
        assertEquals(2, said.code(), said::toString);
        assertTrue(said.out().contains("there is no program '/nowhere/python'; install it"), said::toString);
    }
}
