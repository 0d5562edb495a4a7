package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of Ansible's levels of precedence wins over all below it. The last is what nobody can set. */
class PrecedenceTest {
    /** A fact, so that each level can have it. */
    private static final String NAME = "ansible_os_family";

    private static final int FACTS = 11;

    @TempDir
    Path folder = Path.of("/");

    private int highest;

    static IntStream levels() {
        return IntStream.rangeClosed(1, 21);
    }

    /** What a level says, where it says anything. */
    private String at(int level, String text) {
        return level <= highest ? text.formatted(NAME, "level-" + level) : "";
    }

    private String pair(int level) {
        return at(level, "%s: %s");
    }

    private void inventory(Trial trial) throws IOException {
        trial.file(
                "inv/hosts.ini",
                "[ours]\nhere" + at(8, " %s=%s") + "\n[all:vars]\n" + at(2, "%s=%s") + "\n[ours:vars]\n"
                        + at(3, "%s=%s") + "\n");
        trial.file("inv/group_vars/all.yml", "{" + pair(4) + "}\n");
        trial.file("group_vars/all.yml", "{" + pair(5) + "}\n");
        trial.file("inv/group_vars/ours.yml", "{" + pair(6) + "}\n");
        trial.file("group_vars/ours.yml", "{" + pair(7) + "}\n");
        trial.file("inv/host_vars/here.yml", "{" + pair(9) + "}\n");
        trial.file("host_vars/here.yml", "{" + pair(10) + "}\n");
    }

    private void roles(Trial trial) throws IOException {
        trial.file("roles/other/vars/main.yml", "{" + pair(14) + "}\n");
        trial.file("roles/other/tasks/main.yml", "- debug: {msg: other}\n");
        trial.file("roles/ours/defaults/main.yml", "{" + pair(1) + "}\n");
        trial.file("roles/ours/vars/main.yml", "{" + pair(15) + "}\n");
        trial.file(
                "roles/ours/tasks/main.yml",
                "- include_vars: FOLDER/included.yml\n" + at(18, "- set_fact: {%s: %s}\n")
                        + "- {include_tasks: seen.yml, vars: {" + pair(20) + "}}\n");
        trial.file(
                "roles/ours/tasks/seen.yml",
                "- {debug: {msg: \"it is {{ " + NAME + " }}.\"}, vars: {" + pair(16) + "}}\n");
        trial.file("included.yml", "{" + pair(17) + "}\n");
    }

    @ParameterizedTest(name = "level {0}")
    @MethodSource("levels")
    void winsOverAllBelow(int level) throws IOException {
        highest = level;
        Trial trial = new Trial(folder);
        inventory(trial);
        roles(trial);
        trial.file("read.yml", "{" + pair(13) + "}\n");
        List<String> options =
                new ArrayList<>(List.of("-i", folder.resolve("inv/hosts.ini").toString()));
        if (level == 21) {
            options.addAll(List.of("-e", at(21, "%s=%s")));
        }
        Trial.Said said = trial.playbook(
                "- hosts: here\n  gather_facts: " + (level >= FACTS) + "\n  vars: {" + pair(12)
                        + "}\n  vars_files: [read.yml]\n  roles: [other, {role: ours" + at(19, ", %s: %s") + "}]\n",
                options.toArray(String[]::new));
        assertEquals(0, said.code(), said::everything);
        if (level == FACTS) {
            assertTrue(said.out().contains("it is "), said::everything);
            assertFalse(said.out().contains("it is level-"), said::everything);
        } else {
            assertTrue(said.out().contains("it is level-" + level + "."), said::everything);
        }
    }
}
