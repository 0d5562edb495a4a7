package play.modules.commands;

import java.util.Arrays;
import java.util.Optional;
import play.host.ShellWords;
import play.value.Bytes;
import play.value.Content;

/** What commands and shells start from: their input and their directory. */
final class Stdin {
  private Stdin() {}

  /** The bytes of the input, of none where there is none; empty where a part is known only after the run. */
  static Optional<Bytes> bytes(Optional<Content> stdin, boolean addNewline) {
    if (stdin.isEmpty()) {
      return Optional.of(Bytes.EMPTY);
    }
    return stdin.get().bytes().map(bytes -> addNewline ? withNewline(bytes) : bytes);
  }

  private static Bytes withNewline(Bytes bytes) {
    byte[] longer = Arrays.copyOf(bytes.toArray(), bytes.length() + 1);
    longer[bytes.length()] = '\n';
    return Bytes.of(longer);
  }

  static String changingTo(Optional<String> directory) {
    return directory.map(path -> "cd -- " + ShellWords.quote(path) + " || exit 1\n").orElse("");
  }
}
