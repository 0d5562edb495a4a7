package play.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Folders of {@code play} on the controller. */
final class Home {
    private static final String STATE = "XDG_STATE_HOME";

    private Home() {}

    /** Of the distribution, as the launcher found it. */
    static Path folder() {
        return Path.of(Optional.ofNullable(System.getProperty("play.home")).orElse("."));
    }

    /** The modules in YAML that come along. */
    static Path modulesInYaml() {
        return folder().resolve("modules-in-yaml");
    }

    /** As the system has it, whatever {@code HOME} says: where {@code ssh} keeps what is the user's. */
    static Path ofUser() {
        return Path.of(System.getProperty("user.home"));
    }

    /** What must be kept: keys, certificates, journals of runs. Tests keep theirs elsewhere. */
    static Path state() {
        return Optional.ofNullable(System.getProperty("play.state"))
                .map(Path::of)
                .orElseGet(Home::usualState);
    }

    private static Path usualState() {
        return state(System.getenv(), ofUser()).folder();
    }

    /** What can be fetched or built again. */
    static Path cache() {
        return below(System.getenv(), "XDG_CACHE_HOME", ofUser(), ".cache");
    }

    /**
     * Where the state is.
     *
     * @param expected where it would be made, if it is elsewhere
     */
    record State(Path folder, Optional<Path> expected) {}

    /**
     * Where the environment says. Versions before asked the system for the home alone: what they left there is used
     * where it stands, as long as nothing is in the other place.
     */
    static State state(Map<String, String> environment, Path home) {
        Path said = below(environment, STATE, home, ".local/state");
        Path before = below(Map.of(STATE, environment.getOrDefault(STATE, "")), STATE, home, ".local/state");
        return !Files.exists(said) && Files.isDirectory(before)
                ? new State(before, Optional.of(said))
                : new State(said, Optional.empty());
    }

    private static Path below(Map<String, String> environment, String variable, Path home, String otherwise) {
        return absolute(environment, variable)
                .or(() -> absolute(environment, "HOME").map(own -> own.resolve(otherwise)))
                .orElseGet(() -> home.resolve(otherwise))
                .resolve("play");
    }

    private static Optional<Path> absolute(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(text -> text.startsWith("/"))
                .map(Path::of);
    }
}
