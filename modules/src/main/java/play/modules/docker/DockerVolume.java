package play.modules.docker;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import play.host.HostState;
import play.host.StateKey;
import play.value.Foreseen;

/**
 * A volume of docker or podman.
 *
 * @param inspected all that is told of it
 */
record DockerVolume(
        boolean present,
        String driver,
        Map<String, String> options,
        Map<String, String> labels,
        Foreseen<Map<String, @Nullable Object>> inspected)
        implements HostState {
    static final DockerVolume ABSENT =
            new DockerVolume(false, "", Map.of(), Map.of(), new Foreseen.Exactly<>(Map.of()));

    private static final DockerThings.Kind<DockerVolume> KIND = new DockerThings.Kind<>(
            "volume",
            "volume",
            ":",
            DockerVolume.class,
            ABSENT,
            (told, members) -> new DockerVolume(
                    true,
                    told.path("Driver").asText(),
                    DockerThings.texts(told.path("Options")),
                    DockerThings.texts(told.path("Labels")),
                    new Foreseen.Exactly<>(DockerThings.plain(told))));

    DockerVolume {
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    static StateKey<DockerVolume> at(DockerAccess access, String name) {
        return new DockerThings<>(KIND, access).key(name);
    }
}
