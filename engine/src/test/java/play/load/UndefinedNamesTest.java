package play.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.diag.Diagnostic;
import play.diag.DiagnosticText;
import play.diag.Severity;
import play.playbook.Data;
import play.playbook.Vars;
import play.source.SourceFile;

/** Names that may be defined somewhere must not be reported, and the others must. */
class UndefinedNamesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void hosts() throws IOException {
        write("hosts.yml", "web: {hosts: {w1: {of_host: 1}}, vars: {of_group: 1}}\ndb: {hosts: {d1: }}\n");
        write("group_vars/all.yml", "of_all: 1\n");
        write("host_vars/w1.yml", "beside: 1\n");
    }

    @Test
    void whatMayNotBeEvaluatedIsAWarning() throws Exception {
        assertEquals(
                Map.of("first", Severity.WARNING, "second", Severity.WARNING, "third", Severity.ERROR),
                severities("""
            - hosts: web
              tasks:
                - debug: msg={{ of_host or first }}{{ 'x' if of_host else second }}
                  when: of_host and third
                - debug: msg={{ third }}
                - assert: {that: [fourth is defined, fourth is string]}
            """));
    }

    @Test
    void aBranchOfATemplateMayNotBeTaken() throws Exception {
        assertEquals(
                Map.of("first", Severity.WARNING, "second", Severity.WARNING, "third", Severity.ERROR),
                severities("""
                    - hosts: web
                      tasks:
                        - debug: msg="{% if of_host %}{{ first }}{% elif second %}{% endif %}"
                        - debug: msg="{% for x in third %}{{ x }}{% endfor %}"
                    """));
    }

    @Test
    void whatIsReadThroughANameIsNeededNoMoreThanThatName() throws Exception {
        write("group_vars/web.yml", "outer: '{{ inner }}'\nsure: '{{ deep }}'\n");
        assertEquals(Map.of("inner", Severity.WARNING, "deep", Severity.ERROR), severities("""
                    - hosts: web
                      tasks:
                        - debug: msg={{ of_host or outer }}{{ of_host or sure }}{{ sure }}
                    """));
    }

    @Test
    void handlersOfIncludedRolesThatNobodyNotifiesDoNoHarm() throws Exception {
        write("roles/r/tasks/main.yml", "- command: ls\n  notify: other\n");
        write("roles/r/handlers/main.yml", "- name: one\n  debug: msg={{ nowhere }}\n- name: other\n  debug: msg=x\n");
        assertEquals(
                Map.of("nowhere", Severity.WARNING),
                severities("- hosts: web\n  tasks:\n    - include_role: {name: r}\n"));
    }

    @Test
    void handlersThatNobodyNotifiesDoNoHarm() throws Exception {
        String play = """
            - hosts: web
              tasks:
                - command: ls
                  notify: NAME
              handlers:
                - name: one
                  debug: msg={{ nowhere }}
                - name: two
                  debug: msg=two
            """;
        List<Diagnostic> harmless = check(play.replace("NAME", "two"));
        assertEquals(
                List.of(Severity.WARNING),
                harmless.stream().map(Diagnostic::severity).toList());
        assertTrue(harmless.getFirst().notes().getFirst().text().contains("no task notifies"), harmless::toString);
        for (String name : List.of("one", "[two, one]", "\"{{ of_host }}\"")) {
            List<Diagnostic> found = check(play.replace("NAME", name));
            assertEquals(
                    List.of(Severity.ERROR),
                    found.stream().map(Diagnostic::severity).toList(),
                    name);
        }
    }

    @Test
    void keysOfFactsAreHeldAgainstThoseThatHostsHave() throws Exception {
        assertClean("""
            - hosts: web
              tasks:
                - debug: msg={{ ansible_facts.distribution }}{{ ansible_facts['default_ipv6'].address }}
                - debug: msg={{ ansible_facts.eth0 }}{{ ansible_facts.user_uid }}{{ ansible_facts.anything }}
                - debug: msg={{ ansible_facts.distributon | default('x') }}
            """);
        List<Diagnostic> found = check("""
            - hosts: web
              tasks:
                - debug: msg={{ ansible_facts.distributon }}
                - debug: msg={{ ansible_facts['os_famly'] }}
            """);
        assertEquals(2, found.size(), found::toString);
        assertTrue(found.getFirst().detail().contains("Did you mean 'distribution'?"), found::toString);
        assertEquals("'os_famly'", found.get(1).subject().orElseThrow().text());
    }

    @Test
    void whatIsThereInPartsOfTemplatesIsToldElsewhere() throws Exception {
        assertClean("""
            - hosts: web
              tasks:
                - debug: {msg: "{% block b %}x{% endblock %}{{ self.b() }}{{ caller() if caller is defined }}"}
                - debug: {msg: "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}x{% endcall %}"}
            """);
        List<Diagnostic> found = check("""
            - hosts: web
              tasks:
                - debug: {msg: "{{ super() }}"}
                - debug: {msg: "{% macro m() %}{{ caller() }}{% endmacro %}{{ caller() }}"}
            """);
        assertEquals(2, found.size(), found::toString);
        assertTrue(found.getFirst().detail().contains("in a '{% block %}' only"), found::toString);
        assertTrue(found.get(1).detail().contains("in a '{% macro %}' only"), found::toString);
    }

    @Test
    void everyLayerDefines() throws Exception {
        write("vars.yml", "of_file: 1\n");
        write("roles/r/defaults/main.yml", "of_defaults: 1\n");
        write("roles/r/vars/main.yml", "of_role: 1\n");
        write(
                "roles/r/tasks/main.yml",
                "- debug: msg={{ of_defaults }}{{ of_role }}{{ of_param }}{{ of_entry }}{{ role_path }}\n");
        assertClean("""
            - hosts: web
              vars: {of_play: 1}
              vars_files: [vars.yml]
              vars_prompt: [{name: of_prompt}]
              roles:
                - {role: r, of_param: 1, vars: {of_entry: 1}}
              tasks:
                - debug: msg={{ of_host }}{{ of_group }}{{ of_all }}{{ beside }}{{ of_play }}{{ of_file }}
                - debug: msg={{ of_prompt }}{{ of_role }}{{ omit }}
                - debug: msg={{ ansible_os_family }}{{ inventory_hostname }}{{ groups.web }}{{ hostvars.w1.anything }}
                - debug: msg={{ of_block }}{{ of_task }}
                  vars: {of_task: 1}
                - vars: {of_block: 1}
                  block:
                    - debug: msg={{ of_block }}
                - debug: msg={{ of_loop }}{{ at }}{{ ansible_loop.first }}
                  loop: [1]
                  loop_control: {loop_var: of_loop, index_var: at, extended: true}
                - command: ls
                  register: registered
                  until: registered is success
                - set_fact: {fact: 1}
                - debug: msg={{ fact }}{{ registered }}{{ of_extra }}
            """.replace("{{ of_block }}{{ of_task }}", "{{ of_task }}"));
    }

    @Test
    void laterPlaysSeeWhatEarlierOnesRegister() throws Exception {
        assertClean("""
            - hosts: web
              tasks:
                - command: ls
                  register: seen
            - hosts: db
              tasks:
                - debug: msg={{ hostvars.w1.seen }}{{ seen }}
            """);
    }

    @Test
    void guardsAllow() throws Exception {
        assertClean("""
            - hosts: web
              tasks:
                - debug: msg={{ nothing | default('x') }}
                - debug: msg={{ nothing if nothing is defined else 1 }}
                - debug: msg={{ nothing }}
                  when: nothing is defined
                - when: nothing is defined
                  block:
                    - debug: msg={{ nothing }}
                - debug: msg=x
                  when: nothing is not defined or nothing == 1
            """);
    }

    @Test
    void includesSeeTheirParameters() throws Exception {
        write("more.yml", "- debug: msg={{ param }}{{ item }}\n");
        assertClean("""
            - hosts: web
              tasks:
                - include_tasks: more.yml
                  vars: {param: 1}
                  loop: [1]
            """);
    }

    @Test
    void filesThatArePlacedByTheRoleAreChecked() throws Exception {
        write("roles/r/tasks/main.yml", "- include_tasks: '{{ role_path }}/tasks/more.yml'\n");
        write("roles/r/tasks/more.yml", "- debug: msg={{ nothing }}\n");
        List<Diagnostic> found = check("- hosts: web\n  roles: [{role: '{{ playbook_dir }}/roles/r'}]\n");
        assertEquals(
                "undefined-variable roles/r/tasks/more.yml:1:17",
                found.stream().map(this::shown).collect(Collectors.joining(", ")));
    }

    @Test
    void unknownFilesMakeItSilent() throws Exception {
        assertClean(
                "- hosts: web\n  tasks:\n    - include_tasks: '{{ of_host }}.yml'\n    - debug: msg={{ nothing }}\n");
        assertClean("- hosts: web\n  vars_files: ['{{ of_host }}.yml']\n  tasks:\n    - debug: msg={{ nothing }}\n");
        assertClean("- hosts: web\n  tasks:\n    - set_fact: {'{{ of_host }}': 1}\n    - debug: msg={{ nothing }}\n");
    }

    @Test
    void aDefinitionThatIsOverriddenMayReadAnything() throws Exception {
        write("roles/r/defaults/main.yml", "of_group: \"{{ nothing }}\"\n");
        write("roles/r/tasks/main.yml", "- debug: msg={{ of_group }}\n");
        assertClean("- hosts: web\n  roles: [r]\n");
    }

    @Test
    void aNameInATitleIsNotEvaluated() throws Exception {
        assertClean("- hosts: web\n  tasks:\n    - name: Show {{ nothing }}\n      debug: msg=x\n");
    }

    @Test
    void saysWhereASimilarNameIsDefined() throws Exception {
        List<Diagnostic> found =
                check("- hosts: web\n  tasks:\n    - debug: msg={{ of_gruop }}\n    - debug: msg={{ of_gruop }}\n");

        assertEquals(1, found.size());
        assertEquals("undefined-variable", found.getFirst().code());
        assertTrue(found.getFirst().detail().contains("Did you mean 'of_group'"));
        assertTrue(found.getFirst()
                .notes()
                .getFirst()
                .span()
                .orElseThrow()
                .toString()
                .endsWith("hosts.yml:1:41"));
    }

    @Test
    void namesInWhatANameReadsAreFollowed() throws Exception {
        write("group_vars/web.yml", "first: '{{ second }}'\nsecond: '{{ third }}'\n");
        List<Diagnostic> found = check("- hosts: web\n  tasks:\n    - debug: msg={{ first }}\n");

        assertEquals(
                "undefined-variable group_vars/web.yml:2:13",
                found.stream().map(this::shown).collect(Collectors.joining(", ")));
    }

    @Test
    void variablesOfOtherHostsAreNotSeen() throws Exception {
        List<Diagnostic> found = check("- hosts: db\n  tasks:\n    - debug: msg={{ of_host }}\n");

        assertEquals(
                "undefined-variable site.yml:3:21",
                found.stream().map(this::shown).collect(Collectors.joining(", ")));
    }

    private String shown(Diagnostic problem) {
        return problem.code() + " " + problem.subject().orElseThrow().toString().replace(folder + "/", "");
    }

    /** Each undefined name, and the worst that is said of it. */
    private Map<String, Severity> severities(String playbook) throws Exception {
        return check(playbook).stream()
                .collect(Collectors.toMap(
                        problem -> problem.detail().replaceAll("(?s).*defines '(\\w+)'.*", "$1"),
                        Diagnostic::severity,
                        (one, other) -> one == Severity.ERROR ? one : other));
    }

    private void assertClean(String playbook) throws Exception {
        List<Diagnostic> found = check(playbook);
        assertEquals(List.of(), found, () -> DiagnosticText.render(found));
    }

    private List<Diagnostic> check(String playbook) throws IOException, InterruptedException {
        write("site.yml", playbook);
        SourceFile option = new SourceFile("--extra-vars", "of_extra=1");
        Vars extra = new Vars(Map.of(
                "of_extra", new Vars.Var(new Data.Literal("1", option.span(9, 10)), option.span(0, 8))));
        StaticCheck check = new StaticCheck(extra);
        check.check(folder.resolve("site.yml"), folder.resolve("hosts.yml"));
        return check.problems().sorted();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }
}
