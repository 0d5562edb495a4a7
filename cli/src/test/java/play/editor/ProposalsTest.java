package play.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProposalsTest {
    private static Typing task(String... lines) {
        return Typing.playbook("- hosts: web\n  tasks:\n    - name: Do it\n      " + String.join("\n      ", lines))
                .knowing(Typing.names("port", "answer"));
    }

    private static void assertFirst(List<String> expected, List<String> labels) {
        assertEquals(expected, labels.subList(0, Math.min(expected.size(), labels.size())), labels::toString);
    }

    @Test
    void aTaskHasModulesAndKeywords() {
        List<String> labels = task("co¦").labels();
        assertTrue(labels.containsAll(List.of("copy", "command", "connection")), labels::toString);
        assertFalse(labels.contains("file"), labels::toString);
    }

    @Test
    void modulesAreFoundByTheirFullNamesToo() {
        assertTrue(task("ansible.builtin.co¦").labels().contains("ansible.builtin.copy"));
    }

    @Test
    void aTaskThatCallsAModuleHasOnlyKeywordsLeft() {
        List<String> labels = task("copy:", "  dest: /x", "¦").labels();
        assertTrue(labels.contains("notify") && !labels.contains("file") && !labels.contains("name"), labels::toString);
    }

    @Test
    void parametersBeginWithWhatIsRequired() {
        List<String> labels = task("copy:", "  ¦").labels();
        assertFirst(List.of("dest"), labels);
        assertTrue(labels.contains("content"));
    }

    @Test
    void parametersThatAreThereAreNotProposedAgain() {
        List<String> labels =
                task("copy:", "  dest: /x", "  ¦", "  mode: '0644'").labels();
        assertFalse(labels.contains("dest") || labels.contains("mode"), labels::toString);
    }

    @Test
    void argsHaveTheParametersOfTheModule() {
        assertTrue(task("command: x", "args:", "  ch¦").labels().contains("chdir"));
    }

    @Test
    void parametersStandInBracesAndInTheShortFormToo() {
        assertFirst(List.of("dest"), task("copy: {content: x, de¦").labels());
        assertFirst(List.of("dest"), task("copy: content=x de¦").labels());
        assertEquals(
                "copy: content=x dest=",
                task("copy: content=x de¦")
                        .taking("dest")
                        .lines()
                        .toList()
                        .getLast()
                        .strip());
    }

    @Test
    void valuesAreChoicesAndBooleans() {
        assertEquals(List.of("false", "true"), task("copy:", "  remote_src: ¦").labels());
        assertTrue(task("file:", "  state: ¦").labels().containsAll(List.of("absent", "directory")));
        assertEquals(List.of("false", "true"), task("become: ¦").labels());
    }

    @Test
    void aPlayHasKeywords() {
        List<String> labels = Typing.playbook("- hosts: web", "  ¦").labels();
        assertTrue(labels.containsAll(List.of("tasks", "roles", "gather_facts")), labels::toString);
        assertFalse(labels.contains("hosts") || labels.contains("copy"), labels::toString);
    }

    @Test
    void aBlockHasTasks() {
        assertTrue(task("block:", "  - cop¦").labels().contains("copy"));
        assertTrue(
                task("block: []", "rescue:", "  - name: x", "    cop¦").labels().contains("copy"));
    }

    @Test
    void aModuleIsWrittenWithRoomForItsParameters() {
        assertTrue(task("cop¦").taking("copy").endsWith("\n      copy:\n        "));
        assertTrue(task("comm¦").taking("command").endsWith("\n      command: "));
    }

    @Test
    void variablesStandInTemplatesAndConditions() {
        assertFirst(List.of("port"), task("debug:", "  msg: \"{{ po¦").labels());
        assertFirst(List.of("port"), task("debug:", "when: po¦").labels());
        assertFirst(List.of("port"), task("debug:", "when:", "  - x", "  - po¦").labels());
        assertFirst(List.of("port"), task("assert:", "  that: po¦").labels());
        assertTrue(task("debug:", "  msg: \"{{ ansible_dist¦").labels().contains("ansible_distribution"));
    }

    @Test
    void textsOutsideTemplatesHaveNoVariables() {
        assertEquals(List.of(), task("debug:", "  msg: po¦").labels());
        assertEquals(List.of(), task("debug:", "  msg: \"{{ port }} po¦").labels());
        assertEquals(List.of(), task("# when: po¦").labels());
    }

    @Test
    void bracesThatAreStillOpenAboveSayNothingOfOtherKeys() {
        assertTrue(task("debug:", "  msg: \"{{ po", "become: t¦").labels().contains("true"));
        assertFirst(
                List.of("port"),
                task("debug:", "  msg: >-", "    {{ x", "       + po¦").labels());
    }

    @Test
    void fieldsOfResultsAreKnown() {
        assertTrue(task("debug:", "  msg: \"{{ answer.std¦").labels().containsAll(List.of("stdout", "stderr")));
        assertTrue(task("debug:", "when: answer.ch¦").labels().contains("changed"));
    }

    @Test
    void filtersTestsAndLookupsStandWhereTheyMay() {
        assertTrue(task("debug:", "  msg: \"{{ port | def¦").labels().contains("default"));
        assertTrue(task("debug:", "when: port is def¦").labels().contains("defined"));
        assertTrue(task("debug:", "when: port is not def¦").labels().contains("defined"));
        assertTrue(task("debug:", "  msg: \"{{ lookup('fi¦").labels().contains("file"));
        assertTrue(task("debug:", "  msg: \"{{ x | select('def¦").labels().contains("defined"));
        assertEquals(List.of(), task("debug:", "  msg: \"{{ 'a | de¦").labels());
    }

    @Test
    void handlersTagsHostsAndRolesAreThoseOfTheProject() {
        assertEquals(List.of("Restart web"), task("notify: ¦").labels());
        assertEquals(List.of("Restart web"), task("notify:", "  - Res¦").labels());
        assertTrue(task("notify: Restart w¦").taking("Restart web").endsWith("notify: Restart web"));
        assertTrue(task("tags: [con¦").labels().contains("config"));
        assertTrue(task("include_role:", "  name: ¦").labels().contains("common"));
        Known known = Typing.names();
        assertTrue(Typing.playbook("- hosts: ¦").knowing(known).labels().containsAll(List.of("web", "db1", "all")));
        assertEquals(
                List.of("common"),
                Typing.playbook("- hosts: all", "  roles:", "    - com¦")
                        .knowing(known)
                        .labels());
    }

    @Test
    void filesAreThoseOfTheRole() {
        Typing typing = Typing.in("/p/roles/web/tasks/main.yml", "- template:\n    src: ¦")
                .beside("/p/roles/web/templates/a.conf.j2", "/p/roles/web/files/key", "/p/roles/web/tasks/more.yml");
        assertTrue(typing.labels().contains("a.conf.j2"), () -> typing.labels().toString());
        Typing include =
                Typing.in("/p/roles/web/tasks/main.yml", "- include_tasks: ¦").beside("/p/roles/web/tasks/more.yml");
        assertEquals(List.of("more.yml"), include.labels());
    }

    @Test
    void templatesHaveVariablesOfTheirOwn() {
        Typing template = Typing.in("/p/templates/a.j2", "listen {{ po¦ }}").knowing(Typing.names("port"));
        assertEquals(List.of("port"), template.labels());
        assertEquals(List.of(), Typing.in("/p/templates/a.j2", "co¦").labels());
    }
}
