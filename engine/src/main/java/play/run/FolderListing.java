package play.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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
 * @param follow whether links below it are followed, as far as they lead to something and not in a circle
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

    /** A path and all below it. A link that leads back to a directory it is in is not followed. */
    static List<Path> walk(Path top, boolean follow) throws IOException {
        List<Path> all = new ArrayList<>();
        Files.walkFileTree(
                top,
                follow ? Set.of(FileVisitOption.FOLLOW_LINKS) : Set.of(),
                Integer.MAX_VALUE,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                        all.add(directory);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        all.add(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
                        if (!(e instanceof FileSystemLoopException)) {
                            throw e;
                        }
                        all.add(path);
                        return FileVisitResult.CONTINUE;
                    }
                });
        return all;
    }

    /** Whether a link leads back to a directory it is in. */
    private static boolean isLoop(Path link) throws IOException {
        Path target = link.toRealPath();
        for (Path up = link.getParent(); up != null; up = up.getParent()) {
            if (Files.isSameFile(up, target)) {
                return true;
            }
        }
        return false;
    }

    /** What is wrong, in words. */
    static String why(IOException e) {
        return switch (e) {
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
                if (!link || !isLoop(path)) {
                    directories.add(place);
                }
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
