package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that leave processes behind on a host, which go on writing. */
@Timeout(180)
final class LeftBehindTest {
    @TempDir
    Path folder = Path.of("/");

    @Test
    void whatAProcessLeftBehindWritesIsInNoOutputOfLaterTasks() throws Exception {
        Trial.Said said = new Trial(folder).play("""
            tasks:
              - shell: |
                  (i=0; while [ $i -lt 100000 ]; do i=$((i+1)); echo late; echo late >&2; done) &
                  echo $! >>FOLDER/pids
                loop: [1, 2]
              - {shell: "echo mine; sleep 0.2; echo mine >&2", register: second}
              - copy:
                  dest: FOLDER/copied
                  content: x
                  validate: >-
                    sh -c '(i=0; while [ $i -lt 100000 ]; do i=$((i+1)); echo late; done) &
                    echo $! >>FOLDER/pids; cat %s'
              - {command: cat FOLDER/copied, register: copied}
              - assert: {that: [second.stdout == 'mine', second.stderr == 'mine', copied.stdout == 'x']}
            """);
        try {
            assertEquals(0, said.code(), said.out());
        } finally {
            for (String pid : Files.readAllLines(folder.resolve("pids"))) {
                ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }
}
