package play.param;

/**
 * The parameter type for a file on the controller, or on the host when a flag that {@link Meaning#ON_HOST means} this
 * says so.
 */
public sealed interface FileSource {
    record OnController(LocalFile file) implements FileSource {}

    /** As written; whether it is an absolute path is for the module to say. */
    record OnHost(String path) implements FileSource {}
}
