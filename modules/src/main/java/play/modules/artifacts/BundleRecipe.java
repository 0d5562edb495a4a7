package play.modules.artifacts;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import play.module.Recipe;
import play.modules.registry.ImageName;
import play.modules.registry.Registries;

/**
 * A bundle to be made on the controller.
 *
 * @param dest absolute; what is there is replaced
 * @param packages names, by family of distributions
 */
record BundleRecipe(
        Path dest,
        List<ArtifactRecipe> programs,
        List<Pull> images,
        Map<String, List<String>> packages,
        Registries registries)
        implements Recipe {
    /**
     * An image for one architecture.
     *
     * @param archive what it is the content of; a registry gives it where there is nothing
     */
    record Pull(ImageName image, String arch, Optional<ArtifactRecipe> archive) {}

    /** What will be in it, as {@link BundleIndex#names} says it. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(BundleIndex.namesOfPackages(packages));
        for (ArtifactRecipe program : programs) {
            LockEntry entry = program.entry();
            names.add(BundleIndex.nameOfArtifact(entry.name(), entry.version(), entry.arch()));
        }
        images.forEach(pull -> names.add(BundleIndex.nameOfImage(pull.image().toString(), pull.arch())));
        return names;
    }

    String key() {
        return "bundle " + dest;
    }
}
