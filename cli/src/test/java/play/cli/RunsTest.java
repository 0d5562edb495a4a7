package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import play.journal.RunFolder;

/** Runs that are kept, and others that go on with them. */
class RunsTest extends RunsTrial {
    @Test
    void whatHasFailedIsGoneOnWithAndNothingIsDoneTwice() throws IOException {
        Trial.Said failed = run("""
            - shell: echo x >>FOLDER/log; echo made
              register: made
            - copy: {dest: FOLDER/conf, content: "{{ made.stdout }}"}
              register: conf
              notify: tell
            - command: test -e FOLDER/mended
            - shell: echo "{{ made.stdout }} {{ made is changed }} {{ conf is changed }}" >FOLDER/end
            """);
        assertCode(2, failed);
        String id = journals().getFirst().getFileName().toString().replace(".jsonl", "");
        assertSays("play: go on with this run by: play run --resume " + id, failed);
        assertEquals("x\n", text("log"));
        assertFalse(Files.exists(folder.resolve("told")));

        trial.file("mended", "");
        Trial.Said resumed = resume();
        assertCode(0, resumed);
        assertSays("ok: [here] => was done in the run " + id, resumed);
        assertSays("ok: [here] => was changed in the run " + id, resumed);
        assertEquals("x\n", text("log"));
        assertEquals("made True True\n", text("end"));
        assertEquals("told\n", text("told"));

        Trial.Said again = resume();
        assertCode(2, again);
        assertSays("has ended well, so there is nothing to go on with", again);
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(journals().getFirst())));
    }

    @Test
    void whatWasLookedAtBeforeAChangeCountsAsItWas() throws IOException {
        assertCode(2, run("""
            - stat: {path: FOLDER/made}
              register: seen
            - command: test -e FOLDER/made
              register: told
              failed_when: false
              changed_when: false
            - file: {path: FOLDER/made, state: touch}
            """ + UNTIL_MENDED + """
            - shell: echo "{{ seen.stat.exists }} {{ told.rc }}" >FOLDER/end
            """));
        trial.file("mended", "");
        assertCode(0, resume());
        assertEquals("False 1\n", text("end"));
    }

    @Test
    void whatWasOnlyLookedAtIsLookedAtAgain() throws IOException {
        assertCode(2, run("""
            - command: test -e FOLDER/mended
              register: told
              failed_when: false
              changed_when: false
            - stat: {path: FOLDER/mended}
              register: seen
            - assert: {that: [told.rc == 0, seen.stat.exists]}
            """));
        trial.file("mended", "");
        assertCode(0, resume());
    }

    @Test
    void ofALoopWhatComesBeforeTheFailureIsNotRepeated() throws IOException {
        trial.file("b", "");
        assertCode(2, run("""
            - shell: test ! -e FOLDER/{{ item }} && echo {{ item }} >>FOLDER/log
              loop: [a, b, c]
              register: all
              notify: tell
            - shell: echo "{{ all.results | map(attribute='changed') }} {{ all is changed }}" >FOLDER/end
            """));
        Files.delete(folder.resolve("b"));
        Trial.Said resumed = resume();
        assertCode(0, resumed);
        assertEquals("a\nc\nb\nc\n", text("log"));
        assertEquals("[True, True, True] True\n", text("end"));
        assertEquals("told\n", text("told"));
    }

    @Test
    void handlersRunOnceMoreOnlyForWhatIsNew() throws IOException {
        String tasks = """
            - copy: {dest: FOLDER/a, content: one}
              notify: tell
            - meta: flush_handlers
            """ + UNTIL_MENDED + "- copy: {dest: FOLDER/b, content: two}\n";
        assertCode(2, run(tasks));
        assertEquals("told\n", text("told"));
        trial.file("mended", "");
        assertCode(0, resume());
        assertEquals("told\n", text("told"));

        Files.delete(folder.resolve("mended"));
        Files.delete(folder.resolve("a"));
        assertCode(2, run(tasks));
        Files.delete(folder.resolve("a"));
        trial.file("mended", "");
        assertCode(0, resume());
        assertEquals("told\n".repeat(3), text("told"));
    }

    @Test
    void aCallThatIsNoLongerTheSameIsMadeAgain() throws IOException {
        assertCode(2, run("""
            - set_fact: {word: "{{ lookup('file', 'FOLDER/word') }}"}
            - shell: echo {{ word }} >>FOLDER/log
            - shell: echo $WORD >>FOLDER/log
              environment: {WORD: "{{ word }}"}
            """.replace("FOLDER/word", word("one")) + UNTIL_MENDED));
        word("two");
        trial.file("mended", "");
        assertCode(0, resume());
        assertEquals("one\none\ntwo\ntwo\n", text("log"));
    }

    private String word(String word) throws IOException {
        return trial.file("word", word).toString();
    }

    @Test
    void noSecretIsKept() throws IOException {
        trial.file("key", "undeclared-secret");
        Trial.Said failed = run("""
            - command: echo made-of-{{ word }}
              register: made
              no_log: true
            - shell: "echo x >>FOLDER/log; cat FOLDER/key"
              register: key
            - command: echo {{ word }} of {{ made.stdout }}
              register: told
            - copy: {dest: FOLDER/a, content: "{{ word }}{{ made.stdout }}"}
            - fail: {msg: "no {{ word }} {{ made.stdout }}"}
              when: not (lookup('file', 'FOLDER/mended', errors='ignore') or '')
            - shell: echo "{{ made.stdout }} {{ told.stdout }} {{ key.stdout }}" >FOLDER/end
            """, "-e", "@" + trial.file("vars.yml", "word: !unsafe planted-secret\n"));
        assertCode(2, failed);
        String journal = Files.readString(journals().getFirst());
        assertFalse(journal.contains("made-of-planted"), journal);
        assertFalse(journal.contains("undeclared-secret"), journal);
        trial.file("mended", "yes");
        assertCode(0, resume());
        assertEquals(
                "made-of-planted-secret planted-secret of made-of-planted-secret undeclared-secret\n", text("end"));
        // A command whose result was not kept is done again, and so is what may build on it.
        assertEquals("x\nx\n", text("log"));
    }

    @Test
    void whatHasChangedIsNamedAndRefused() throws IOException {
        trial.file("group_vars/all.yml", "word: one\n");
        trial.file("more.yml", "- debug: {msg: more}\n");
        String tasks = "- include_tasks: more.yml\n- shell: echo {{ word }}{{ other }} >>FOLDER/log\n" + UNTIL_MENDED;
        assertCode(2, run(tasks, "-e", "other=x"));
        assertSays("give the same, in the same order", resume());
        assertSays("give the same, in the same order", resume("-e", "other=y"));
        trial.file("mended", "");
        trial.file("group_vars/all.yml", "word: two\n");
        trial.file("more.yml", "- debug: {msg: other}\n");
        Trial.Said refused = resume("-e", "other=x");
        assertCode(2, refused);
        assertSays("group_vars/all.yml has changed", refused);
        assertSays("more.yml has changed", refused);
        assertEquals("onex\n", text("log"));
        assertCode(0, resume("-e", "other=x", "--resume-anyway"));
        assertEquals("onex\ntwox\n", text("log"));
    }

    @Test
    void onlyHostsThatFailedAreTriedAgain() throws IOException {
        Trial.Said failed = runOn("all", """
            - copy: {dest: "FOLDER/{{ inventory_hostname }}", content: one}
              notify: tell
            - shell: test {{ inventory_hostname }} = here || test -e FOLDER/mended
            - shell: echo {{ inventory_hostname }} >>FOLDER/log
            """);
        assertCode(2, failed);
        trial.file("mended", "");
        Trial.Said retried = Trial.main("run", "--retry-failed");
        assertCode(0, retried);
        assertFalse(retried.out().contains("[here]"), retried::everything);
        assertEquals("here\nthere\n", text("log"));
        assertEquals("told\ntold\n", text("told"));
        assertSays("has ended well", Trial.main("run", "--retry-failed"));
    }

    @Test
    void whatRanOnceForAllIsNotRunAgain() throws IOException {
        assertCode(2, runOn("all", """
            - shell: test {{ inventory_hostname }} = there || test -e FOLDER/mended
            - shell: echo once >>FOLDER/log; echo told
              run_once: true
              register: once
            - copy: {dest: "FOLDER/{{ inventory_hostname }}", content: "{{ once.stdout }}"}
            """));
        trial.file("mended", "");
        assertCode(0, resume());
        assertEquals("once\n", text("log"));
        assertEquals("toldtold", text("here") + text("there"));
    }

    @Test
    void whatIsRepeatedIsAskedAgain() throws IOException {
        assertCode(2, run("""
            - shell: echo x >>FOLDER/log; test $(wc -l <FOLDER/log) -gt 1
              register: tried
              until: tried.rc == 0
              delay: 0
            """ + UNTIL_MENDED));
        trial.file("mended", "");
        assertCode(0, resume());
        assertEquals("x\n".repeat(3), text("log"));
    }

    @Test
    void runsAreListedAndShown() throws IOException {
        assertSays("no run is kept yet", Trial.main("runs"));
        assertCode(2, run(UNTIL_MENDED));
        String failed = newest();
        trial.file("mended", "");
        assertCode(0, run(UNTIL_MENDED));
        assertCode(0, run(UNTIL_MENDED, "--check"));
        Trial.Said list = Trial.main("runs");
        assertCode(0, list);
        List<String> lines = list.out().lines().toList();
        assertEquals(2, lines.size(), list::everything);
        assertTrue(lines.getFirst().startsWith(newest() + "  ok "), list::everything);
        assertTrue(lines.getLast().startsWith(failed + "  failed "), list::everything);

        Trial.Said shown = Trial.main("runs", "show", failed);
        assertCode(0, shown);
        assertSays("failed here", shown);
        assertSays("  failed      here: ", shown);
        Trial.Said json = Trial.main("runs", "show", failed, "--json");
        assertSays("\"code\": 2,", json);
        assertSays("\"how\": \"failed\"", json);
        assertSays("\"state\": \"ok\"", Trial.main("runs", "--json"));
        assertSays("no run is called 'x'", Trial.main("runs", "show", "x"));
    }

    @Test
    void aRunThatWasKilledOrGoesOnIsToldApart() throws IOException {
        assertCode(2, run(UNTIL_MENDED));
        Path journal = journals().getFirst();
        List<String> lines = Files.readAllLines(journal);
        String cut = String.join("\n", lines.subList(0, lines.size() - 1)) + "\n{\"entry\":\"do";
        Files.writeString(journal, cut);
        assertSays("  killed  ", Trial.main("runs"));
        try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.WRITE)) {
            channel.lock();
            assertSays("  running  ", Trial.main("runs"));
            Trial.Said refused = resume();
            assertCode(2, refused);
            assertSays("still goes on", refused);
        }
        trial.file("mended", "");
        assertCode(0, resume());
    }

    @Test
    void whatContradictsIsRefused() throws IOException {
        assertCode(2, run(UNTIL_MENDED));
        assertSays("--limit cannot be given with --resume", resume("-l", "here"));
        assertSays("takes the id of a run", resume("site.yml"));
        assertSays("give one", resume("--retry-failed"));
        assertSays("belongs to --resume", Trial.main("run", "--resume-anyway", "site.yml"));
        assertSays("no run is called '20200101-000000-00000'", resume("20200101-000000-00000"));
    }

    @Test
    void aRunWithoutAJournalIsARunAllTheSame() throws IOException {
        for (String kept : List.of("plan-key/no file", "runs")) {
            trial.file("state/" + kept, "no folder");
            Trial.Said said = run("- copy: {dest: FOLDER/a, content: one}\n" + UNTIL_MENDED);
            assertCode(2, said);
            assertSays("no journal of this run is kept, so no other can go on with it", said);
            assertFalse(said.everything().contains("--resume"), said::everything);
            assertEquals("one", text("a"));
            Files.delete(folder.resolve("a"));
            Files.delete(folder.resolve("state/" + kept));
            Files.deleteIfExists(folder.resolve("state/plan-key"));
        }
    }

    @Test
    void theOldestRunsAreForgotten() throws IOException {
        Files.createDirectories(folder.resolve("state/runs"));
        for (int i = 0; i < RunFolder.MOST_RUNS + 5; i++) {
            trial.file("state/runs/20200101-0000%02d-00000.jsonl".formatted(i), "{}\n");
        }
        Path half = trial.file("state/runs/.20200101-000000-00000.jsonl", "half of");
        Files.setLastModifiedTime(half, FileTime.fromMillis(0));
        trial.file("state/runs/mine", "");
        trial.file("state/runs/20190101-000000-00000.jsonl/folder", "stays");
        assertCode(2, run(UNTIL_MENDED));
        assertEquals(RunFolder.MOST_RUNS + 2, journals().size());
        assertFalse(Files.exists(folder.resolve("state/runs/20200101-000005-00000.jsonl")));
        assertFalse(Files.exists(half));
    }

    /** What a later task has undone is done again, and so is all that was built on it. */
    @Test
    void whatHadToBeChangedAnewEndsWhatIsTakenOver() throws IOException {
        assertCode(2, run("""
            - file: {path: FOLDER/made, state: absent}
            - shell: echo x >>FOLDER/log; echo x >FOLDER/made
            """ + UNTIL_MENDED));
        trial.file("mended", "");
        assertCode(0, resume());
        assertEquals("x\nx\n", text("log"));
        assertEquals("x\n", text("made"));
    }

    @Test
    void aBlockThatWasUndoneIsDoneAgainAsAWhole() throws IOException {
        assertCode(2, run("""
            - block:
                - shell: echo begin >>FOLDER/log; touch FOLDER/held
                - command: test -e FOLDER/mended -a -e FOLDER/held
              always:
                - shell: echo end >>FOLDER/log; rm FOLDER/held
            - shell: echo after >>FOLDER/log
            """));
        trial.file("mended", "");
        assertCode(0, resume());
        assertEquals("begin\nend\nbegin\nend\nafter\n", text("log"));
    }

    @Test
    void aBlockThatCameToItsEndIsNotDoneAgain() throws IOException {
        assertCode(2, run("""
            - block:
                - shell: echo begin >>FOLDER/log
              always:
                - shell: echo end >>FOLDER/log
            """ + UNTIL_MENDED));
        trial.file("mended", "");
        assertCode(0, resume());
        assertEquals("begin\nend\n", text("log"));
    }

    @Test
    void whatIsHiddenIsRunAgainWhereItsResultIsNeeded() throws IOException {
        assertCode(2, run("""
            - shell: echo once >>FOLDER/log
              no_log: true
            - shell: echo twice >>FOLDER/log; echo told
              no_log: true
              register: told
            """ + UNTIL_MENDED + "- assert: {that: told.stdout == 'told'}\n"));
        trial.file("mended", "");
        assertCode(0, resume());
        assertEquals("once\ntwice\ntwice\n", text("log"));
    }
}
