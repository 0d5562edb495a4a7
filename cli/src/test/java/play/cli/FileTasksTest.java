package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks on files, run whole on this machine. */
class FileTasksTest {
    @TempDir
    private Path folder;

    private Trial.Said play(String tasks, String... options) throws IOException {
        return new Trial(folder)
                .play("tasks:\n" + tasks.replace("FOLDER", folder.toString()).indent(2), options);
    }

    @Test
    void whatAFileHoldsIsKnownInADryRunAfterOnlyItsModeWasSet() throws IOException {
        Files.writeString(folder.resolve("a"), "same\n");
        String tasks = """
            - file: {path: FOLDER/a, mode: '0600'}
            - copy: {dest: FOLDER/a, content: "same\\n"}
            - copy: {dest: FOLDER/a, content: "other\\n"}
            - file: {path: FOLDER/a, mode: '0640'}
            - copy: {dest: FOLDER/a, content: "other\\n"}
            """;
        Trial.Said said = play(tasks, "--check");
        assertEquals(0, said.code(), said.everything());
        assertTrue(said.out().contains("ok=5    changed=3") && said.out().contains("unknown=0"), said.out());
        Trial.Said ran = play(tasks);
        assertTrue(ran.out().contains("ok=5    changed=3"), ran.out());
    }

    /** The dry run has foreseen what the file holds, the run does not read it again. */
    @Test
    void whatIsToldOfAFileThatGoesIsTheSameInADryRun() throws IOException {
        String tasks = """
            - copy: {dest: FOLDER/a, content: "same\\n"}
            - file: {path: FOLDER/a, mode: '0600'}
            - file: {path: FOLDER/a, state: absent}
            """;
        List<String> announced = changes(play(tasks, "--check"));
        assertEquals(3, announced.size());
        assertEquals(announced, changes(play(tasks)));
    }

    /** While the playbook is loaded no file is looked at: that must not make a directory a file. */
    @Test
    void directoriesOfTheControllerMayBeNamedLiterally() throws IOException {
        Path parts = Files.createDirectories(folder.resolve("files/parts"));
        Files.writeString(parts.resolve("10"), "a\n");
        Files.writeString(parts.resolve("20"), "b\n");
        Trial.Said said = play("""
            - assemble: {src: parts, dest: FOLDER/whole, remote_src: false}
            - assemble: {src: FOLDER/files/parts, dest: FOLDER/whole, remote_src: false}
            - copy: {src: parts/, dest: FOLDER/copied}
            """);
        assertEquals(0, said.code(), said.everything());
        assertTrue(said.out().contains("ok=3    changed=2"), said.out());
        assertEquals("a\nb\n", Files.readString(folder.resolve("whole")));
        assertEquals("b\n", Files.readString(folder.resolve("copied/20")));
        Trial.Said file = play("- assemble: {src: parts/10, dest: FOLDER/whole, remote_src: false}\n");
        assertEquals(2, file.code(), file.everything());
        assertTrue(file.everything().contains("src must be a directory, not the file 'parts/10'"), file.everything());
    }

    @Test
    void linksThatAreCopiedAsLinksAreNotEntered() throws IOException {
        Files.createDirectories(folder.resolve("d/a"));
        Files.writeString(folder.resolve("d/a/x"), "x\n");
        Files.createSymbolicLink(folder.resolve("d/loop"), Path.of("."));
        Files.createSymbolicLink(folder.resolve("d/usr"), Path.of("/proc"));
        Files.createSymbolicLink(folder.resolve("alias"), Path.of("d"));
        for (String name : List.of("d/", "alias/")) {
            Trial.Said said = play("- copy: {src: FOLDER/" + name + ", dest: FOLDER/to, local_follow: false}\n");
            assertEquals(0, said.code(), said.everything());
        }
        assertEquals("x\n", Files.readString(folder.resolve("to/a/x")));
        assertEquals(Path.of("."), Files.readSymbolicLink(folder.resolve("to/loop")));
        assertEquals(Path.of("/proc"), Files.readSymbolicLink(folder.resolve("to/usr")));
    }

    @Test
    void linksThatCannotBeFollowedAreCopiedAsLinks() throws IOException {
        Files.createDirectories(folder.resolve("d/a"));
        Files.writeString(folder.resolve("d/x"), "x\n");
        Map<String, String> links =
                Map.of("loop", "..", "self", "self", "gone", "../nothing", "turn", "../b", "file", "../x");
        for (Map.Entry<String, String> link : links.entrySet()) {
            Files.createSymbolicLink(folder.resolve("d/a/" + link.getKey()), Path.of(link.getValue()));
        }
        Files.createSymbolicLink(folder.resolve("d/b"), Path.of("a"));
        Trial.Said said = play("- copy: {src: FOLDER/d/, dest: FOLDER/to}\n");
        assertEquals(0, said.code(), said.everything());
        for (String name : List.of("loop", "self", "gone", "turn")) {
            assertEquals(
                    Path.of(Objects.requireNonNull(links.get(name))),
                    Files.readSymbolicLink(folder.resolve("to/a/" + name)));
        }
        assertTrue(Files.isRegularFile(folder.resolve("to/a/file"), LinkOption.NOFOLLOW_LINKS));
        assertTrue(Files.isDirectory(folder.resolve("to/b"), LinkOption.NOFOLLOW_LINKS));
        Trial.Said again = play("- copy: {src: FOLDER/d/, dest: FOLDER/to}\n");
        assertTrue(again.everything().contains("changed=0"), again.everything());
    }

    /** SHA-1, as Ansible's are. */
    @Test
    void whatIsFetchedIsToldWithItsChecksums() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hello", exchange -> {
            exchange.sendResponseHeaders(200, 6);
            exchange.getResponseBody().write("hello\n".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/hello";
        try {
            String tasks = """
                - get_url: {url: URL, dest: FOLDER/fetched, checksum: none}
                  register: fetched
                - assert:
                    that:
                      - fetched.checksum_src == 'f572d396fae9206628714fb2ce00f72e94f2258f'
                      - fetched.checksum_dest == fetched.checksum_src
                      - fetched.sha256 == '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03'
                - get_url: {url: URL, dest: FOLDER/, checksum: 'sha256:{{ fetched.sha256 }}'}
                  register: again
                - assert: {that: again.dest == 'FOLDER/hello' and again.checksum_dest == fetched.checksum_dest}
                """.replace("URL", url);
            Trial.Said foreseen = play(tasks, "--check");
            assertEquals(0, foreseen.code(), foreseen.everything());
            Files.writeString(folder.resolve("hello"), "old\n");
            Trial.Said said = play(tasks);
            assertEquals(0, said.code(), said.everything());
            assertTrue(said.out().contains("changed=2") && !said.out().contains("differs"), said.out());
            assertTrue(play(tasks).out().contains("ok=4    changed=0"));
        } finally {
            server.stop(0);
        }
    }

    private static List<String> changes(Trial.Said said) throws IOException {
        List<String> changes = new ArrayList<>();
        for (String line : said.events().lines().toList()) {
            JsonNode event = new ObjectMapper().readTree(line);
            if (event.path("event").asText().equals("task_finished")) {
                changes.add(event.path("outcome").path("changes").toString());
            }
        }
        return changes;
    }

    @Test
    void aCopyThatOnlySetsTheModeStillTellsTheChecksum() throws IOException {
        Files.writeString(folder.resolve("a"), "same\n");
        Trial.Said said = play("""
            - copy: {dest: FOLDER/a, content: "same\\n", mode: '0600'}
              register: copied
            - assert:
                that:
                  - copied is changed
                  - copied.mode == '0600'
                  - copied.checksum == "same\\n" | hash("sha1")
                  - copied.sha256 == "same\\n" | hash("sha256")
            - file: {path: FOLDER/a, mode: '0644'}
              register: set
            - assert: {that: [set is changed, set.mode == '0644', set.checksum is undefined, set.sha256 is undefined]}
            - stat: {path: FOLDER/a, get_checksum: false}
              register: seen
            - assert: {that: [seen.stat.size == 5, seen.stat.checksum is undefined]}
            """);
        assertEquals(0, said.code(), said.everything());
    }

    /** As Ansible has them: SHA-1 unless another is asked for. */
    @Test
    void checksumsAreThoseOfAnsible() throws IOException {
        Files.writeString(folder.resolve("here \\ x"), "here\n");
        Files.write(folder.resolve("large"), new byte[300_000]);
        String tasks = """
            - stat: {path: 'FOLDER/here \\ x'}
              register: here
            - stat: {path: 'FOLDER/here \\ x', checksum_algorithm: SUM}
              register: other
            - copy: {dest: FOLDER/new, content: "new\\n"}
              register: copied
            - file: {path: FOLDER/new, mode: '0600'}
            - stat: {path: FOLDER/new}
              register: new
            - copy: {src: FOLDER/large, dest: FOLDER/copy}
              register: large
            - assert:
                that:
                  - here.stat.checksum == "here\\n" | checksum
                  - other.stat.checksum == "here\\n" | hash('SUM')
                  - new.stat.checksum == "new\\n" | checksum and copied.checksum == new.stat.checksum
                  - large.checksum == 'bae46700642c33ce9dbb4d78445eb61e8231b56e'
            """;
        for (String sum : java.util.List.of("md5", "sha256", "sha512")) {
            Trial.Said dry = play(tasks.replace("SUM", sum), "--check");
            assertTrue(dry.code() == 0 && dry.out().contains("unknown=0"), dry.everything());
            assertEquals(0, play(tasks.replace("SUM", sum)).code());
            Files.delete(folder.resolve("new"));
        }
    }

    @Test
    void whatWasNeverCarriedOutDoesNotDiffer() throws IOException {
        String tasks = """
            - copy: {dest: FOLDER/a, content: "new\\n", validate: 'false %s'}
            """;
        Trial.Said said = play(tasks);
        assertTrue(
                said.code() != 0 && said.out().contains("its validate command ended with exit code 1"),
                said.everything());
        assertTrue(!said.out().contains("differs"), said.out());
    }

    @Test
    void aChecksumThatADryRunCannotKnowIsUnknown() throws IOException {
        Files.writeString(folder.resolve("a"), "old\n");
        Files.write(folder.resolve("large"), new byte[1_100_000]);
        Trial.Said said = play("""
            - copy: {src: FOLDER/large, dest: FOLDER/a}
            - stat: {path: FOLDER/a}
              register: seen
            """, "--check");
        assertEquals(0, said.code(), said.everything());
        assertTrue(
                said.events()
                        .contains("\"checksum\":{\"unknown\":\"this digest of " + folder
                                + "/a is known after the run\"}"),
                said.events());
    }

    @Test
    void aDryRunShowsWhatIsWrittenAfterACommand() throws IOException {
        Files.writeString(folder.resolve("hba"), "local all\n");
        Trial.Said said = play(
                "- command: touch /srv/x\n"
                        + "- copy: {dest: FOLDER/hba, content: \"local all\\n"
                        + "host all 0.0.0.0/0 trust\\n"
                        + "\"}\n",
                "--check",
                "--diff");
        assertTrue(said.out().contains("+host all 0.0.0.0/0 trust"), said.out());
        assertTrue(
                said.out().contains("(the text before is as it is known now; an earlier task may change it first)"),
                said.out());
        assertTrue(said.events().contains("\"note\":\"the text before is as it is known now"), said.events());
    }

    @Test
    void aDryRunShowsEachOfSeveralEditsOfOneFile() throws IOException {
        Files.writeString(folder.resolve("hba"), "local all\n");
        Files.writeString(folder.resolve("src"), "from a file\n");
        String tasks = """
            - lineinfile: {path: FOLDER/hba, line: one}
            - lineinfile: {path: FOLDER/hba, line: two}
            - copy: {dest: FOLDER/hba, src: FOLDER/src}
            - lineinfile: {path: FOLDER/hba, line: three}
            """;
        Trial.Said said = play(tasks, "--check", "--diff");
        assertEquals(0, said.code(), said.everything());
        for (String line :
                java.util.List.of("+one", " one\n+two", "-one\n-two\n+from a file", " from a file\n+three")) {
            assertTrue(said.out().contains("\n" + line + "\n"), line + " is missing:\n" + said.out());
        }
        assertEquals(3, said.out().split("as earlier tasks of this dry run leave it", -1).length - 1, said.out());
        Trial.Said ran = play(tasks, "--diff");
        assertEquals(0, ran.code(), ran.everything());
        assertTrue(
                ran.out().contains("-one\n-two\n+from a file\n") && !ran.out().contains("text before"), ran.out());
    }

    @Test
    void aDryRunDoesNotEditWhatWasReadBeforeSomethingElseIsFetched() throws IOException {
        Files.writeString(folder.resolve("a"), "old\n");
        Trial.Said said = play("""
            - get_url: {url: 'http://127.0.0.1:1/x', dest: FOLDER/a, checksum: 'sha256:%s', on_target: true}
            - lineinfile: {path: FOLDER/a, line: new}
            """.formatted("0".repeat(64)), "--check", "--diff");
        assertTrue(said.out().contains("a holds is known after the run"), said.out());
    }

    @Test
    void aFileRemovedWithoutBeingReadIsShownAsGone() throws IOException {
        Files.writeString(folder.resolve("a"), "x");
        Trial.Said said =
                play("- file: {path: FOLDER/a, state: absent}\n- file: {path: FOLDER/a, state: touch}\n", "--diff");
        assertEquals(0, said.code(), said.everything());
        assertTrue(!said.out().contains("known after") && said.out().contains("changed=2"), said.out());
    }
}
