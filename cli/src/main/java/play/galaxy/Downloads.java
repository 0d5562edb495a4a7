package play.galaxy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.expression.data.Json;
import play.module.Progress;
import play.modules.downloads.FetchException;
import play.modules.downloads.Fetcher;
import play.source.FileNames;
import play.web.Proxies;

/** Files of servers and of this machine, fetched into a folder that is gone in the end. */
final class Downloads implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(30);
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final long LONGEST_ANSWER = 64L << 20;

    private final Path folder;
    private final Progress progress;
    private final Fetcher fetcher;
    private final Map<String, Path> fetched = new HashMap<>();
    private int number;

    /** @param folder that is there and empty */
    Downloads(Path folder, Progress progress) {
        this.folder = folder;
        this.progress = progress;
        this.fetcher = new Fetcher(
                new Proxies(System.getenv()), new Fetcher.Manner(CONNECT, SILENCE, Map.of(), Optional.empty()));
    }

    @Override
    public void close() {
        fetcher.close();
    }

    /** A path that nothing has yet. */
    Path free() {
        return folder.resolve("part" + number++);
    }

    /** @param address of http or https, or a path with {@code file://} before it or without */
    Path file(String address) throws GalaxyException, IOException, InterruptedException {
        if (!address.matches("https?://.*")) {
            Optional<Path> local = FileNames.path(address.replaceFirst("^file://", ""));
            return local.filter(Files::isRegularFile)
                    .orElseThrow(() -> new GalaxyException("there is no file '" + address + "'"));
        }
        Path known = fetched.get(address);
        if (known != null) {
            return known;
        }
        Path file = free();
        try {
            fetcher.fetch(URI.create(address), file, progress);
            fetched.put(address, file);
            return file;
        } catch (FetchException e) {
            throw new GalaxyException(address + " " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new GalaxyException("'" + address + "' is no address");
        }
    }

    /** What a server answers. */
    Answer json(String address) throws GalaxyException, IOException, InterruptedException {
        Path file = file(address);
        if (Files.size(file) > LONGEST_ANSWER) {
            throw new GalaxyException(address + " answers with more than an answer can be");
        }
        try {
            return new Answer(address, Json.read(Files.readString(file)));
        } catch (RuntimeException | IOException e) {
            throw new GalaxyException(address + " does not answer in JSON");
        }
    }

    /**
     * A part of what a server answered.
     *
     * @param address that was asked
     */
    record Answer(String address, @Nullable Object value) {
        /** A part that need not be there: its value is null then. */
        Answer get(String key) {
            return new Answer(address, value instanceof Map<?, ?> map ? map.get(key) : null);
        }

        Optional<String> text() {
            return value instanceof String text ? Optional.of(text) : Optional.empty();
        }

        String text(String what) throws GalaxyException {
            return text().orElseThrow(() -> new GalaxyException(address + " does not tell " + what));
        }
    }
}
