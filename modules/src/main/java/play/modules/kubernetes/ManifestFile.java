package play.modules.kubernetes;

import play.param.ReadBy;

/** The parameter type for a YAML file of API objects on the controller: its name as written, and the objects. */
@ReadBy(ManifestsType.OfFile.class)
record ManifestFile(String name, Manifests manifests) {}
