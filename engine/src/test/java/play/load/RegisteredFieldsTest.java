package play.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import play.diag.Diagnostic;
import play.diag.DiagnosticText;
import play.playbook.Vars;

/** A field that no result can have must be reported, and one that may be there must not. */
class RegisteredFieldsTest {
    private static final String STAT = "- stat: {path: /x}\n  register: st\n";

    @TempDir
    Path folder = Path.of("/");

    private List<Diagnostic> check(String tasks) throws IOException, InterruptedException {
        return checkAll("- hosts: all\n  tasks:\n" + tasks.indent(4));
    }

    private List<Diagnostic> checkAll(String playbook) throws IOException, InterruptedException {
        write("hosts.yml", "all: {hosts: {a: {key: exists}, b: }}\n");
        write("site.yml", playbook);
        StaticCheck check = new StaticCheck(Vars.NONE);
        check.check(folder.resolve("site.yml"), folder.resolve("hosts.yml"));
        return check.problems().sorted();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    private String places(List<Diagnostic> found) {
        return found.stream()
                .map(problem -> problem.code() + " "
                        + problem.subject().orElseThrow().toString().replace(folder + "/", ""))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void aMisspelledFieldIsFoundWhereItIsRead() throws Exception {
        List<Diagnostic> found = check(STAT + "- debug: {msg: \"{{ st.stat.exist }}\"}\n");
        assertEquals("undefined-result-field site.yml:5:32", places(found));
        String text = DiagnosticText.render(found);
        assertTrue(text.contains("'st.stat', of the result of module 'stat', has no field 'exist'."), text);
        assertTrue(text.contains("Did you mean 'exists'?"), text);
        assertTrue(text.contains("'st' is registered here"), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- debug: {var: st.stat.isdri}",
                "- debug: {msg: x}\n  when: st['stat']['isdri']",
                "- debug: {msg: x}\n  when: not st.stat.exists or st.stat.isdri",
                "- debug: {msg: x}\n  loop: \"{{ st.stat.isdri }}\"",
                "- debug: {msg: \"{{ dir }}\"}\n  vars: {dir: \"{{ st.stat.isdri }}\"}",
                "- debug: {msg: \"{% if st.stat.isdri %}x{% endif %}\"}",
                "- {name: x, block: [{debug: {msg: x}}], when: st.stat.isdri}",
                "- template: {src: t.j2, dest: /x}",
                "- debug: {msg: \"{{ st.isdir }}\"}",
                "- debug: {msg: \"{{ st.chnged }}\"}",
                "- debug: {msg: x}\n  when: st.rc == 0",
                "- debug: {msg: \"{{ st.stdout_lines }}\"}",
                "- debug: {msg: \"{{ st.differs }}\"}",
                "- debug: {msg: \"{{ ms.members[0].nme }}\"}",
                "- debug: {msg: \"{{ ms.named['a'].nme }}\"}",
                "- debug: {msg: \"{{ ms.named[inventory_hostname] }}{{ ms.membrs }}\"}",
                "- {stat: {path: /x}, register: st, until: st.stat.isdri}",
                "- {stat: {path: /x}, register: st, failed_when: st.stat.isdri}",
            })
    void everyWayToReadItIsLookedAt(String task) throws Exception {
        write("templates/t.j2", "{{ st.stat.isdri }}\n");
        write("t.j2", "{{ st.stat.isdri }}\n");
        List<Diagnostic> found = check(STAT + "- {members: {path: /x}, register: ms}\n" + task + "\n");
        assertEquals(
                List.of("undefined-result-field"),
                found.stream().map(Diagnostic::code).distinct().toList(),
                () -> DiagnosticText.render(found));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- debug: {msg: \"{{ st.stat.exists }}{{ st['stat'].isdir }}{{ st.stat }}{{ st }}\"}",
                "- debug: {msg: \"{{ st.changed }}{{ st.failed }}{{ st.skipped }}{{ st.msg }}{{ st.attempts }}\"}",
                "- debug: {msg: \"{{ st.ansible_facts }}{{ st.censored }}{{ st.break_when_result }}\"}",
                "- debug: {msg: \"{{ st.stat[key] }}{{ st[key].exist }}\"}",
                "- debug: {msg: \"{{ st.stat.exist | default(false) }}{{ (st.stat | default({})).exist }}\"}",
                "- debug: {msg: \"{{ st.stat.exist }}\"}\n  when: st.stat.exist is defined",
                "- debug: {msg: \"{{ st.stat.exist if st.stat.exist is defined else 1 }}\"}",
                "- debug: {msg: \"{{ st.stat.items() }}{{ st | dict2items }}{{ st.stat | combine({}) }}\"}",
                "- debug: {msg: \"{{ st.stat.exist }}\"}\n  vars: {st: {stat: {exist: 1}}}",
                "- debug: {msg: \"{{ st.stat.exist }}\"}\n  loop: [1]\n  loop_control: {loop_var: st}",
                "- debug: {msg: \"{% set st = {} %}{{ st.exist }}{% for st in [] %}{{ st.exist }}{% endfor %}\"}",
                "- set_fact: {st: {a: 1}}\n- debug: {msg: \"{{ st.a }}\"}",
                "- {command: ls, register: st}\n- debug: {msg: \"{{ st.stdot }}{{ st.stat.exist }}\"}",
                "- {stat: {path: /x}, register: st, loop: [1]}\n- debug: {msg: \"{{ st.results[0].stat.x }}\"}",
                "- {uri: {path: /x}, register: st}\n- debug: {msg: \"{{ st.stats }}\"}",
                "- {uri: {path: /x}, register: ri}\n- debug: {msg: \"{{ ri.json.a.b }}{{ ri.any_header }}\"}",
                "- {members: {path: /x}, register: ms}\n- debug: {msg: \"{{ ms.named.a.name }}{{ ms.named.b }}\"}",
                "- {members: {path: /x}, register: ms}\n- debug: {msg: \"{{ ms.members[0].name }}\"}",
                "- {members: {path: /x}, register: ms}\n- debug: {msg: \"{{ ms.members | map(attribute='x') }}\"}",
                "- {stat: {path: /y}, register: st}\n- debug: {msg: \"{{ st.stat.exists }}\"}",
                "- include_tasks: '{{ key }}.yml'\n- debug: {msg: \"{{ st.stat.exist }}\"}",
            })
    void whatMayBeThereIsNotReported(String tasks) throws Exception {
        List<Diagnostic> found = check(STAT + tasks + "\n");
        assertEquals(List.of(), found, () -> DiagnosticText.render(found));
    }

    @Test
    void anEarlierPlayMayRegisterSomethingElse() throws Exception {
        String other = "- hosts: all\n  tasks:\n    - {command: ls, register: st}\n";
        String reads = "- hosts: all\n  tasks:\n    - {stat: {path: /x}, register: st}\n    - debug: var=st.stdot\n";
        assertEquals("", places(checkAll(other + reads)));
        assertEquals("undefined-result-field site.yml:4:21", places(checkAll(reads + other)));
    }

    @Test
    void variablesOfAnyKindMakeItSilent() throws Exception {
        write("group_vars/all.yml", "st: {a: 1}\n");
        assertEquals("", places(check(STAT + "- debug: {msg: \"{{ st.a }}\"}\n")));
    }

    @Test
    void rolesSeeWhatThePlayRegisters() throws Exception {
        write("roles/r/tasks/main.yml", "- debug: {msg: \"{{ st.stat.exist }}\"}\n");
        List<Diagnostic> found = check(STAT + "- include_role: {name: r}\n- import_role: {name: r}\n");
        assertEquals("undefined-result-field roles/r/tasks/main.yml:1:28", places(found));
    }
}
