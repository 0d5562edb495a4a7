package play.modules.docker;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import play.host.HostState;
import play.host.StateKey;
import play.value.Foreseen;

/**
 * A container of docker or podman.
 *
 * @param image id of the image that it was made of, without the name of the digest
 * @param aspects what it is like, by names of parameters
 * @param inspected all that is told of it
 */
record DockerContainer(
        boolean present,
        boolean running,
        Foreseen<String> image,
        Foreseen<ContainerAspects.Held> aspects,
        Foreseen<Map<String, @Nullable Object>> inspected)
        implements HostState {
    static final DockerContainer ABSENT = new DockerContainer(
            false,
            false,
            new Foreseen.Exactly<>(""),
            new Foreseen.Exactly<>(new ContainerAspects.Held(new TreeMap<>())),
            new Foreseen.Exactly<>(Map.of()));

    private static final DockerThings.Kind<DockerContainer> KIND = new DockerThings.Kind<>(
            "container",
            "container",
            ":",
            DockerContainer.class,
            ABSENT,
            (told, members) -> new DockerContainer(
                    true,
                    told.path("State").path("Running").asBoolean(),
                    new Foreseen.Exactly<>(plain(told.path("Image").asText())),
                    new Foreseen.Exactly<>(ContainerAspects.of(told)),
                    new Foreseen.Exactly<>(DockerThings.plain(told))));

    static StateKey<DockerContainer> at(DockerAccess access, String name) {
        return new DockerThings<>(KIND, access).key(name);
    }

    /** An id as docker and podman have it in common. */
    static String plain(String id) {
        return id.replaceFirst("^sha256:", "");
    }

    /** One that is made or changed in a run. */
    static DockerContainer after(boolean running, Foreseen<String> image) {
        return new DockerContainer(
                true,
                running,
                image,
                new Foreseen.Later<>("docker or podman adds what the task leaves open"),
                new Foreseen.Later<>("it is told after the run"));
    }
}
