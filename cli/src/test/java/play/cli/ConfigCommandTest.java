package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.expression.call.ConfigSetting;

class ConfigCommandTest {
    private static Trial.Said config(String... options) {
        return Trial.main(Stream.concat(Stream.of("config"), Stream.of(options)).toArray(String[]::new));
    }

    private static void says(String line, String... options) {
        Trial.Said said = config(options);
        assertEquals(0, said.code(), said::everything);
        assertTrue(said.out().lines().anyMatch(line::equals), line + " in\n" + said.everything());
    }

    @Test
    void eachSettingIsThereWithWhoSaysIt() {
        says("DEFAULT_FORKS(default) = 50");
        says("DEFAULT_FORKS(--forks) = 7", "-f", "7");
        says("DEFAULT_REMOTE_USER(default) = null");
        says("DEFAULT_REMOTE_USER(--user) = \"ada\"", "-u", "ada");
        says("HOST_KEY_CHECKING(--host-key-checking) = false", "--host-key-checking", "off");
        says("TAGS_SKIP(--skip-tags) = [\"a\", \"b\"]", "--skip-tags", "a,b");
        says("DEFAULT_STRATEGY(fixed) = \"linear\"");
        says("READ_AHEAD(default) = 60");
        says("OUTPUT(--output) = \"ansible\"", "--output", "ansible");
        says("GUESTS(--guests) = \"off\"", "--guests", "off");
        String all = config().out();
        for (ConfigSetting setting : ConfigSetting.values()) {
            assertTrue(all.contains(setting.name() + "("), setting.name());
        }
    }

    @Test
    void everyOptionItTakesIsSeenInASetting(@TempDir Path folder) throws IOException {
        Map<String, String> values = Map.of(
                "--timeout", "5",
                "--forks", "3",
                "--read-ahead", "1",
                "--host-key-checking", "off",
                "--output", "ansible",
                "--roles-path", folder.toString(),
                "--collections-path", folder.toString());
        for (Option option : new ConfigCommand().options()) {
            if (List.of("--only-changed", "--json").contains(option.name())) {
                continue;
            }
            Trial.Said said = option.takesArgument()
                    ? config("--only-changed", option.name(), values.getOrDefault(option.name(), "x"))
                    : config("--only-changed", option.name());
            assertEquals(0, said.code(), said::everything);
            assertTrue(said.out().contains("(" + option.name() + ") = "), option.name() + ": " + said.everything());
        }
    }

    @Test
    void onlyWhatIsChangedIsShownWhereAskedFor() {
        Trial.Said said = config("--only-changed", "-f", "7");
        assertTrue(said.out().contains("DEFAULT_FORKS(--forks) = 7\n"), said::everything);
        assertFalse(said.out().contains("(default)"), said::everything);
        assertFalse(said.out().contains("(fixed)"), said::everything);
    }

    @Test
    void variablesOfTheEnvironmentAreNamed() {
        Map<String, String> environment = Map.of("PLAY_GUESTS", "off", "EDITOR", "ed", "XDG_CACHE_HOME", "relative");
        assertEquals("$PLAY_GUESTS", own(environment, "GUESTS").origin().shown());
        assertEquals("off", own(environment, "GUESTS").value().orElseThrow());
        assertEquals("$EDITOR", own(environment, "EDITOR").origin().shown());
        assertEquals("ed", own(environment, "EDITOR").value().orElseThrow());
        assertEquals("default", own(environment, "CACHE_DIR").origin().shown());
        assertEquals("default", own(Map.of(), "GUESTS").origin().shown());
    }

    private static Told own(Map<String, String> environment, String setting) {
        try {
            PrintWriter nowhere = new PrintWriter(new StringWriter());
            Arguments none = Arguments.parse(List.of(), new ConfigCommand().options());
            return Objects.requireNonNull(new OwnSettings(none, environment)
                    .all(new Terminal(nowhere, nowhere, false, 80))
                    .get(setting));
        } catch (UsageException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void jsonHasTheSame() throws IOException {
        JsonNode all = new ObjectMapper()
                .readTree(config("--json", "--only-changed", "-u", "ada").out());
        JsonNode user = Stream.iterate(0, i -> i + 1)
                .limit(all.size())
                .map(all::get)
                .filter(entry -> entry.get("name").asText().equals("DEFAULT_REMOTE_USER"))
                .findFirst()
                .orElseThrow();
        assertEquals("{\"name\":\"DEFAULT_REMOTE_USER\",\"value\":\"ada\",\"origin\":\"--user\"}", user.toString());
    }

    @Test
    void whatARunWouldRefuseIsRefused(@TempDir Path folder) throws IOException {
        assertEquals(2, config("-f", "none").code());
        assertEquals(2, config("site.yml").code());
        assertEquals(2, config("--resume").code());
        assertEquals(2, config("--output", "xml").code());
        Trial.Said said = config("--roles-path", folder.resolve("none").toString());
        assertEquals(4, said.code());
        assertTrue(said.err().contains("There is no directory"), said.err());
        Files.createDirectory(folder.resolve("none"));
        says(
                "DEFAULT_ROLES_PATH(--roles-path) = [\"" + folder.resolve("none") + "\"]",
                "--roles-path",
                folder.resolve("none").toString());
    }
}
