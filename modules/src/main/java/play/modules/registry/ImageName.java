package play.modules.registry;

/**
 * The whole name of an image, as pods name it.
 *
 * @param registry with its port, where that is not 443
 * @param repository the path of the image there
 * @param tag which of them
 */
public record ImageName(String registry, String repository, String tag) {
    /** Texts that {@link #of} takes. */
    public static final String PATTERN =
            "[a-z0-9][a-z0-9.-]*(:[0-9]+)?/[a-z0-9][a-z0-9._/-]*:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}";

    public static final String EXPECTED =
            "a whole name such as docker.io/library/busybox:1.37 or localhost/pause:1.0.0";

    private static final String DOCKER_HUB = "docker.io";

    /** @param whole of {@link #PATTERN} */
    public static ImageName of(String whole) {
        int path = whole.indexOf('/');
        int tag = whole.lastIndexOf(':');
        return new ImageName(whole.substring(0, path), whole.substring(path + 1, tag), whole.substring(tag + 1));
    }

    /** Who answers for the registry: for Docker's it is another host than names of images have. */
    String server() {
        return registry.equals(DOCKER_HUB) ? "registry-1.docker.io" : registry;
    }

    @Override
    public String toString() {
        return registry + "/" + repository + ":" + tag;
    }
}
