package play.playbook;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import play.source.Span;

/** Something a play does, in the order of the lists it stands in. */
public sealed interface Step permits Task, Block, Include, Meta {
  /** Its title, possibly a template; empty when it has none. */
  Data name();

  /** What holds for it, all around it taken in. */
  Settings settings();

  /** Which variables it sees beside those of its host and play. */
  Context context();

  Span span();

  /**
   * Where a step belongs.
   *
   * @param role the role it was written in or imported by
   * @param vars of the blocks and imports around it and its own, outermost first
   * @param files where the files it names are looked for
   */
  record Context(Optional<RoleUse> role, List<Vars> vars, SearchPath files) {
    public static final Context NONE =
        new Context(Optional.empty(), List.of(), new SearchPath(List.of(), Path.of(""), Path.of("")));

    public Context {
      vars = List.copyOf(vars);
    }

    /** The same with more variables inside. */
    public Context with(Vars inner) {
      if (inner.isEmpty()) {
        return this;
      }
      List<Vars> more = new java.util.ArrayList<>(vars);
      more.add(inner);
      return new Context(role, more, files);
    }
  }
}
