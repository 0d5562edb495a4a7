package play.param;

/** The parameter type for a file on the controller that is one on the host when {@code remote_src} is given as true. */
public sealed interface FileSource {
    record OnController(LocalFile file) implements FileSource {}

    /** As written; whether it is an absolute path is for the module to say. */
    record OnHost(String path) implements FileSource {}
}
