package play.modules.artifacts;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Fetches files by https, http or from a folder. A host that cannot be reached is asked once in a run. */
final class Downloads {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** Until the answer begins; a name server that does not answer counts too. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private static final Duration WHOLE = Duration.ofMinutes(30);
    private static final int OK = 200;

    private final Map<String, String> unreachable = new ConcurrentHashMap<>();
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

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
     */
    void fetch(String location, Path into) throws Unavailable, InterruptedException {
        if (location.startsWith("/") || location.startsWith("file:")) {
            copy(local(location), into);
        } else {
            download(URI.create(location), into);
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

    private void download(URI address, Path into) throws Unavailable, InterruptedException {
        String host = String.valueOf(address.getAuthority());
        @Nullable String known = unreachable.get(host);
        if (known != null) {
            throw new Unavailable(known);
        }
        HttpRequest request = HttpRequest.newBuilder(address).timeout(ANSWER).build();
        CompletableFuture<HttpResponse<Path>> answer = client.sendAsync(
                request,
                head -> head.statusCode() == OK ? BodySubscribers.ofFile(into) : BodySubscribers.replacing(into));
        try {
            int status = answer.get(WHOLE.toSeconds(), TimeUnit.SECONDS).statusCode();
            if (status != OK) {
                throw new Unavailable("answers " + status);
            }
        } catch (ExecutionException e) {
            String why = "cannot be reached (" + reason(e.getCause()) + ")";
            unreachable.put(host, why);
            throw new Unavailable(why);
        } catch (TimeoutException | InterruptedException e) {
            answer.cancel(true);
            if (e instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new Unavailable("did not finish within " + WHOLE.toMinutes() + " minutes");
        }
    }

    /** Some of these exceptions have no message of their own. */
    private static String reason(@Nullable Throwable cause) {
        String name = cause == null ? "no answer" : cause.getClass().getSimpleName();
        return cause == null || cause.getMessage() == null ? name : cause.getMessage();
    }
}
