package play.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Python's {@code shlex.split}, which Ansible uses, makes of each line. */
class CommandWordsTest {
    private static final String ODD_BLANKS = "a\u000bb c\u00a0d";

    private static List<String> words(String line) throws CommandWords.UnfinishedException {
        return CommandWords.of(line);
    }

    @Test
    void wordsEndAtBlanks() throws Exception {
        assertEquals(List.of("a", "b", "c", "d"), words("  a\tb\r\nc d "));
        assertEquals(List.of("a\u000bb", "c\u00a0d"), words(ODD_BLANKS));
        assertEquals(List.of(), words(" \n"));
    }

    @Test
    void quotesHoldWordsTogether() throws Exception {
        assertEquals(List.of("-o", "ProxyCommand=ssh -W %h:%p 'a b'"), words("-o ProxyCommand=\"ssh -W %h:%p 'a b'\""));
        assertEquals(List.of("a", "", "b"), words("a '' b"));
        assertEquals(List.of("a#b", "c$d"), words("a#b c$d"));
    }

    @Test
    void backslashesProtectWhatFollows() throws Exception {
        assertEquals(List.of("a b", "'", "\\"), words("a\\ b \\' \\\\"));
        assertEquals(List.of("a\\n\"\\"), words("\"a\\n\\\"\\\\\""));
        assertEquals(List.of("a\\"), words("'a\\'"));
        assertEquals(List.of("a\nb"), words("a\\\nb"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "echo 'a,a quote ' is never closed",
                "echo \"a\\\",a quote \" is never closed",
                "echo a\\,nothing follows the backslash at its end"
            })
    void aLineMayNotEndWithinAWord(String line, String why) {
        var unfinished = assertThrows(CommandWords.UnfinishedException.class, () -> CommandWords.of(line));
        assertEquals(why, unfinished.getMessage());
    }
}
