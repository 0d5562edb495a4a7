package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with {@code module_defaults}, told before a run; what they do is in {@link LanguageTest}. */
class ModuleDefaultsTest extends TrialTest {
    private Trial.Said load(String defaults, String task) throws IOException {
        return trial.play(
                "module_defaults: {" + defaults + "}\ntasks:\n  - debug:\n  - " + task + "\n", "--syntax-check");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "copyy: {mode: '0644'} | debug: | unknown-module | There is no module 'copyy'. Did you mean 'copy'?",
                "file: {mod: '0644'} | debug: | unknown-parameter | has no parameter 'mod'. Did you mean 'mode'?",
                "file: {state: there} | debug: | invalid-value | there",
                "ansible.builtin.file: {state: there} | debug: | invalid-value | there",
                "file: {mode: '{{ 1 + }}'} | debug: | expression | 1 +",
                "debug: text | debug: | wrong-type | 'debug' in 'module_defaults' must be a mapping of parameters",
                "debug: | debug: | wrong-type | 'debug' in 'module_defaults' must be a mapping of parameters",
                "include_tasks: {file: a} | debug: | unknown-module | has no parameters that 'module_defaults'"
                        + " could set",
                "group/k9s: {kubeconfig: /c} | debug: | unknown-module | There is no group of modules 'k9s'",
                "group/k8s: {kube_config: /c} | debug: | unknown-parameter | No module of 'group/k8s' has a parameter"
                        + " 'kube_config'. Did you mean 'kubeconfig'?",
                "group/k8s: {kubeconfig: ''} | debug: | invalid-value | kubeconfig",
                "group/k8s: {kubeconfig: /c, replicas: 2} | kubectl_cordon: {node: a} | unknown-parameter | gives"
                        + " 'replicas' to 'kubectl_cordon', which has no such parameter",
                "group/k8s: {kubeconfig: /c} | kubectl_cordon: {} | missing-parameter | needs 'node'",
                "group/k8s: {kubectl: /c} | kubectl_cordon: {node: a} | missing-parameter | needs 'kubeconfig'",
                "debug: {var: a} | debug: {msg: a} | parameter-group | ",
                "unarchive: '{{ inventory_hostname }}' | unarchive: {src: no.tar, dest: /b, remote_src: false} |"
                        + " missing-file | no.tar",
                "file: {path: '{{ nowhere }}'} | file: {state: directory} | undefined | nowhere",
            })
    void isTold(String defaults, String task, String code, String words) throws IOException {
        Trial.Said said = load(defaults, task);
        assertEquals(4, said.code(), said.everything());
        assertTrue(said.err().contains("[" + code), said.err());
        assertTrue(said.err().replaceAll("\\s+", " ").contains(words == null ? "" : words), said.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "group/k8s: {kubeconfig: /c} | kubectl_cordon: {node: a}",
                "group/ansible.builtin.k8s: {kubeconfig: /c} | kubectl_cordon: {node: a}",
                "group/kubernetes.core.k8s: {kubeconfig: /c} | kubectl_cordon: {node: a}",
                "'group/k8s: {kubeconfig: /c}, kubectl_cordon: {node: a}' | kubectl_cordon:",
                "kubectl_cordon: '{{ inventory_hostname }}' | kubectl_cordon: {node: a}",
                "unarchive: '{{ inventory_hostname }}' | unarchive: {src: not-here, dest: /b}",
                "helm: {kubeconfig_path: /c} | helm: {kubeconfig: /d, name: a, release_state: absent}",
            })
    void isEnough(String defaults, String task) throws IOException {
        Trial.Said said = load(defaults.replaceAll("^'(.*)'$", "$1"), task);
        assertEquals(0, said.code(), said.everything());
    }

    @Test
    void anIncludeHasNone() throws IOException {
        trial.file("a.yml", "[]");
        Trial.Said said = trial.play("""
                tasks:
                  - include_tasks: a.yml
                    module_defaults: {debug: {msg: a}}
                  - meta: noop
                    module_defaults: {debug: {msg: a}}
                """, "--syntax-check");
        assertEquals(4, said.code(), said.everything());
        assertEquals(2, said.err().split("error\\[unknown-key]", -1).length - 1, said.err());
    }

    @Test
    void anImportOfAPlaybookHasNone() throws IOException {
        trial.file("a.yml", "- hosts: localhost\n  tasks: []\n");
        Trial.Said said =
                trial.playbook("- import_playbook: a.yml\n  module_defaults: {debug: {msg: a}}\n", "--syntax-check");
        assertEquals(4, said.code(), said.everything());
        assertTrue(said.err().contains("use it in"), said.err());
    }
}
