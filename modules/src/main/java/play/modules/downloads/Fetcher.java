package play.modules.downloads;

import java.io.ByteArrayOutputStream;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import play.module.Progress;
import play.param.SecretText;
import play.web.Proxies;

/**
 * Fetches files by http and https. What breaks off is asked for again, with pauses that double, and goes on where it
 * ended if the server says that the file is still the same.
 */
public final class Fetcher implements AutoCloseable {
    private static final int DEEPEST_CAUSE = 20;

    /** How often somebody is told how much has come, in milliseconds. */
    private static final long PACE = 500;

    private static final int WORDS = 200;
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int UNSATISFIABLE = 416;

    /** Of servers and proxies that have a bad moment, or do not go on where it was left. */
    private static final Set<Integer> PASSING = Set.of(PARTIAL, 408, UNSATISFIABLE, 425, 429, 500, 502, 503, 504);

    private final Proxies proxies;
    private final Manner manner;
    private final Duration firstPause;
    private final HttpClient client;

    /**
     * How servers are asked.
     *
     * @param connect how long connecting may take
     * @param silence of a server, until its answer begins and within it
     * @param headers of each request
     * @param trust by what certificates of servers are judged; empty for the CAs that this Java trusts
     */
    public record Manner(
            Duration connect, Duration silence, Map<String, SecretText> headers, Optional<SSLContext> trust) {
        public Manner {
            headers = Map.copyOf(headers);
        }
    }

    public Fetcher(Proxies proxies, Manner manner) {
        this(proxies, manner, Duration.ofSeconds(1));
    }

    Fetcher(Proxies proxies, Manner manner, Duration firstPause) {
        this.proxies = proxies;
        this.manner = manner;
        this.firstPause = firstPause;
        HttpClient.Builder made = proxies.over(HttpClient.newBuilder())
                .connectTimeout(manner.connect())
                .followRedirects(HttpClient.Redirect.NORMAL);
        manner.trust().ifPresent(made::sslContext);
        this.client = made.build();
    }

    /** Ends what is under way, too. */
    @Override
    public void close() {
        client.shutdownNow();
    }

    /**
     * Fetches a file whole; what is left in {@code into} after a failure is of no use.
     *
     * @param progress is told how much has come, and before each further attempt
     */
    public void fetch(URI address, Path into, Progress progress) throws FetchException, InterruptedException {
        Optional<String> fault = proxies.fault(address);
        if (fault.isPresent()) {
            throw new FetchException(FetchException.Kind.FINAL, fault.get());
        }
        Transfer transfer = new Transfer(address, into, progress);
        Duration pause = firstPause;
        Optional<FetchException> first = Optional.empty();
        for (int attempt = 1; ; attempt++) {
            try {
                transfer.attempt();
                return;
            } catch (FetchException e) {
                if (attempt >= e.kind().attempts()) {
                    throw first.isPresent() ? e.after(attempt, first.get()) : e;
                }
                first = first.or(() -> Optional.of(e));
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
        private final Progress progress;

        /** Of the whole file, in bytes; 0 where the server does not say. */
        private volatile long length;

        /** What tells the server which content the bytes that are there are of; none where it gives no such mark. */
        private volatile Optional<String> mark = Optional.empty();

        private volatile boolean taken;

        Transfer(URI address, Path into, Progress progress) {
            this.address = address;
            this.into = into;
            this.progress = progress;
        }

        void attempt() throws FetchException, InterruptedException {
            taken = false;
            CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request(), this::arriving);
            try {
                HttpResponse<String> whole = ended(answer);
                if (!taken) {
                    throw refused(whole.statusCode(), whole.body());
                }
            } catch (ExecutionException e) {
                throw problem(e.getCause());
            } finally {
                answer.cancel(true);
            }
        }

        private HttpRequest request() throws FetchException {
            HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(manner.silence());
            for (Map.Entry<String, SecretText> header : manner.headers().entrySet()) {
                add(header.getKey(), header.getValue(), request);
            }
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

        /** Keeps what is wanted; of anything else the first words are left. */
        private BodySubscriber<String> arriving(HttpResponse.ResponseInfo head) {
            long rest = head.headers().firstValueAsLong("content-length").orElse(0);
            length = rest == 0 ? 0 : rest + (head.statusCode() == PARTIAL ? size() : 0);
            if (head.statusCode() == PARTIAL && continues(head)) {
                taken = true;
                return written(StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            }
            if (head.statusCode() == OK) {
                taken = true;
                mark = head.headers()
                        .firstValue("etag")
                        .filter(tag -> !tag.startsWith("W/"))
                        .or(() -> head.headers().firstValue("last-modified"));
                return written(
                        StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            }
            if (head.statusCode() == PARTIAL || head.statusCode() == UNSATISFIABLE) {
                // The server has not understood what is wanted: next time all of it.
                mark = Optional.empty();
            }
            return words();
        }

        private BodySubscriber<String> written(OpenOption... how) {
            return BodySubscribers.mapping(BodySubscribers.ofFile(into, how), file -> "");
        }

        private boolean continues(HttpResponse.ResponseInfo head) {
            return head.headers()
                    .firstValue("content-range")
                    .filter(range -> range.startsWith("bytes " + size() + "-"))
                    .isPresent();
        }

        /** Waits as long as bytes come. */
        private HttpResponse<String> ended(CompletableFuture<HttpResponse<String>> answer)
                throws ExecutionException, InterruptedException, FetchException {
            long before = -1;
            long changed = System.nanoTime();
            while (true) {
                try {
                    return answer.get(Math.min(PACE, manner.silence().toMillis()), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    long now = size();
                    if (now != before) {
                        before = now;
                        changed = System.nanoTime();
                        progress.moved(name(), now, length);
                    } else if (System.nanoTime() - changed >= manner.silence().toNanos()) {
                        throw new FetchException(
                                FetchException.Kind.PASSING,
                                "stopped after " + now + " bytes, for "
                                        + manner.silence().toSeconds() + " s");
                    }
                }
            }
        }

        /** The last part of the path: an address may hold a password, or be long. */
        private String name() {
            String path = String.valueOf(address.getPath());
            return path.substring(path.lastIndexOf('/') + 1);
        }

        private FetchException problem(@Nullable Throwable cause) {
            List<Throwable> causes = Stream.iterate(cause, Objects::nonNull, Throwable::getCause)
                    .limit(DEEPEST_CAUSE)
                    .toList();
            if (cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof UnresolvedAddressException) {
                return new FetchException(
                        FetchException.Kind.UNREACHABLE, "cannot be reached (" + reason(causes) + ")");
            }
            return causes.stream().anyMatch(CertificateException.class::isInstance)
                    ? new FetchException(
                            FetchException.Kind.UNTRUSTED, "shows no valid certificate (" + reason(causes) + ")")
                    : new FetchException(
                            FetchException.Kind.PASSING,
                            "broke off after " + size() + " bytes (" + reason(causes) + ")");
        }
    }

    private static void add(String name, SecretText value, HttpRequest.Builder request) throws FetchException {
        try {
            request.header(name, value.reveal());
        } catch (IllegalArgumentException e) {
            // Its message may quote the value.
            throw new FetchException(
                    FetchException.Kind.FINAL,
                    "cannot be asked with the header '" + name
                            + "': it is one that this client sets itself, or no header has such a name or value");
        }
    }

    private static FetchException refused(int status, String words) {
        return new FetchException(
                PASSING.contains(status) ? FetchException.Kind.PASSING : FetchException.Kind.FINAL,
                "answers with status " + status + (words.isEmpty() ? "" : ": " + words));
    }

    private static BodySubscriber<String> words() {
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        return BodySubscribers.mapping(
                BodySubscribers.ofByteArrayConsumer(some ->
                        some.ifPresent(bytes -> words.write(bytes, 0, Math.min(bytes.length, WORDS - words.size())))),
                all -> words.toString(StandardCharsets.UTF_8).strip());
    }

    /** The innermost message: exceptions of the client often have none of their own. */
    private static String reason(List<Throwable> causes) {
        String reason =
                causes.isEmpty() ? "no answer" : causes.getFirst().getClass().getSimpleName();
        for (Throwable cause : causes) {
            reason = cause.getMessage() == null ? reason : cause.getMessage();
        }
        return reason;
    }
}
