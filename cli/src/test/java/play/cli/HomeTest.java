package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where keys of clusters are kept: where the environment says, and never lost by a move. */
class HomeTest {
    @TempDir
    Path folder;

    private Path own() {
        return folder.resolve("own");
    }

    private Path system() {
        return folder.resolve("system");
    }

    private Home.State state(Map<String, String> environment) {
        return Home.state(environment, system());
    }

    private static Path in(Path home) {
        return home.resolve(".local/state/play");
    }

    @Test
    void theEnvironmentSays() {
        assertEquals(
                folder.resolve("xdg/play"),
                state(Map.of("XDG_STATE_HOME", folder + "/xdg", "HOME", own().toString()))
                        .folder());
        assertEquals(in(own()), state(Map.of("HOME", own().toString())).folder());
        assertEquals(
                in(own()),
                state(Map.of("HOME", own().toString(), "XDG_STATE_HOME", "no/path"))
                        .folder());
        assertEquals(in(system()), state(Map.of()).folder());
        assertEquals(in(system()), state(Map.of("HOME", "")).folder());
    }

    @Test
    void whatIsInTheOldPlaceIsUsedThereUntilItIsMoved() throws IOException {
        Map<String, String> environment = Map.of("HOME", own().toString());
        Files.createDirectories(in(system()));
        assertEquals(new Home.State(in(system()), Optional.of(in(own()))), state(environment));
        Files.createDirectories(own().resolve(".local/state"));
        Files.move(in(system()), in(own()));
        assertEquals(new Home.State(in(own()), Optional.empty()), state(environment));
        Files.createDirectories(in(system()));
        assertEquals(new Home.State(in(own()), Optional.empty()), state(environment));
        assertEquals(
                folder.resolve("xdg/play"),
                state(Map.of("XDG_STATE_HOME", folder + "/xdg")).folder());
    }
}
