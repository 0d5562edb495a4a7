package play.modules.containers;

import play.host.HostState;
import play.value.Foreseen;

/**
 * An image in a namespace of containerd.
 *
 * @param digest of its manifest or index, as {@code sha256:…}; empty where there is none
 */
record ContainerImage(boolean present, Foreseen<String> digest) implements HostState {
    static final ContainerImage ABSENT = new ContainerImage(false, new Foreseen.Exactly<>(""));
    static final ContainerImage IMPORTED =
            new ContainerImage(true, new Foreseen.Later<>("containerd counts it when it imports the image"));
}
