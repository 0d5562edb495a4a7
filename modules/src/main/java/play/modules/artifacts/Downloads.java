package play.modules.artifacts;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import play.module.Progress;
import play.modules.downloads.FetchException;
import play.modules.downloads.Fetcher;
import play.web.Proxies;

/** Fetches files by https, http or from a folder. A host that cannot be connected to is asked once in a run. */
final class Downloads {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final Map<String, String> unreachable = new ConcurrentHashMap<>();
    private final Fetcher fetcher =
            new Fetcher(new Proxies(System.getenv()), new Fetcher.Manner(CONNECT, SILENCE, Map.of(), Optional.empty()));

    /** A source does not have the file, or cannot be asked; the message is a phrase. */
    static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        Unavailable(String message) {
            super(message);
        }
    }

    /**
     * Fetches one file.
     *
     * @param location a URL or an absolute path
     * @param progress takes a line for people before each further attempt
     */
    void fetch(String location, Path into, Progress progress) throws Unavailable, InterruptedException {
        if (location.startsWith("/") || location.startsWith("file:")) {
            copy(local(location), into);
        } else {
            download(URI.create(location), into, progress);
        }
    }

    private static Path local(String location) throws Unavailable {
        try {
            return location.startsWith("/") ? Path.of(location) : Path.of(URI.create(location));
        } catch (IllegalArgumentException e) {
            throw new Unavailable("no file can be called " + location);
        }
    }

    private static void copy(Path from, Path into) throws Unavailable {
        try {
            Files.copy(from, into, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Unavailable(Files.exists(from) ? "cannot be read: " + e.getMessage() : "is not there");
        }
    }

    private void download(URI address, Path into, Progress progress) throws Unavailable, InterruptedException {
        String host = String.valueOf(address.getAuthority());
        @Nullable String known = unreachable.get(host);
        if (known != null) {
            throw new Unavailable(known);
        }
        try {
            fetcher.fetch(address, into, progress);
        } catch (FetchException e) {
            String why = String.valueOf(e.getMessage());
            if (e.isUnreachable()) {
                unreachable.put(host, why);
            }
            throw new Unavailable(why);
        }
    }
}
