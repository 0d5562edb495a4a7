package play.modules.backup;

import java.nio.file.Path;
import play.module.Recipe;
import play.param.SecretText;

/** The snapshot of a backup, to be decrypted while it is sent to a host. Part: {@code snapshot}. */
record SnapshotRecipe(Path folder, SecretText password) implements Recipe {
    static final String PART = "snapshot";

    String key() {
        return "snapshot of " + folder;
    }
}
