package play.modules.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import play.module.ProductionException;
import play.modules.downloads.TarReader;
import play.value.LocalDigests;
import play.value.MalformedTextException;

/** Reads a bundle: a tar, not packed, whose first member is its index. */
public record BundleFile(Path path) {
    BundleIndex index() throws ProductionException, IOException {
        if (!Files.isRegularFile(path)) {
            throw new ProductionException("there is no bundle " + path);
        }
        try (InputStream in = open(BundleIndex.MEMBER)) {
            return BundleIndex.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (MalformedTextException e) {
            throw new ProductionException(path + " is no bundle: " + e.getMessage(), e);
        }
    }

    /** Writes a member to a file; one that is not what the index says is an error. */
    void extract(BundleIndex.Stored stored, Path into) throws ProductionException, IOException {
        try (InputStream in = open(stored.member())) {
            Files.copy(in, into, StandardCopyOption.REPLACE_EXISTING);
        }
        String digest = LocalDigests.sha256(into);
        if (!stored.sha256().equals(digest)) {
            throw new ProductionException("bundle " + path + " is damaged: " + stored.member() + " has SHA-256 "
                    + digest + ", not " + stored.sha256());
        }
    }

    /** What a member holds. */
    public InputStream open(String member) throws IOException {
        TarReader tar = TarReader.of(path);
        try {
            for (Optional<TarReader.Entry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
                if (entry.get().name().equals(member)) {
                    return tar.content();
                }
            }
        } catch (IOException | RuntimeException e) {
            tar.close();
            throw e;
        }
        tar.close();
        throw new IOException("there is no " + member + " in " + path);
    }

    /** Says that a bundle has not what is wanted of it, and what to do. */
    static String lacks(Path path, LockEntry entry) {
        return "bundle " + path + " has no " + entry.name() + " " + entry.version() + " for " + entry.arch()
                + ": make another that has it, with artifact_bundle (bundle.yml of the playbooks)";
    }
}
