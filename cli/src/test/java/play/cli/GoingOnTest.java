package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import play.journal.Entry;
import play.savedplan.Fingerprints;
import play.source.SourceFile;

/** Runs that go on with others: what they are told, what has been done meanwhile, and what is not as it was. */
class GoingOnTest extends RunsTrial {
    private static Trial.Said retry(String... options) {
        List<String> words = new ArrayList<>(List.of("run", "--retry-failed"));
        words.addAll(List.of(options));
        return Trial.main(words.toArray(String[]::new));
    }

    @Test
    void whatRanOnceForAllIsNotRunAgainForThoseThatFailed() throws IOException {
        assertCode(2, runOn("all", """
            - shell: echo once >>FOLDER/log; echo told
              run_once: true
              register: once
            - shell: test {{ inventory_hostname }} = here || test -e FOLDER/mended
            - copy: {dest: "FOLDER/{{ inventory_hostname }}", content: "{{ once.stdout }}"}
            """));
        trial.file("mended", "");
        assertCode(0, retry());
        assertEquals("once\n", text("log"));
        assertEquals("told", text("there"));
    }

    @Test
    void theOrderOfVariablesIsAsItWas() throws IOException {
        String file = "@" + trial.file("vars.yml", "word: of a file\n");
        String tasks = UNTIL_MENDED + "- copy: {dest: FOLDER/end, content: \"{{ word }}\"}\n";
        assertCode(2, run(tasks, "-e", "word=given", "-e", file));
        trial.file("mended", "");
        assertSays("give the same, in the same order", resume("-e", "word=given"));
        assertSays("give the same, in the same order", resume("-e", file, "-e", "word=given"));
        assertCode(0, resume("-e", "word=given", "-e", file));
        assertEquals("of a file", text("end"));
    }

    @Test
    void whatWasDoneMeanwhileIsNotDoneAgain() throws IOException {
        assertCode(
                2, run(UNTIL_MENDED + "- shell: echo x >>FOLDER/log\n" + UNTIL_MENDED.replace("mended", "mended-too")));
        String first = newest();
        trial.file("mended", "");
        assertCode(2, resume());
        trial.file("mended-too", "");
        assertCode(0, resume(first));
        assertEquals("x\n", text("log"));
        String last = newest();
        assertSays("the run " + last + " has gone on with " + first + " and has ended well", resume(first));
    }

    @Test
    void afterThoseThatFailedTheOthersCanGoOn() throws IOException {
        assertCode(2, runOn("all", """
            - shell: echo {{ inventory_hostname }} >>FOLDER/log
            - command: test -e FOLDER/mended
              any_errors_fatal: true
            - shell: echo {{ inventory_hostname }} >>FOLDER/log
            """, "-l", "here"));
        String first = newest();
        trial.file("mended", "");
        assertCode(0, retry());
        assertCode(0, resume(first));
        assertEquals("here\nhere\n", text("log"));
    }

    @Test
    void whoFailedInARunThatWasKilledIsNotMadeUp() throws IOException {
        assertCode(2, run(UNTIL_MENDED));
        Path journal = journals().getFirst();
        List<String> lines = Files.readAllLines(journal);
        Files.write(journal, lines.subList(0, lines.size() - 1));
        assertSays("was killed before it could tell which hosts have failed", retry());
    }

    @Test
    void aJournalThatCannotBeReadIsNamed() throws IOException {
        assertCode(2, run(UNTIL_MENDED));
        Path journal = journals().getFirst();
        Files.writeString(journal, Files.readString(journal).replace("\"changing\"", "\"chang\""));
        String why = " has an entry of an unknown kind";
        Trial.Said list = Trial.main("runs");
        assertCode(0, list);
        assertTrue(list.out().startsWith(newest() + "  unreadable   its line "), list::everything);
        assertSays(why, list);
        assertSays("\"state\": \"unreadable\"", Trial.main("runs", "--json"));
        assertSays("the journal of the run " + newest() + " cannot be read: its line ", Trial.main("runs", "show"));
        Trial.Said resumed = resume();
        assertCode(2, resumed);
        assertSays(why, resumed);
    }

    @Test
    void theNewestIsOneThatWasStartedHere() throws IOException {
        assertCode(2, run(UNTIL_MENDED));
        String here = newest();
        assertCode(2, run(UNTIL_MENDED));
        Path journal = journals().getLast();
        String folder = "\"folder\":\"";
        Files.writeString(journal, Files.readString(journal).replace(folder, folder + "/elsewhere"));
        assertSays("was started in /elsewhere", resume(newest()));
        trial.file("mended", "");
        assertCode(0, resume());
        assertSays("\"goes_on_with\": \"" + here + "\"", Trial.main("runs", "show", "--json"));
    }

    @Test
    void programsThatReadWhatAnsiblePrintsReadOn() throws IOException {
        assertCode(2, run("- shell: echo x >>FOLDER/log\n" + UNTIL_MENDED));
        trial.file("mended", "");
        Trial.Said resumed = resume("--output", "ansible");
        assertCode(0, resumed);
        assertTrue(resumed.out().lines().anyMatch("ok: [here]"::equals), resumed::everything);
        assertEquals("x\n", text("log"));
    }

    @Test
    void factsThatAreHiddenAreNotKept() throws IOException {
        assertCode(
                2,
                run("- getent: {database: passwd, key: root}\n  no_log: true\n- file: {path: FOLDER/a, state: touch}\n"
                        + UNTIL_MENDED + "- assert: {that: getent_passwd.root | length == 6}\n"));
        String journal = Files.readString(journals().getFirst());
        assertFalse(journal.matches("(?s).*\"facts\":\"[^\"].*"), journal);
        trial.file("mended", "");
        assertCode(0, resume());
    }

    @Test
    void aFileThatIsReadByTwoNamesIsNamedOnce() throws IOException {
        Fingerprints fingerprints = Fingerprints.in(folder.resolve("key"));
        Path here = Path.of("").toAbsolutePath();
        List<SourceFile> files = List.of(
                new SourceFile("./vars/all.yml", "a: 1"),
                new SourceFile(here + "/vars/all.yml", "a: 1"),
                new SourceFile("/elsewhere/all.yml", "a: 2"));
        Map<String, String> prints = RunJournals.prints(files, fingerprints);
        assertEquals(Set.of("vars/all.yml", "/elsewhere/all.yml"), prints.keySet());
        assertEquals(fingerprints.of("a: 1"), prints.get("vars/all.yml"));
    }

    @Test
    void ofManyFilesThatDifferSomeAreNamed() {
        Map<String, String> now = new TreeMap<>();
        for (int i = 10; i < 25; i++) {
            now.put("file" + i, "print");
        }
        Entry.Begin begin = new Entry.Begin("1", "", "", List.of(), "", "", Map.of(), Optional.empty());
        List<String> differences = RunJournals.differences(begin, now);
        assertEquals("file10 was not read then", differences.getFirst());
        assertEquals("5 other files differ too", differences.getLast());
        assertEquals(11, differences.size());
    }
}
