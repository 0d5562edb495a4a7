package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Examples of modules that files describe, held to the contract on this machine. */
class TestModuleTest {
    private static final String NOTE = """
        description: Keeps a note.
        options:
          path: {type: path, required: true, description: Where it is.}
          text: {type: str, required: true, description: What it holds.}
        id: path
        state: '[ ! -e "$path" ] || printf "text:base64=%s\\n" "$(printf %s "$(cat "$path")" | base64 -w 0)"'
        want: {text: "{{ text }}"}
        change: printf '%s\\n' "$text" > "$path"
        reach: nothing
        examples:
          - title: absent
            before: rm -f FOLDER/note
            parameters: {path: FOLDER/note, text: hello}
        """;

    @TempDir
    Path folder;

    private Trial.Said test(String module, String... options) throws IOException {
        Path file = folder.resolve("note.yml");
        Files.writeString(file, module.replace("FOLDER", folder.toString()));
        List<String> words = new java.util.ArrayList<>(List.of("test-module", file.toString()));
        words.addAll(List.of(options));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(words, new Terminal(new PrintWriter(out), new PrintWriter(err), false, 80));
        return new Trial.Said(code, out.toString(), err.toString(), "");
    }

    @Test
    void tellsOfEachExampleAndOfThoseThatAreMissing() throws IOException {
        Trial.Said said = test(NOTE, "--local");
        assertEquals("""
            ok: absent
            missing: no example begins with 'drifted'
            missing: no example begins with 'right'
            """, said.out(), said.err());
        assertEquals(2, said.code());
    }

    @Test
    void tellsWhatAnExampleBreaks() throws IOException {
        Trial.Said said = test(NOTE.replace("\"$text\" > \"$path\"", "\"$text\" >> \"$path\""), "--local");
        assertTrue(said.out().startsWith("ok: absent"), said.everything());
        Trial.Said twice = test(NOTE.replace("\"$text\" > \"$path\"", "\"$text$text\" > \"$path\""), "--local");
        assertEquals(2, twice.code(), twice.everything());
        assertEquals("""
            broken: absent
              announced was
                changed: create note /note
                note /note
                -  state: absent
                +  state: present
                +  text: hello
                but made was
                changed: create note /note
                note /note
                -  state: absent
                +  state: present
                +  text: hellohello
              found is not what was foreseen (-: foreseen, +: found):
                note /note
                -  text: hello
                +  text: hellohello
              a second run should find nothing to do, but:
                changed: change note /note
            missing: no example begins with 'drifted'
            missing: no example begins with 'right'
            """, twice.out().replace(folder.toString(), ""));
    }

    @Test
    void tellsWhatWasAnnouncedAndWhatWasMadeAsReportsDo() throws IOException {
        String grows = "echo x >> FOLDER/log; printf \"text=%s\\n\" \"$(wc -c <FOLDER/log)\"";
        Trial.Said said =
                test(NOTE.replaceFirst("state: '.*'", Matcher.quoteReplacement("state: '" + grows + "'")), "--local");
        assertTrue(said.out().contains("two dry runs tell different things:\n    changed: change note"), said.out());
        assertTrue(said.out().lines().noneMatch(line -> line.contains("[title=")), said.out());
    }

    @Test
    void changesNoHostThatNobodyNamed() throws IOException {
        Trial.Said said = test(NOTE);
        assertEquals(2, said.code());
        assertTrue(said.err().contains("needs a host that its examples may change"), said.err());
    }

    @Test
    void tellsFirstWhatIsWrongWithTheFile() throws IOException {
        Trial.Said said = test(NOTE.replace("text: hello", "txt: hello"), "--local");
        assertEquals(4, said.code(), said.everything());
        assertTrue(said.err().contains("Module 'note' has no parameter 'txt'. Did you mean 'text'?"), said.err());
    }
}
