package play.modules.downloads;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fetches files by http and https. What breaks off is asked for again, with pauses that double, and goes on where it
 * ended if the server says that the file is still the same.
 */
public final class Fetcher {
    private static final int ATTEMPTS = 5;
    private static final int ATTEMPTS_TO_CONNECT = 2;
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int UNSATISFIABLE = 416;

    /** Of servers and proxies that have a bad moment, or do not go on where it was left. */
    private static final Set<Integer> PASSING = Set.of(PARTIAL, 408, UNSATISFIABLE, 425, 429, 500, 502, 503, 504);

    private final Proxies proxies;
    private final Duration silence;

    private final Duration firstPause;
    private final HttpClient client;

    /** @param silence of a server, until its answer begins and within it */
    public Fetcher(Proxies proxies, Duration connect, Duration silence) {
        this(proxies, connect, silence, Duration.ofSeconds(1));
    }

    Fetcher(Proxies proxies, Duration connect, Duration silence, Duration firstPause) {
        this.proxies = proxies;
        this.silence = silence;
        this.firstPause = firstPause;
        this.client = proxies.over(HttpClient.newBuilder())
                .connectTimeout(connect)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    /**
     * Fetches a file whole; what is left in {@code into} after a failure is of no use.
     *
     * @param progress takes a line for people before each further attempt
     */
    public void fetch(URI address, Path into, Consumer<String> progress) throws FetchException, InterruptedException {
        Optional<String> fault = proxies.fault(address);
        if (fault.isPresent()) {
            throw new FetchException(FetchException.Kind.FINAL, fault.get());
        }
        Transfer transfer = new Transfer(address, into);
        Duration pause = firstPause;
        for (int attempt = 1; ; attempt++) {
            try {
                transfer.attempt();
                return;
            } catch (FetchException e) {
                boolean last = switch (e.kind()) {
                    case FINAL -> true;
                    case UNREACHABLE -> attempt >= ATTEMPTS_TO_CONNECT;
                    case PASSING -> attempt >= ATTEMPTS;
                };
                if (last) {
                    throw attempt == 1 ? e : new FetchException(e.kind(), e.getMessage() + ", " + attempt + " times");
                }
                progress.accept(address + " " + e.getMessage() + "; trying again in " + pause.toSeconds() + " s");
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2);
        }
    }

    /** One file that arrives, by one attempt or several. */
    private final class Transfer {
        private final URI address;
        private final Path into;

        /** What tells the server which content the bytes that are there are of; none where it gives no such mark. */
        private volatile Optional<String> mark = Optional.empty();

        private volatile boolean taken;

        Transfer(URI address, Path into) {
            this.address = address;
            this.into = into;
        }

        void attempt() throws FetchException, InterruptedException {
            taken = false;
            CompletableFuture<HttpResponse<Path>> answer = client.sendAsync(request(), this::arriving);
            try {
                int status = ended(answer).statusCode();
                if (!taken) {
                    throw new FetchException(
                            PASSING.contains(status) ? FetchException.Kind.PASSING : FetchException.Kind.FINAL,
                            "answers " + status);
                }
            } catch (ExecutionException e) {
                throw problem(e.getCause());
            } finally {
                answer.cancel(true);
            }
        }

        private HttpRequest request() {
            HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(silence);
            long there = size();
            mark.filter(known -> there > 0)
                    .ifPresent(known ->
                            request.header("Range", "bytes=" + there + "-").header("If-Range", known));
            return request.build();
        }

        private long size() {
            try {
                return Files.exists(into) ? Files.size(into) : 0;
            } catch (IOException e) {
                return 0;
            }
        }

        private BodySubscriber<Path> arriving(HttpResponse.ResponseInfo head) {
            if (head.statusCode() == PARTIAL && continues(head)) {
                taken = true;
                return BodySubscribers.ofFile(into, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            }
            if (head.statusCode() == OK) {
                taken = true;
                mark = head.headers()
                        .firstValue("etag")
                        .filter(tag -> !tag.startsWith("W/"))
                        .or(() -> head.headers().firstValue("last-modified"));
                return BodySubscribers.ofFile(
                        into,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
            }
            if (head.statusCode() == PARTIAL || head.statusCode() == UNSATISFIABLE) {
                // The server has not understood what is wanted: next time all of it.
                mark = Optional.empty();
            }
            return BodySubscribers.replacing(into);
        }

        private boolean continues(HttpResponse.ResponseInfo head) {
            return head.headers()
                    .firstValue("content-range")
                    .filter(range -> range.startsWith("bytes " + size() + "-"))
                    .isPresent();
        }

        /** Waits as long as bytes come. */
        private HttpResponse<Path> ended(CompletableFuture<HttpResponse<Path>> answer)
                throws ExecutionException, InterruptedException, FetchException {
            long before = -1;
            while (true) {
                try {
                    return answer.get(silence.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    long now = size();
                    if (now == before) {
                        throw new FetchException(
                                FetchException.Kind.PASSING,
                                "stopped after " + now + " bytes, for " + silence.toSeconds() + " s");
                    }
                    before = now;
                }
            }
        }

        private FetchException problem(@Nullable Throwable cause) {
            boolean unreachable = cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof UnresolvedAddressException;
            return unreachable
                    ? new FetchException(FetchException.Kind.UNREACHABLE, "cannot be reached (" + reason(cause) + ")")
                    : new FetchException(
                            FetchException.Kind.PASSING,
                            "broke off after " + size() + " bytes (" + reason(cause) + ")");
        }
    }

    /** Some of these exceptions have no message of their own. */
    private static String reason(@Nullable Throwable cause) {
        String name = cause == null ? "no answer" : cause.getClass().getSimpleName();
        return cause == null || cause.getMessage() == null ? name : cause.getMessage();
    }
}
