package play.galaxy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import play.modules.downloads.TarReader;

/** Unpacks an archive into a folder, and nothing outside of it. */
final class Unpacking {
    private static final long MOST_BYTES = 2L << 30;
    private static final int MOST_FILES = 200_000;
    private static final int EXECUTABLE = 0100;

    private final Path folder;
    private long bytes;
    private int files;

    private Unpacking(Path folder) {
        this.folder = folder;
    }

    /** @param into that is not there yet */
    static void into(Path into, Path archive) throws GalaxyException, IOException {
        Files.createDirectories(into);
        Unpacking unpacking = new Unpacking(into);
        try (TarReader tar = TarReader.of(archive)) {
            for (Optional<TarReader.Entry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
                unpacking.unpack(entry.get(), tar);
            }
        }
        unpacking.checkLinks();
    }

    private void unpack(TarReader.Entry entry, TarReader tar) throws GalaxyException, IOException {
        Path path = inside(entry.name());
        bytes += entry.size();
        if (bytes > MOST_BYTES || ++files > MOST_FILES) {
            throw new GalaxyException("the archive is larger than a role or collection may be");
        }
        switch (entry.kind()) {
            case FOLDER -> Files.createDirectories(path);
            case FILE -> {
                makeParent(path);
                Files.deleteIfExists(path);
                try (OutputStream out = Files.newOutputStream(path)) {
                    tar.copy(out);
                }
                boolean runs = (entry.mode() & EXECUTABLE) != 0;
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
            }
            case LINK -> {
                Path target = path.resolveSibling(entry.target()).normalize();
                if (entry.target().startsWith("/") || !target.startsWith(folder)) {
                    throw outside("a link '" + entry.name() + "' to '" + entry.target() + "'");
                }
                makeParent(path);
                Files.deleteIfExists(path);
                Files.createSymbolicLink(path, Path.of(entry.target()));
            }
            case OTHER ->
                throw new GalaxyException("the archive has '" + entry.name()
                        + "', which is neither a file, a directory nor a symbolic link");
        }
    }

    private static void makeParent(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
    }

    /** Of a way that leads through no link, so that what is written is where its name says. */
    private Path inside(String name) throws GalaxyException {
        Path path;
        try {
            path = folder.resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw new GalaxyException("the archive has a name that no file can have");
        }
        if (name.startsWith("/")
                || !path.startsWith(folder)
                || List.of(name.split("/")).contains("..")) {
            throw outside("'" + name + "'");
        }
        Path way = folder;
        for (Path part : folder.relativize(path)) {
            if (Files.isSymbolicLink(way)) {
                throw outside("'" + name + "', whose way leads through a link,");
            }
            way = way.resolve(part);
        }
        return path;
    }

    private static GalaxyException outside(String what) {
        return new GalaxyException(
                "the archive has " + what + ", which leads out of its directory: it is not unpacked");
    }

    /** Links that were fine each by itself may lead out together. */
    private void checkLinks() throws GalaxyException, IOException {
        Path real = folder.toRealPath();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path link : all.filter(Files::isSymbolicLink).toList()) {
                if (Files.exists(link) && !link.toRealPath().startsWith(real)) {
                    throw outside("a link '" + folder.relativize(link) + "'");
                }
            }
        }
    }
}
