package play.connection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The configuration files of {@code ssh}, looked through for whether it has to be asked at all. */
public final class SshConfigFiles {
  private static final Set<String> FRAME = Set.of("host", "match");
  private static final Pattern SEPARATOR = Pattern.compile("[\\s=]+");

  private SshConfigFiles() {}

  /** Whether the files of a user and of the system say anything that matters to a connection. */
  public static boolean matter(Path home) {
    return List.of(home.resolve(".ssh/config"), Path.of("/etc/ssh/ssh_config")).stream().anyMatch(SshConfigFiles::matters);
  }

  private static boolean matters(Path file) {
    try {
      return Files.isReadable(file)
          && Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream().anyMatch(line -> lineMatters(line.strip(), file));
    } catch (IOException e) {
      return true;
    }
  }

  private static boolean lineMatters(String line, Path file) {
    if (line.isEmpty() || line.startsWith("#")) {
      return false;
    }
    String[] words = SEPARATOR.split(line, 2);
    String keyword = words[0].toLowerCase(Locale.ROOT);
    if (keyword.equals("include")) {
      return words.length > 1 && includesMatter(words[1], file);
    }
    return !FRAME.contains(keyword) && SshConfig.matters(keyword);
  }

  /** Only the form that distributions use is looked into: all of a folder, by its absolute path. */
  private static boolean includesMatter(String pattern, Path file) {
    Path path = Path.of(pattern);
    Path folder = path.getParent();
    Path name = path.getFileName();
    if (!path.isAbsolute() || folder == null || name == null || pattern.contains("\"") || pattern.contains(" ")) {
      return true;
    }
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (DirectoryStream<Path> included = Files.newDirectoryStream(folder, name.toString())) {
      for (Path one : included) {
        if (one.equals(file) || matters(one)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
