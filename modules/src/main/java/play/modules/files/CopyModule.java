package play.modules.files;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
import play.host.StateKey;
import play.module.Default;
import play.module.Doc;
import play.module.Exclusive;
import play.module.LocalFile;
import play.module.Matches;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.RequiresOneOf;
import play.module.Resource;
import play.value.Content;

/** A file on the host with the content of one on the controller, or with content given in the task. */
public final class CopyModule implements Resource<CopyModule.Params> {
  @Exclusive({"src", "content"})
  @RequiresOneOf({"src", "content"})
  public record Params(
      @Doc("Absolute path on the host; a directory, or a path that ends in a slash, takes the file under its own name.")
          @Matches(value = Paths.ABSOLUTE, expected = Paths.EXPECTED)
          String dest,
      @Doc("File on the controller, searched in the role's and the playbook's folder files.") Optional<LocalFile> src,
      @Doc("What the file is to hold; a mapping or list becomes JSON.") Optional<Content> content,
      @Doc("Name of the user the file belongs to.") @Matches(value = Names.PATTERN, expected = Names.EXPECTED)
          Optional<String> owner,
      @Doc("Name of the group the file belongs to.") @Matches(value = Names.PATTERN, expected = Names.EXPECTED)
          Optional<String> group,
      @Doc("Permission bits. A new file has 0666 less the umask, an existing one keeps its own.") Optional<Mode> mode,
      @Doc("Whether a file that is there is given the wanted content; without, it is only made where it is missing.")
          @Default("true")
          boolean force,
      @Doc("Command that must succeed before the new content takes its place; %s stands for its path.")
          Optional<String> validate) {}

  private static final ModuleSpec<Params> SPEC =
      ModuleSpec.of(
              "copy",
              "Puts a file on the host, from the controller or from the task itself.",
              Params.class,
              new Example("absent", "", "dest: /srv/motd\ncontent: |\n  welcome\nmode: '0640'\n"),
              new Example(
                  "drifted", "echo old >/srv/app.conf; chmod 600 /srv/app.conf", "dest: /srv/app.conf\ncontent: \"a = 1\\n\"\nmode: '0644'\n"),
              new Example(
                  "drifted mode only", "printf 'a = 1\\n' >/srv/app.conf; chmod 600 /srv/app.conf", "dest: /srv/app.conf\ncontent: \"a = 1\\n\"\nmode: '0644'\n"),
              new Example(
                  "right", "printf 'a = 1\\n' >/srv/app.conf; chmod 644 /srv/app.conf", "dest: /srv/app.conf\ncontent: \"a = 1\\n\"\nmode: '0644'\n"),
              new Example(
                  "a link is replaced", "echo other >/srv/other; ln -s other /srv/app.conf", "dest: /srv/app.conf\ncontent: mine\n"))
          .asInAnsible();

  @Override
  public ModuleSpec<Params> spec() {
    return SPEC;
  }

  @Override
  public List<StateKey<?>> probes(Params params) {
    return destination(params).probes();
  }

  @Override
  public Plan plan(Params params, Knowledge known) {
    if (params.src().isEmpty() && params.dest().endsWith("/")) {
      return new Plan.Rejected("content has no name of its own: dest must name a file, not a directory");
    }
    return destination(params).plan(known, (path, now) -> file(params, path, now));
  }

  private static Plan file(Params params, String path, Knowledge known) {
    boolean there =
        known.of(Files.at(path)) instanceof Observed.Known<FileState>(FileState state, var how) && state.present();
    return there && !params.force() ? Plan.UNCHANGED : wanted(params, path).plan(known);
  }

  private static WantedFile wanted(Params params, String path) {
    Content content = params.src().map(LocalFile::content).or(params::content).orElseThrow();
    return new WantedFile(
        path, content, new WantedAttributes(params.owner(), params.group(), params.mode()), params.validate());
  }

  private static Destination destination(Params params) {
    return new Destination(params.dest(), params.src().map(LocalFile::name).map(Paths::name));
  }

  @Override
  public Map<String, @Nullable Object> result(Params params, Knowledge after) {
    return FileResult.of("dest", destination(params).path(after), after);
  }
}
