package play.modules.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Decision;
import play.modules.files.Paths;

/**
 * What decides whether a command is needed at all.
 *
 * @param creates it is not, when this path is there
 * @param removes it is not, when this path is missing
 * @param chdir what relative paths are relative to
 */
record Guards(Optional<String> creates, Optional<String> removes, Optional<String> chdir) {
  /** Paths without wildcards: what stands at them is one state each. */
  static final String PATH = "[^*?\\[\\]\\x00\\n]+";

  static final String EXPECTED = "a path without wildcards";

  List<StateKey<?>> probes() {
    List<StateKey<?>> keys = new ArrayList<>();
    creates.ifPresent(path -> keys.add(Files.at(absolute(path))));
    removes.ifPresent(path -> keys.add(Files.at(absolute(path))));
    return keys;
  }

  /** Why it is not done; empty when it is. */
  Optional<Decision> refusal(Knowledge known) {
    return creates
        .flatMap(path -> refusal(absolute(path), true, known))
        .or(() -> removes.flatMap(path -> refusal(absolute(path), false, known)));
  }

  private static Optional<Decision> refusal(String path, boolean whenThere, Knowledge known) {
    return switch (known.of(Files.at(path))) {
      case Observed.Unknown<FileState>(String reason) ->
          Optional.of(new Decision.Undetermined("whether " + path + " is there is not known: " + reason));
      case Observed.Known<FileState>(FileState state, var how) when state.present() == whenThere ->
          Optional.of(new Decision.Skip(path + (whenThere ? " is there already" : " is not there")));
      case Observed.Known<FileState> other -> Optional.empty();
    };
  }

  private String absolute(String path) {
    return path.startsWith("/") ? Paths.clean(path) : Paths.join(chdir.orElse("/"), path);
  }
}
