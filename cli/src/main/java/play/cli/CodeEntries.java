package play.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the documentation says of codes, read when the first is asked for. */
final class CodeEntries {
    private @Nullable CodePages pages;

    /** Empty where there is no entry, or no documentation. */
    String entry(String code) {
        return pages().entry(code);
    }

    /** The file that has the entry. */
    Optional<Path> page(String code) {
        return pages().page(code).map(Home.folder().toAbsolutePath().normalize().resolve("docs")::resolve);
    }

    private synchronized CodePages pages() {
        CodePages known = pages == null ? read() : pages;
        pages = known;
        return known;
    }

    private static CodePages read() {
        try {
            return CodePages.read(Home.folder().resolve("docs"));
        } catch (IOException e) {
            return CodePages.NONE;
        }
    }
}
