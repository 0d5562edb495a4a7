package play.modules.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import play.module.ProductionException;
import play.module.Workshop;
import play.value.Content;

/** Writes what was fetched: whole or not at all, with the mode of what was there. */
final class Fetching {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");

    private Fetching() {}

    static Map<String, Content> write(FetchRecipe recipe, Workshop workshop) throws ProductionException {
        Path file = Path.of(recipe.path());
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            put(file, recipe);
            return Map.of();
        } catch (IOException e) {
            throw new ProductionException(file + " cannot be written on the controller: " + e, e);
        }
    }

    /** Several hosts may have a file for the same path at the same time, so each arrives under a name of its own. */
    private static void put(Path file, FetchRecipe recipe) throws IOException {
        Path fresh = file.resolveSibling("." + UUID.randomUUID() + ".part");
        try {
            if (Files.exists(file)) {
                Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PRIVATE));
                Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(file));
            } else if (recipe.open()) {
                Files.createFile(fresh);
            } else {
                Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PRIVATE));
            }
            Files.write(fresh, recipe.content().toArray());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
