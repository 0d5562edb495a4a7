package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import play.host.ShellWords;

/** What shells complete: the script for bash in a bash, those for other shells as texts. */
class CompletionTest {
    @TempDir
    Path folder;

    /** What bash offers for the last word. */
    private List<String> offered(String... words) throws IOException, InterruptedException {
        Path script = Files.writeString(
                folder.resolve("completion"), Trial.main("completion", "bash").out());
        String typed = Stream.of(words).map(ShellWords::quote).collect(Collectors.joining(" "));
        String commands = "set -u; . " + ShellWords.quote(script.toString()) + "; COMP_WORDS=(play " + typed
                + "); COMP_CWORD=" + words.length + "; _play; printf '%s\\n' \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder("bash", "--norc", "-c", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        bash.getOutputStream().close();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, bash.waitFor(), said);
        return said.lines().filter(line -> !line.isEmpty()).sorted().toList();
    }

    @Test
    void theFirstWordIsACommand() throws Exception {
        assertEquals(List.of("lab", "lint", "lsp"), offered("l"));
        assertTrue(offered("").containsAll(Commands.names()));
        assertEquals(List.of("--version"), offered("--v"));
        assertEquals(List.of("vars", "vault"), offered("help", "va"));
    }

    @Test
    void optionsAreThoseOfTheCommand() throws Exception {
        assertEquals(List.of("--check"), offered("run", "--chec"));
        assertEquals(List.of("--list-rules"), offered("lint", "site.yml", "--list-r"));
        assertEquals(List.of(), offered("run", "--list-r"));
        assertTrue(offered("run", "-").containsAll(List.of("-i", "--inventory", "-l", "--help")));
    }

    @Test
    void filesAreOfferedWhereOneIsTaken() throws Exception {
        Files.createDirectory(folder.resolve("hosts of mine"));
        Files.createFile(folder.resolve("hosts.yml"));
        List<String> both = List.of("hosts of mine", "hosts.yml");
        assertEquals(both, offered("run", "hos"));
        assertEquals(both, offered("run", "-i", "hos"));
        assertEquals(both, offered("run", "--inventory", "=", "hos"));
        assertEquals(List.of("hosts of mine"), offered("run", "--plugins", "hos"));
        assertEquals(both, offered("vault", "view", "hos"));
        assertEquals(List.of(), offered("run", "--limit", "hos"));
    }

    @Test
    void anEqualsSignAloneOffersAll() throws Exception {
        assertEquals(List.of("completion"), offered("run", "--inventory", "="));
    }

    @Test
    void wordsAreThoseTheCommandKnows() throws Exception {
        assertEquals(List.of("encrypt", "encrypt-string"), offered("vault", "enc"));
        assertEquals(List.of("blockinfile"), offered("doc", "blocki"));
        assertEquals(List.of("blockinfile"), offered("exec", "all", "-m", "blocki"));
        assertEquals(List.of("bash", "fish", "zsh"), offered("completion", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void everyOptionOfEveryCommandIsInTheScript(String shell) {
        String script = Trial.main("completion", shell).out();
        for (Command command : Commands.all()) {
            for (Option option : command.options()) {
                String name = shell.equals("fish") ? option.name().replaceFirst("^--?", "") : option.name();
                assertTrue(script.contains(name), () -> command.name() + " " + option.name());
            }
        }
    }

    @Test
    void namesThatAreNoShellAreRefused() {
        assertEquals(2, Trial.main("completion").code());
        assertTrue(Trial.main("completion", "fihs").err().contains("Did you mean 'fish'?"));
    }

    @Test
    void allScriptsAreWrittenWherePackagesHaveThem() throws IOException {
        assertEquals(
                0, Trial.main("completion", "--write-all", folder.toString()).code());
        assertEquals(
                Trial.main("completion", "fish").out(),
                Files.readString(folder.resolve("fish/vendor_completions.d/play.fish")));
        assertTrue(Files.isRegularFile(folder.resolve("bash-completion/completions/play")));
        assertTrue(Files.isRegularFile(folder.resolve("zsh/vendor-completions/_play")));
    }

    @Test
    void zshIsGivenItsMarksEscaped() {
        CommandLines.OptionLine option = new CommandLines.OptionLine(
                Option.of("FILE", "It's [here]: take it.", "-f", "--file"), new Offer.Files());
        String script = new ZshCompletion(List.of(
                        new CommandLines.Line("try", "Try it.", List.of(option), List.of(), new Offer.Nothing())))
                .script();
        assertTrue(script.contains("'*-f+[It'\\''s \\[here\\]\\: take it.]:FILE:_files'"), script);
        assertTrue(script.contains("'*--file=[It'\\''s"), script);
    }

    @Test
    void fishIsGivenItsMarksEscaped() {
        CommandLines.OptionLine option =
                new CommandLines.OptionLine(Option.flag("It's \\ here.", "-f", "--file"), new Offer.Nothing());
        String script = new FishCompletion(List.of(
                        new CommandLines.Line("try", "Try it.", List.of(option), List.of(), new Offer.Nothing())))
                .script();
        assertTrue(script.contains(" -s f -l file -d 'It\\'s \\\\ here.'\n"), script);
        assertFalse(script.contains("-r -F"), script);
    }
}
