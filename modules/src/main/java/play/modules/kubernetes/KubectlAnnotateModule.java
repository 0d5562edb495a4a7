package play.modules.kubernetes;

import java.util.Map;
import play.module.ModuleSpec;
import play.param.Doc;
import play.param.Inline;

/** Annotations of an object. */
public final class KubectlAnnotateModule implements MetadataModule<KubectlAnnotateModule.Params> {
    public record Params(
            @Doc("The annotations, by name; others stay as they are. Where they are to go, only the names count.")
            Map<String, String> annotations,

            @Inline MetadataChange.Target target)
            implements MetadataModule.Wish {
        @Override
        public MetadataChange change() {
            return new MetadataChange(target, ObjectMetadata.Part.ANNOTATIONS, annotations);
        }
    }

    private static final String ROLE = "kind: node\nname: example\nannotations: {example.com/role: db}\n";
    private static final String PUT = Examples.CTL + "annotate node example example.com/role=";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "kubectl_annotate",
                    "Adds annotations to an object of any kind, or removes them.",
                    Params.class,
                    Examples.node("absent", "", ROLE),
                    Examples.node("drifted", PUT + "cache\n", ROLE),
                    Examples.node("right", PUT + "db\n", ROLE))
            .inGroups(KubeAccess.GROUPS);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }
}
