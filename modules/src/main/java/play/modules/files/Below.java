package play.modules.files;

import java.util.List;
import play.host.FileState;
import play.host.Files;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;

/**
 * What below a directory has other attributes than wanted; links are left out.
 *
 * @param differing absolute paths
 */
record Below(List<String> differing) implements HostState {
  Below {
    differing = List.copyOf(differing);
  }

  @Override
  public boolean present() {
    return true;
  }

  /** The plan that sets the wanted attributes on all of it, path by path, so that a dry run knows each. */
  static Plan plan(StateKey<Below> key, WantedAttributes wanted, Knowledge known) {
    return switch (known.of(key)) {
      case Observed.Unknown<Below>(String reason) -> new Plan.Undetermined(reason);
      case Observed.Known<Below>(Below below, var how) -> below.plan(wanted, known);
    };
  }

  private Plan plan(WantedAttributes wanted, Knowledge known) {
    List<StateKey<?>> missing = differing.stream().map(Files::at).filter(key -> !known.has(key)).<StateKey<?>>map(k -> k).toList();
    if (!missing.isEmpty()) {
      return new Plan.Needs(missing);
    }
    List<Action> actions = differing.stream().flatMap(path -> set(path, wanted, known).stream()).toList();
    return actions.isEmpty()
        ? Plan.UNCHANGED
        : new Plan.Change("set attributes of " + actions.size() + " paths below", actions);
  }

  private static List<Action> set(String path, WantedAttributes wanted, Knowledge known) {
    if (!(known.of(Files.at(path)) instanceof Observed.Known<FileState>(FileState state, var how))) {
      return List.of();
    }
    return switch (state) {
      case FileState.Regular(var present, var sha256, var size) when !wanted.differing(present).isEmpty() ->
          List.of(new Action.SetAttributes(path, new FileState.Regular(wanted.over(present), sha256, size)));
      case FileState.Directory(var present) when !wanted.differing(present).isEmpty() ->
          List.of(new Action.SetAttributes(path, new FileState.Directory(wanted.over(present))));
      case FileState other -> List.of();
    };
  }
}
