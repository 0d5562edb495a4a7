package play.modules.docker;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The modules of docker and podman. */
public final class DockerModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(
                new DockerComposeV2Module(),
                new DockerContainerModule(),
                new DockerImageBuildModule(),
                new DockerImageModule(),
                new DockerImagePullModule(),
                new DockerNetworkModule(),
                new DockerVolumeModule());
    }
}
