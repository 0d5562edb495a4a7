package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.diag.ProblemList;
import play.expression.Expressions;
import play.load.ModuleFolders;
import play.load.RolePaths;
import play.plugin.CallPlace;
import play.plugin.Plugins;

/** Modules that files describe, from each of the places they are looked for in, run as any other. */
class ModuleFilesTest {
    private static final String NOTE = """
        description: Keeps a note.
        options:
          path: {type: path, required: true, description: Where it is.}
          text: {type: str, description: What it holds.}
          key: {type: str, no_log: true, description: A word that is told to nobody.}
          state: {choices: [present, absent], default: present, description: Whether it is there.}
        state: |
          [ -e "$path" ] || exit 0
          printf 'text:base64=%s\\n' "$(printf %s "$(cat "$path")" | base64 -w 0)"
        want:
          present: "{{ state == 'present' }}"
          text: "{{ text }}"
          key: "{{ key }}"
        change: |
          [ "$state" = present ] || { rm "$path"; exit; }
          printf '%s\\n' "$text" > "$path"
        reach: nothing
        returns:
          text: {description: What it holds.}
        examples:
          - title: absent
            parameters:
              path: /tmp/note
              text: hello
        """;

    private static final String TASKS = """
        tasks:
          - name: Keep the note
            note: {path: FOLDER/note, text: "it's $(touch FOLDER/evil) `id`"}
            register: kept
          - debug: {msg: "changed is {{ kept.changed }}, text is {{ kept.text }}"}
        """;

    @TempDir
    Path folder;

    private Trial trial;

    @BeforeEach
    void begin() throws IOException {
        trial = new Trial(folder);
    }

    @Test
    void aFolderOfThatNameMayBeAboutSomethingElse() throws Exception {
        trial.file("modules/pom.xml", "<project/>");
        trial.file("modules/src/main/A.java", "class A {}");
        Trial.Said said = trial.play("tasks:\n  - ping:\n");
        assertFalse(said.err().contains("no-module-file"), said.everything());
        trial.file("modules/note.yml", NOTE);
        said = trial.play("tasks:\n  - ping:\n");
        assertTrue(said.err().contains("'" + folder + "/modules/pom.xml' is in a directory"), said.everything());
    }

    @Test
    void aFileBesideThePlaybookIsAModule() throws Exception {
        trial.file("modules/note.yml", NOTE);
        Trial.Said dry = trial.play(TASKS, "--check", "--diff");
        assertEquals(0, dry.code(), dry.everything());
        assertTrue(dry.out().contains("create note"), dry.out());
        assertTrue(dry.out().contains("+  text: it's $(touch"), dry.out());
        assertFalse(Files.exists(folder.resolve("note")));
        Trial.Said first = trial.play(TASKS);
        assertEquals(0, first.code(), first.everything());
        assertTrue(first.out().contains("changed is True, text is it's $(touch"), first.out());
        assertEquals("it's $(touch " + folder + "/evil) `id`\n", Files.readString(folder.resolve("note")));
        assertFalse(Files.exists(folder.resolve("evil")), "what is given was run");
        assertTrue(trial.play(TASKS).out().contains("changed is False"));
    }

    @Test
    void whatAFileHoldsSetsNoOtherField() throws Exception {
        trial.file("modules/note.yml", NOTE);
        trial.file("note", "hello\npresent=false\n");
        Trial.Said said = trial.play("tasks:\n  - note: {path: FOLDER/note, state: absent}\n");
        assertEquals(0, said.code(), said.everything());
        assertFalse(Files.exists(folder.resolve("note")));
    }

    @Test
    void whatNobodyCallsStopsNoPlaybook() throws Exception {
        trial.file("modules/main.yml", "- of: something else\n");
        Trial.Said said = trial.play("tasks:\n  - debug: {msg: went on}\n");
        assertEquals(0, said.code(), said.everything());
        assertTrue(said.out().contains("went on"), said.out());
        assertTrue(said.err().contains("A module is a mapping"), said.err());
        assertEquals(4, trial.play("tasks:\n  - main: {}\n").code());
    }

    @Test
    void templatesForOtherProgramsAreTextOfAScript() throws Exception {
        trial.file("modules/note.yml", NOTE.replace("[ -e ", ": '{{.Config.Text}} {{json .text}}'; [ -e "));
        Trial.Said said = trial.play(TASKS);
        assertEquals(0, said.code(), said.everything());
    }

    @Test
    void oneTaskForeseesForTheNext() throws Exception {
        trial.file("modules/note.yml", NOTE);
        Trial.Said dry = trial.play("""
            tasks:
              - note: {path: FOLDER/note, text: one}
              - note: {path: FOLDER/note, text: one}
                register: again
              - note: {path: FOLDER/note, state: absent}
                register: gone
              - debug: {msg: "again is {{ again.changed }}, gone is {{ gone.changed }}"}
            """, "--check");
        assertEquals(0, dry.code(), dry.everything());
        assertTrue(dry.out().contains("again is False, gone is True"), dry.out());
    }

    @Test
    void aRoleBringsItsOwn() throws Exception {
        trial.file("modules/note.yml", NOTE.replace("'%s\\n' \"$text\" >", "'of the play: %s\\n' \"$text\" >"));
        trial.file("roles/notes/modules/note.yml", NOTE);
        trial.file("roles/notes/tasks/main.yml", "- note: {path: FOLDER/note, text: of the role}\n");
        Trial.Said said = trial.play("roles: [notes]\n");
        assertEquals(0, said.code(), said.everything());
        assertEquals("of the role\n", Files.readString(folder.resolve("note")));
    }

    @Test
    void aCollectionBringsItsOwnByItsFullName() throws Exception {
        trial.file("collections/ansible_collections/acme/office/modules/note.yml", NOTE);
        Trial.Said said = trial.play("tasks:\n  - acme.office.note: {path: FOLDER/note, text: full}\n");
        assertEquals(0, said.code(), said.everything());
        assertEquals("full\n", Files.readString(folder.resolve("note")));
        Trial.Said near = trial.play("tasks:\n  - note: {path: FOLDER/note, text: full}\n");
        assertTrue(near.err().contains("There is no module 'note'"), near.everything());
    }

    @Test
    void aCollectionThatIsSearchedBringsItsOwnByTheirShortNames() throws Exception {
        trial.file("collections/ansible_collections/acme/office/modules/note.yml", NOTE);
        Trial.Said said = trial.play(
                "collections: [acme.none, acme.office]\ntasks:\n  - note: {path: FOLDER/note, text: short}\n");
        assertEquals(0, said.code(), said.everything());
        assertEquals("short\n", Files.readString(folder.resolve("note")));
    }

    @Test
    void aScriptThatFailsIsToldWithItsWords() throws Exception {
        trial.file("modules/note.yml", NOTE.replace("[ -e \"$path\" ] || exit 0", "echo no such program >&2; exit 3"));
        Trial.Said said = trial.play(TASKS);
        assertEquals(2, said.code(), said.everything());
        assertTrue(said.everything().contains("modules/note.yml' failed on note"), said.everything());
        assertTrue(said.everything().contains("no such program"), said.everything());
    }

    @Test
    void theFirstCommandThatFailsEndsAChange() throws Exception {
        trial.file("modules/note.yml", NOTE.replace("[ \"$state\" = present ]", "false\n  [ \"$state\" = present ]"));
        Trial.Said said = trial.play(TASKS);
        assertEquals(2, said.code(), said.everything());
        assertFalse(Files.exists(folder.resolve("note")));
    }

    @Test
    void aChangeThatDoesNotComeToWhatIsWantedIsTold() throws Exception {
        trial.file("modules/note.yml", NOTE.replace("printf '%s\\n' \"$text\" >", "printf other >"));
        Trial.Said said = trial.play(TASKS);
        assertTrue(said.everything().contains("other"), said.everything());
        assertTrue(said.everything().contains("differs from the plan"), said.everything());
    }

    @Test
    void aSecretIsNowhereShown() throws Exception {
        trial.file("modules/note.yml", NOTE.replace("printf 'text=", "echo key=hush; printf 'text="));
        Trial.Said said = trial.play("""
            tasks:
              - note: {path: FOLDER/note, text: one, key: hush}
              - note: {path: FOLDER/note, text: two, key: hash}
            """, "--diff", "-v");
        assertFalse(said.everything().contains("hush"), said.everything());
        assertFalse(said.everything().contains("hash"), said.everything());
    }

    @Test
    void theReferenceTellsOfThem() throws Exception {
        trial.file("modules/note.yml", NOTE);
        Trial.Said said = Trial.main("doc", folder.resolve("modules/note.yml").toString());
        assertEquals(0, said.code(), said.everything());
        assertEquals("""
            note: Keeps a note.

            Parameters (= is required):
            = path (string)
                Where it is.
            - text (string)
                What it holds.
            - key (secret string)
                A word that is told to nobody.
            - state (one of present, absent, default present)
                Whether it is there.

            Returns, beside changed, failed and others that every result has:
            - text (string, when the host tells it)
                What it holds.

            Examples:
            # absent
            - note:
                path: /tmp/note
                text: hello

            """, said.out());
    }

    @Test
    void oneThatCanBeAbsentSaysWhenItIsThere() throws Exception {
        String silent = NOTE.replace("  present: \"{{ state == 'present' }}\"\n", "");
        trial.file("modules/note.yml", silent);
        String file = folder.resolve("modules/note.yml").toString();
        Trial.Said said = Trial.main("doc", file);
        assertEquals(0, said.code(), said.everything());
        assertTrue(said.err().contains("warning[missing-key]"), said.err());
        assertTrue(said.err().contains("present: \"{{ state != 'absent' }}\""), said.err());
        trial.file("modules/note.yml", silent.replace("want:\n", "want:\n  present: true\n"));
        assertEquals("", Trial.main("doc", file).err());
    }

    @Test
    void theReferenceListsThem() throws Exception {
        trial.file("modules/note.yml", NOTE);
        ProblemList problems = new ProblemList();
        Plugins plugins = PluginOption.loaded(Arguments.parse(List.of(), List.of(PluginOption.OPTION)), problems);
        plugins.add(new ModuleFolders(plugins, Expressions.standard(), RolePaths.NONE));
        List<String> names = DocCommand.all(plugins, CallPlace.beside(folder), problems).stream()
                .map(module -> module.spec().name())
                .toList();
        assertTrue(names.containsAll(List.of("copy", "note")), names::toString);
        assertEquals(names.stream().distinct().toList(), names);
    }

    @Test
    void aFileThatThereIsNotIsSaidToBeMissing() {
        Trial.Said said = Trial.main("doc", folder + "/nosuch.yml");
        assertEquals(
                "play: there is no file '" + folder + "/nosuch.yml', which would describe a module",
                said.err().lines().findFirst().orElse(""));
    }

    @Test
    void theReferenceTellsWhatIsWrongWithThem() throws Exception {
        trial.file("modules/note.yml", NOTE.replace("reach: nothing", "reach: motd"));
        Trial.Said said = Trial.main("doc", folder.resolve("modules/note.yml").toString());
        assertEquals(4, said.code(), said.everything());
        assertTrue(said.err().contains("note.yml:17:8"), said.err());
    }
}
