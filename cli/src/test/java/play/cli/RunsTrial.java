package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of runs that are kept share: a folder with hosts, and a state folder of their own. */
abstract class RunsTrial {
    @TempDir
    Path folder;

    Trial trial;
    private String usual = "";

    @BeforeEach
    void begin() throws IOException {
        trial = new Trial(folder);
        trial.file("hosts.ini", "[all]\nhere\nthere\n[all:vars]\nansible_connection=local\n");
        usual = Objects.requireNonNull(System.getProperty("play.state"));
        System.setProperty("play.state", folder.resolve("state").toString());
    }

    @AfterEach
    void end() {
        System.setProperty("play.state", usual);
    }

    Trial.Said run(String tasks, String... options) throws IOException {
        return runOn("here", tasks, options);
    }

    /** A play for hosts, in site.yml; FOLDER stands for the folder. */
    void playbook(String hosts, String tasks) throws IOException {
        trial.file(
                "site.yml",
                "- hosts: " + hosts + "\n  gather_facts: false\n  tasks:\n" + tasks.indent(4)
                        + "  handlers:\n    - {name: tell, shell: echo told >>FOLDER/told}\n");
    }

    Trial.Said runOn(String hosts, String tasks, String... options) throws IOException {
        playbook(hosts, tasks);
        List<String> words = new ArrayList<>(List.of(
                "run",
                folder.resolve("site.yml").toString(),
                "-i",
                folder.resolve("hosts.ini").toString()));
        words.addAll(List.of(options));
        return Trial.main(words.toArray(String[]::new));
    }

    static Trial.Said resume(String... options) {
        return Trial.main(
                Stream.concat(Stream.of("run", "--resume"), Stream.of(options)).toArray(String[]::new));
    }

    String text(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    List<Path> journals() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("state/runs"))) {
            return files.sorted().toList();
        }
    }

    static void assertCode(int code, Trial.Said said) {
        assertEquals(code, said.code(), said::everything);
    }

    static void assertSays(String words, Trial.Said said) {
        assertTrue(said.everything().contains(words), said::everything);
    }

    String newest() throws IOException {
        return journals().getLast().getFileName().toString().replace(".jsonl", "");
    }

    /** Fails until there is a file; what comes after it is only seen by a run that goes on. */
    static final String UNTIL_MENDED = "- command: test -e FOLDER/mended\n";
}
