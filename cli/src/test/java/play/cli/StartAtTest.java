package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of playbooks runs by {@code --start-at-task}; each list is what ansible-core 2.21 runs. */
class StartAtTest {
    private static final Pattern TASK = Pattern.compile("TASK \\[(.*?)]");

    @TempDir
    Path folder;

    private Trial trial;

    @BeforeEach
    void playbook() throws IOException {
        trial = new Trial(folder);
        trial.file("roles/web/tasks/main.yml", "- {name: Install, debug: }\n- {name: Configure, debug: }\n");
        trial.file("inner.yml", "- {name: included, debug: }\n");
        trial.file("imported.yml", "- {name: imported, debug: }\n");
        trial.file("site.yml", """
            - hosts: here
              gather_facts: false
              tasks:
                - {name: first, debug: }
            - hosts: here
              gather_facts: false
              pre_tasks:
                - {name: before, debug: }
              roles: [web]
              tasks:
                - {name: one, debug: }
                - block:
                    - {name: two, debug: }
                    - {name: "three {{ 1 }}", debug: }
                  rescue:
                    - {name: mend, debug: }
                  always:
                    - {name: last, debug: }
                - {name: take in, include_tasks: inner.yml}
                - import_tasks: imported.yml
            - hosts: here
              gather_facts: false
              tasks:
                - {name: two, debug: }
            """);
    }

    private Trial.Said run(String... options) {
        String[] words = new String[options.length + 4];
        System.arraycopy(options, 0, words, 4, options.length);
        words[0] = "run";
        words[1] = folder.resolve("site.yml").toString();
        words[2] = "-i";
        words[3] = folder.resolve("hosts.ini").toString();
        return Trial.main(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "two | two, three 1, last, take in, included, imported, two",
                "thr* | three 1, last, take in, included, imported, two",
                "web : Configure | web : Configure, one, two, three 1, last, take in, included, imported, two",
                "Install | web : Install, web : Configure, one, two, three 1, last, take in, included, imported, two",
                "last | last, take in, included, imported, two",
                "imported | imported, two",
            })
    void theRunBeginsThere(String name, String tasks) {
        Trial.Said said = run("--start-at-task", name);
        assertEquals(0, said.code(), said::everything);
        assertEquals(
                tasks,
                String.join(
                        ", ",
                        TASK.matcher(said.out())
                                .results()
                                .map(result -> result.group(1))
                                .toList()),
                said::everything);
    }

    @Test
    void whatNoTaskIsCalledIsRefused() {
        Trial.Said said = run("--start-at-task", "included");
        assertEquals(2, said.code(), said::everything);
        assertTrue(said.err().contains("no task is called 'included'"), said::everything);
        assertTrue(run("--start-at-task", "Configur").err().contains("Did you mean 'Configure'?"));
    }

    @Test
    void withoutATerminalNobodyIsAsked() {
        Trial.Said said = run("--step");
        assertEquals(2, said.code(), said::everything);
        assertTrue(said.err().contains("--step asks before each task"), said::everything);
    }
}
