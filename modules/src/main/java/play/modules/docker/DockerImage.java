package play.modules.docker;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.host.HostState;
import play.host.StateKey;
import play.value.Foreseen;

/**
 * An image of docker or podman.
 *
 * @param id empty where there is none
 * @param inspected all that is told of it
 */
record DockerImage(boolean present, Foreseen<String> id, Foreseen<Map<String, @Nullable Object>> inspected)
        implements HostState {
    static final DockerImage ABSENT =
            new DockerImage(false, new Foreseen.Exactly<>(""), new Foreseen.Exactly<>(Map.of()));

    static final DockerImage COMING = new DockerImage(
            true,
            new Foreseen.Later<>("the image comes during the run"),
            new Foreseen.Later<>("the image comes during the run"));

    private static final DockerThings.Kind<DockerImage> KIND = new DockerThings.Kind<>(
            "image",
            "image",
            ":",
            DockerImage.class,
            ABSENT,
            (told, members) -> new DockerImage(
                    true,
                    new Foreseen.Exactly<>(told.path("Id").asText()),
                    new Foreseen.Exactly<>(DockerThings.plain(told))));

    static StateKey<DockerImage> at(DockerAccess access, String reference) {
        return new DockerThings<>(KIND, access).key(reference);
    }

    /** A name with the tag, unless it has one itself, or a digest. */
    static String reference(String name, String tag) {
        boolean whole = name.contains("@") || name.lastIndexOf(':') > name.lastIndexOf('/');
        return whole || name.matches("sha256:[0-9a-f]{64}") ? name : name + ":" + tag;
    }
}
