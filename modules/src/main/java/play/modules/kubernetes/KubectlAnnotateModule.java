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

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "kubectl_annotate",
                    "Adds annotations to an object of any kind, or removes them.",
                    Params.class,
                    MetadataModule.examples(ObjectMetadata.Part.ANNOTATIONS))
            .inGroups(KubeAccess.GROUPS);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }
}
