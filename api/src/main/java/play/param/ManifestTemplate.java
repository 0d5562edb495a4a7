package play.param;

/**
 * The parameter type for a template of API objects on the controller: its name as written, and the objects it gives.
 */
public record ManifestTemplate(String name, Manifests manifests) {}
