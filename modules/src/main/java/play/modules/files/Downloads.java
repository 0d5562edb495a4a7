package play.modules.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.FileDigests;
import play.module.Producer;
import play.module.ProductionException;
import play.module.Workshop;
import play.modules.downloads.Proxies;
import play.value.Bytes;
import play.value.Content;

/**
 * Fetches files to the controller's cache: whole and verified, or not at all. A file whose checksum is known is fetched
 * once and for all, one whose checksum is not is fetched once per run.
 */
public final class Downloads implements Producer<Download> {
    private static final int DEEPEST_CAUSE = 20;

    @Override
    public Class<Download> recipe() {
        return Download.class;
    }

    @Override
    public Map<String, Content> produce(Download wanted, Workshop workshop)
            throws ProductionException, InterruptedException {
        Path cached = cached(wanted, workshop);
        try {
            if (wanted.checksum().isEmpty() || !Files.exists(cached) || !isWanted(wanted, cached)) {
                workshop.progress().accept("fetching " + wanted.url());
                Files.createDirectories(parent(cached));
                fetch(wanted, cached);
            }
            return Map.of(
                    Download.PART, new Content.LocalFile(cached, sha256(cached), Content.NOT_MADE, Files.size(cached)));
        } catch (IOException e) {
            throw new ProductionException(wanted.url() + " cannot be kept in " + cached + ": " + e, e);
        }
    }

    private static boolean isWanted(Download wanted, Path file) throws IOException {
        return wanted.checksum().isPresent()
                && wanted.checksum()
                        .get()
                        .hex()
                        .equals(digest(file, wanted.checksum().get()));
    }

    private static Path cached(Download wanted, Workshop workshop) {
        String name = wanted.checksum()
                .map(sum -> sum.algorithm() == FileDigests.Algorithm.SHA256 ? sum.hex() : sum.word() + "-" + sum.hex())
                .orElseGet(() -> "unverified-" + Bytes.of(wanted.url()).sha256());
        return workshop.cache().resolve("downloads").resolve(name);
    }

    private static Path parent(Path path) throws IOException {
        @Nullable Path parent = path.getParent();
        if (parent == null) {
            throw new IOException("no directory for " + path);
        }
        return parent;
    }

    private static void fetch(Download wanted, Path to) throws IOException, ProductionException, InterruptedException {
        Path arriving = Files.createTempFile(parent(to), ".arriving", "");
        try {
            receive(wanted, arriving);
            if (wanted.checksum().isPresent() && !isWanted(wanted, arriving)) {
                Checksum sum = wanted.checksum().get();
                throw new ProductionException(wanted.url() + " " + sum.otherwise(digest(arriving, sum))
                        + "; the file is discarded. Is it another version, or has it been tampered with?");
            }
            Files.move(arriving, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(arriving);
        }
    }

    /** Streams the answer to a file. */
    private static void receive(Download wanted, Path file)
            throws IOException, ProductionException, InterruptedException {
        URI uri = URI.create(wanted.url());
        Proxies proxies = new Proxies(System.getenv());
        Optional<String> fault = proxies.fault(uri);
        if (fault.isPresent()) {
            throw new ProductionException(wanted.url() + " " + fault.get());
        }
        try (HttpClient client = client(wanted, proxies)) {
            HttpResponse<InputStream> response = ask(client, wanted, uri);
            try (InputStream body = response.body();
                    OutputStream out = Files.newOutputStream(file)) {
                if (response.statusCode() != 200) {
                    throw new ProductionException(
                            wanted.url() + " was answered with status " + response.statusCode() + said(body));
                }
                body.transferTo(out);
            } catch (IOException e) {
                throw new ProductionException(
                        "fetching " + wanted.url() + " broke off: " + words(e) + "; the file is discarded", e);
            }
        }
    }

    private static HttpResponse<InputStream> ask(HttpClient client, Download wanted, URI uri)
            throws ProductionException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(wanted.timeout());
        wanted.headers().forEach((name, value) -> request.header(name, value.reveal()));
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new ProductionException(
                    "the controller cannot fetch " + wanted.url() + ": " + words(e)
                            + " (with on_target: true the host downloads it)",
                    e);
        }
    }

    private static String said(InputStream body) throws IOException {
        String text = new String(body.readNBytes(200), java.nio.charset.StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? "" : ": " + text;
    }

    /** The innermost message: exceptions of the client often have none of their own. */
    private static String words(Throwable problem) {
        @Nullable Throwable at = problem;
        String words = problem.getClass().getSimpleName();
        for (int depth = 0; at != null && depth < DEEPEST_CAUSE; depth++, at = at.getCause()) {
            words = at.getMessage() == null ? words : at.getMessage();
        }
        return words;
    }

    private static HttpClient client(Download wanted, Proxies proxies) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(wanted.timeout());
        if (!wanted.validates()) {
            client.sslContext(AnyCertificate.context());
        }
        return proxies.over(client).build();
    }

    private static String sha256(Path file) throws IOException {
        return digest(file, Bytes.digest());
    }

    private static String digest(Path file, Checksum sum) throws IOException {
        return digest(file, Bytes.digest(sum.algorithm().standard()));
    }

    private static String digest(Path file, MessageDigest digest) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            in.transferTo(out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
