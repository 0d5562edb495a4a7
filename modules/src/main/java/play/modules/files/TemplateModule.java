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
import play.module.Matches;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.module.TemplateFile;

/** A file on the host rendered from a template on the controller. */
public final class TemplateModule implements Resource<TemplateModule.Params> {
  public record Params(
      @Doc("Template on the controller, searched in the role's and the playbook's folder templates.") TemplateFile src,
      @Doc("Absolute path on the host; a directory, or a path that ends in a slash, takes the file under the template's name.")
          @Matches(value = Paths.ABSOLUTE, expected = Paths.EXPECTED)
          String dest,
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
              "template",
              "Renders a template of the controller to a file on the host.",
              Params.class,
              new Example("absent", "", "src: example.conf.j2\ndest: /srv/example.conf\n"),
              new Example("drifted", "echo old >/srv/example.conf", "src: example.conf.j2\ndest: /srv/example.conf\n"),
              new Example(
                  "right", "printf 'listen = 8080\\n' >/srv/example.conf", "src: example.conf.j2\ndest: /srv/example.conf\n"))
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
    return destination(params).plan(known, (path, now) -> file(params, path, now));
  }

  private static Plan file(Params params, String path, Knowledge known) {
    boolean there =
        known.of(Files.at(path)) instanceof Observed.Known<FileState>(FileState state, var how) && state.present();
    WantedAttributes attributes = new WantedAttributes(params.owner(), params.group(), params.mode());
    return there && !params.force()
        ? Plan.UNCHANGED
        : new WantedFile(path, params.src().content(), attributes, params.validate()).plan(known);
  }

  private static Destination destination(Params params) {
    return new Destination(params.dest(), Optional.of(Paths.name(params.src().name())));
  }

  @Override
  public Map<String, @Nullable Object> result(Params params, Knowledge after) {
    return FileResult.of("dest", destination(params).path(after), after);
  }
}
