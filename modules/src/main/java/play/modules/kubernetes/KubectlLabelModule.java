package play.modules.kubernetes;

import java.util.List;
import java.util.Map;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Doc;
import play.module.Inline;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;

/** Labels of an object. */
public final class KubectlLabelModule implements Resource<KubectlLabelModule.Params> {
  public record Params(
      @Doc("The labels, by name; others stay as they are. Where they are to go, only the names count.") Map<String, String> labels,
      @Inline MetadataChange.Target target) {
    private MetadataChange change() {
      return new MetadataChange(target, ObjectMetadata.Part.LABELS, labels, target.state() == MetadataChange.Wanted.ABSENT);
    }
  }

  private static final String ROLE = "kind: node\nname: example\nlabels: {example.com/role: db}\n";
  private static final String PUT = Examples.CTL + "label node example example.com/role=";

  private static final ModuleSpec<Params> SPEC =
      ModuleSpec.of(
          "kubectl_label",
          "Puts labels on an object of any kind, or takes them away.",
          Params.class,
          Examples.node("absent", "", ROLE),
          Examples.node("drifted", PUT + "cache\n", ROLE),
          Examples.node("right", PUT + "db\n", ROLE));

  @Override
  public ModuleSpec<Params> spec() {
    return SPEC;
  }

  @Override
  public List<StateKey<?>> probes(Params params) {
    return List.of(params.target().key(ObjectMetadata.Part.LABELS));
  }

  @Override
  public Plan plan(Params params, Knowledge known) {
    return params.change().plan(known);
  }
}
