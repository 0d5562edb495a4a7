package play.cli;

import java.nio.file.Path;
import java.util.Optional;

/** Folders of {@code play} on the controller. */
final class Home {
    private Home() {}

    /** Of the distribution, as the launcher found it. */
    static Path folder() {
        return Path.of(Optional.ofNullable(System.getProperty("play.home")).orElse("."));
    }

    static Path ofUser() {
        return Path.of(System.getProperty("user.home"));
    }

    /** What must be kept: keys, certificates. */
    static Path state() {
        return xdg("XDG_STATE_HOME", ".local/state");
    }

    /** What can be fetched or built again. */
    static Path cache() {
        return xdg("XDG_CACHE_HOME", ".cache");
    }

    private static Path xdg(String variable, String otherwise) {
        Path base = Optional.ofNullable(System.getenv(variable))
                .filter(text -> text.startsWith("/"))
                .map(Path::of)
                .orElseGet(() -> ofUser().resolve(otherwise));
        return base.resolve("play");
    }
}
