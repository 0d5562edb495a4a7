package play.param;

/** The parameter type for a YAML file of API objects on the controller: its name as written, and the objects. */
public record ManifestFile(String name, Manifests manifests) {}
