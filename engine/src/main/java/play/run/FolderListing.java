package play.run;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
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
 * What is below a folder on the controller, links followed.
 *
 * @param below absolute
 */
record FolderListing(Path folder, List<Path> below) {
    /** Reads a file. */
    @FunctionalInterface
    interface Reader {
        Content read(Path file) throws BindException;
    }

    static FolderListing of(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return new FolderListing(
                    folder, all.filter(path -> !path.equals(folder)).toList());
        }
    }

    LocalFolder read(String name, Reader reader) throws BindException, IOException {
        SortedSet<String> directories = new TreeSet<>();
        SortedMap<String, LocalFile> files = new TreeMap<>();
        SortedMap<String, String> links = new TreeMap<>();
        for (Path path : below) {
            String place = folder.relativize(path).toString();
            if (Files.isSymbolicLink(path)) {
                links.put(place, Files.readSymbolicLink(path).toString());
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
