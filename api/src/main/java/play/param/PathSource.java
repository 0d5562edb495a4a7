package play.param;

/**
 * The parameter type for a file or directory on the controller, or for a path on the host when a flag that
 * {@link Meaning#ON_HOST means} this says so.
 */
public sealed interface PathSource {
    record OnController(LocalFile file) implements PathSource {}

    record Folder(LocalFolder folder) implements PathSource {}

    /** As written; whether it is an absolute path is for the module to say. */
    record OnHost(String path) implements PathSource {}
}
