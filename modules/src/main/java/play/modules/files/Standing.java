package play.modules.files;

import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;

/** What is known to stand at a path, through symbolic links. */
public sealed interface Standing {
  /** How many links are followed, as many as the kernel does. */
  int LINKS = 40;

  /**
   * Known.
   *
   * @param path where the links end
   * @param state never a link
   */
  record At(String path, FileState state) implements Standing {}

  /** A link leads to a path nobody has asked for yet. */
  record Ask(StateKey<FileState> next) implements Standing {}

  record Unknown(String why) implements Standing {}

  /** Links that lead in a circle. */
  record Circle(String path) implements Standing {}

  /** Follows links from a path that has been asked for, as far as what is known goes. */
  static Standing follow(String path, Knowledge known) {
    String at = path;
    for (int i = 0; i <= LINKS; i++) {
      StateKey<FileState> key = Files.withoutDigest(at);
      if (!known.has(key)) {
        return new Ask(key);
      }
      switch (known.of(key)) {
        case Observed.Unknown<FileState>(String reason) -> {
          return new Unknown(reason);
        }
        case Observed.Known<FileState>(FileState.Symlink(String target), var how) -> at = Paths.target(at, target);
        case Observed.Known<FileState>(FileState state, var how) -> {
          return new At(at, state);
        }
      }
    }
    return new Circle(path);
  }
}
