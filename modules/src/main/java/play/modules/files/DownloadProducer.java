package play.modules.files;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.FileDigests;
import play.module.Producer;
import play.module.ProductionException;
import play.module.Progress;
import play.module.Workshop;
import play.modules.downloads.FetchException;
import play.modules.downloads.Fetcher;
import play.value.Bytes;
import play.value.Content;
import play.value.LocalDigests;
import play.web.AnyCertificate;
import play.web.Proxies;

/**
 * Fetches files to the controller's cache: whole and verified, or not at all. A file whose checksum is known is fetched
 * once and for all, one whose checksum is not is fetched once per run.
 */
final class DownloadProducer implements Producer<Download> {
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
                fetch(wanted, cached, workshop.progress());
            }
            return Map.of(
                    Download.PART,
                    new Content.LocalFile(cached, LocalDigests.sha256(cached), Content.NOT_MADE, Files.size(cached)));
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

    private static void fetch(Download wanted, Path to, Progress progress)
            throws IOException, ProductionException, InterruptedException {
        Path arriving = Files.createTempFile(parent(to), ".arriving", "");
        try {
            receive(wanted, arriving, progress);
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

    private static void receive(Download wanted, Path file, Progress progress)
            throws ProductionException, InterruptedException {
        Fetcher.Manner manner = new Fetcher.Manner(
                wanted.timeout(),
                wanted.timeout(),
                wanted.headers(),
                wanted.validates() ? Optional.empty() : Optional.of(AnyCertificate.context()));
        try (Fetcher fetcher = new Fetcher(new Proxies(System.getenv()), manner)) {
            fetcher.fetch(URI.create(wanted.url()), file, progress);
        } catch (FetchException e) {
            throw new ProductionException(
                    "the controller cannot fetch " + wanted.url() + ", which " + e.getMessage()
                            + (e.isUnreachable() ? " (with on_target: true the host downloads it)" : ""),
                    e);
        }
    }

    private static String digest(Path file, Checksum sum) throws IOException {
        return LocalDigests.of(file, Bytes.digest(sum.algorithm().standard()));
    }
}
