package play.modules.kubernetes;

import play.param.ReadBy;

/**
 * The parameter type for a template of API objects on the controller: its name as written, and the objects it gives.
 */
@ReadBy(ManifestsType.OfTemplate.class)
record ManifestTemplate(String name, Manifests manifests) {}
