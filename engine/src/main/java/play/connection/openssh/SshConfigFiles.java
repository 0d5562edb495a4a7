package play.connection.openssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** The configuration files of {@code ssh}, looked through for whether it has to be asked at all. */
public final class SshConfigFiles {
    private static final Set<String> FRAME = Set.of("host", "match");
    /** So many files may include each other, as in {@code ssh}; it says itself what is wrong beyond. */
    private static final int DEEPEST = 16;

    private static final Pattern SEPARATOR = Pattern.compile("[\\s=]+");

    private SshConfigFiles() {}

    /** Whether the files of a user and of the system say anything that matters to a connection. */
    public static boolean matter(Path home) {
        return Stream.of(home.resolve(".ssh/config"), Path.of("/etc/ssh/ssh_config"))
                .anyMatch(file -> matters(file, 0));
    }

    private static boolean matters(Path file, int depth) {
        try {
            return depth > DEEPEST
                    || (Files.isReadable(file)
                            && Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
                                    .anyMatch(line -> lineMatters(line.strip(), depth)));
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean lineMatters(String line, int depth) {
        if (line.isEmpty() || line.startsWith("#")) {
            return false;
        }
        String[] words = SEPARATOR.split(line, 2);
        String keyword = words[0].toLowerCase(Locale.ROOT);
        if (keyword.equals("include")) {
            return words.length > 1 && includesMatter(words[1], depth);
        }
        return !FRAME.contains(keyword) && SshConfig.matters(keyword);
    }

    /** Only the form that distributions use is looked into: all of a folder, by its absolute path. */
    private static boolean includesMatter(String pattern, int depth) {
        try {
            Path path = Path.of(pattern);
            Path folder = path.getParent();
            Path name = path.getFileName();
            if (!path.isAbsolute()
                    || folder == null
                    || name == null
                    || pattern.contains("\"")
                    || pattern.contains(" ")) {
                return true;
            }
            return Files.isDirectory(folder) && anyMatters(folder, name.toString(), depth + 1);
        } catch (IOException | DirectoryIteratorException | InvalidPathException | PatternSyntaxException e) {
            return true;
        }
    }

    private static boolean anyMatters(Path folder, String glob, int depth) throws IOException {
        try (DirectoryStream<Path> included = Files.newDirectoryStream(folder, glob)) {
            for (Path one : included) {
                if (matters(one, depth)) {
                    return true;
                }
            }
            return false;
        }
    }
}
