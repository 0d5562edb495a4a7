package play.modules.kubernetes;

import java.util.Map;
import play.module.ModuleSpec;
import play.param.Doc;
import play.param.Inline;

/** Labels of an object. */
public final class KubectlLabelModule implements MetadataModule<KubectlLabelModule.Params> {
    public record Params(
            @Doc("The labels, by name; others stay as they are. Where they are to go, only the names count.")
            Map<String, String> labels,

            @Inline MetadataChange.Target target)
            implements MetadataModule.Wish {
        @Override
        public MetadataChange change() {
            return new MetadataChange(target, ObjectMetadata.Part.LABELS, labels);
        }
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "kubectl_label",
                    "Adds labels to an object of any kind, or removes them.",
                    Params.class,
                    MetadataModule.examples(ObjectMetadata.Part.LABELS))
            .inGroups(KubeAccess.GROUPS);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }
}
