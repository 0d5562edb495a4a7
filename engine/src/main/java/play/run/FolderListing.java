package play.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import play.host.Mode;
import play.param.BindException;
import play.param.LocalFile;
import play.param.LocalFolder;
import play.value.Content;

/**
 * What is below a folder on the controller.
 *
 * @param folder where it is a link, what that leads to
 * @param below absolute
 * @param follow whether links below it are followed
 */
record FolderListing(Path folder, List<Path> below, boolean follow) {
    /** Reads a file. */
    @FunctionalInterface
    interface Reader {
        Content read(Path file) throws BindException;
    }

    static FolderListing of(Path folder, boolean follow) throws IOException {
        Path top = follow ? folder : folder.toRealPath();
        List<Path> below =
                walk(top, follow).stream().filter(path -> !path.equals(top)).toList();
        return new FolderListing(top, below, follow);
    }

    /** A path and all below it. */
    static List<Path> walk(Path top, boolean follow) throws IOException {
        FileVisitOption[] options =
                follow ? new FileVisitOption[] {FileVisitOption.FOLLOW_LINKS} : new FileVisitOption[0];
        try (Stream<Path> all = Files.walk(top, options)) {
            return all.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** What is wrong, in words. */
    static String why(IOException e) {
        return switch (e) {
            case FileSystemLoopException loop ->
                "the link " + loop.getFile() + " leads back to a directory it is in, so that there is no end to what it"
                        + " leads to; remove it, or have links copied as links where the module can";
            case AccessDeniedException denied -> denied.getFile() + " may not be read by this user: permission denied";
            case NoSuchFileException gone -> gone.getFile() + " does not exist";
            default -> String.valueOf(e.getMessage());
        };
    }

    LocalFolder read(String name, Reader reader) throws BindException, IOException {
        SortedSet<String> directories = new TreeSet<>();
        SortedMap<String, LocalFile> files = new TreeMap<>();
        SortedMap<String, String> links = new TreeMap<>();
        for (Path path : below) {
            String place = folder.relativize(path).toString();
            boolean link = Files.isSymbolicLink(path);
            if (link) {
                links.put(place, Files.readSymbolicLink(path).toString());
            }
            if (link && !follow) {
                continue;
            }
            if (Files.isDirectory(path)) {
                directories.add(place);
            } else if (Files.isRegularFile(path)) {
                files.put(place, new LocalFile(path.toString(), reader.read(path), mode(path)));
            } else if (Files.exists(path)) {
                throw new BindException("names " + folder + ", in which " + path + " is neither file nor directory");
            }
        }
        return new LocalFolder(name, directories, files, links);
    }

    /** The permission bits of a file. */
    static Mode mode(Path path) throws IOException {
        return new Mode((Integer) Files.getAttribute(path, "unix:mode") & 07777);
    }
}
