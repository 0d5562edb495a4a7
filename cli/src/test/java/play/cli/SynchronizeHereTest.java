package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories that are made alike on this machine: where paths lead, and what a playbook is told. */
class SynchronizeHereTest {
    @TempDir
    Path folder;

    private Trial trial;

    @BeforeEach
    void files() throws IOException {
        trial = new Trial(folder);
        trial.file("files/app/one", "1\n");
        trial.file("roles/web/files/app/of the role", "2\n");
        trial.file("beside/three", "3\n");
    }

    private Trial.Said play(String tasks, int code, String... options) throws IOException {
        Trial.Said said = trial.play("tasks:\n" + tasks.indent(2), options);
        assertEquals(code, said.code(), said.everything());
        return said;
    }

    private List<String> names(String directory) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(directory))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.resolve(directory).relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** With a slash at its end it is what a directory holds. */
    @Test
    void aPathIsLookedForWhereFilesAreKept() throws Exception {
        trial.file("roles/web/tasks/main.yml", "- synchronize: {src: app/, dest: FOLDER/of-role}\n");
        trial.play("roles: [web]");
        play("""
            - synchronize: {src: app/, dest: FOLDER/inside}
            - synchronize: {src: app, dest: FOLDER/whole}
            - synchronize: {src: beside/, dest: made-here}
            """, 0);
        assertEquals(List.of("of the role"), names("of-role"));
        assertEquals(List.of("one"), names("inside"));
        assertEquals(List.of("app/one"), names("whole"));
        assertEquals(List.of("three"), names("made-here"));
    }

    @Test
    void aSecondRunAndADryRunChangeNothing() throws Exception {
        String task = "- synchronize: {src: app/, dest: FOLDER/out, delete: true}\n";
        String dry = play(task, 0, "--check", "--diff").out();
        assertTrue(dry.contains("+>f+++++++++ one") && dry.contains("changed=1 "), dry);
        assertFalse(Files.exists(folder.resolve("out")));
        assertTrue(play(task, 0).out().contains("changed=1 "));
        assertTrue(play(task, 0).out().contains("changed=0 "));
        Files.writeString(folder.resolve("out/gone"), "");
        String removing = play(task, 0, "--check", "--diff").out();
        assertTrue(removing.contains("+*deleting   gone"), removing);
    }

    /** What is done after it there is in doubt, and only that. */
    @Test
    void aDryRunDoubtsWhatStandsBelowTheDestination() throws Exception {
        String dry = play("""
            - synchronize: {src: app/, dest: FOLDER/out}
            - name: inside
              copy: {content: x, dest: FOLDER/out/x}
            - name: beside
              copy: {content: x, dest: FOLDER/x}
            """, 0, "--check").out();
        assertTrue(dry.contains("changed=2 ") && dry.contains("unknown=1 "), dry);
    }

    @Test
    void anotherRsyncOfThisMachineIsNamedByAVariable() throws Exception {
        trial.file("my rsync", "#!/bin/sh\n: >FOLDER/called; exec rsync \"$@\"\n")
                .toFile()
                .setExecutable(true);
        play("""
            - synchronize: {src: app/, dest: FOLDER/out}
              vars: {ansible_rsync_path: FOLDER/my rsync}
            """, 0);
        assertTrue(Files.exists(folder.resolve("called")));
        Trial.Said missing = play("""
            - synchronize: {src: app/, dest: FOLDER/out}
              vars: {ansible_rsync_path: /none/rsync}
            """, 2);
        assertTrue(missing.out().contains("there is no rsync on this machine"), missing.everything());
    }

    /** Before anything is done. */
    @Test
    void whatHasNoPlaceIsToldWithItsPlace() throws Exception {
        Trial.Said said = play("""
            - synchronize: {src: app/, dest: FOLDER/out, dest_port: 22}
            - synchronize: {src: "web:/app", dest: FOLDER/out}
            - synchronize: {src: app/, dest: FOLDER/out, rsync_opts: [--rsh=ssh]}
            """, 4);
        assertTrue(said.err().contains("write ansible_port for the host"), said.err());
        assertTrue(said.err().contains("names another host in 'web:/app'"), said.err());
        assertTrue(said.err().contains("has '--rsh', which has no place here"), said.err());
        assertFalse(Files.exists(folder.resolve("out")));
    }

    @Test
    void whatHoldsAnywayIsAWarning() throws Exception {
        Trial.Said said = play("- synchronize: {src: app/, dest: FOLDER/out, verify_host: true}\n", 0);
        assertTrue(said.err().contains("'verify_host' of 'synchronize' has no effect"), said.everything());
    }
}
