package play.modules.artifacts;

import java.util.List;
import play.module.ModuleSet;
import play.module.Producer;
import play.module.TaskModule;

/** The modules of artifacts. */
public final class ArtifactModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(new ArtifactModule(), new ArtifactBundleModule());
    }

    @Override
    public List<Producer<?>> producers() {
        return List.of(new ArtifactProducer(), Producer.of(BundleRecipe.class, BundleWriter::write));
    }
}
