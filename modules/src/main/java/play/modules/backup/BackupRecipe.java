package play.modules.backup;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import play.module.Recipe;
import play.param.SecretText;

/**
 * A backup to be written on the controller.
 *
 * @param folder absolute, not there yet
 * @param snapshot path on the host
 * @param sha256 of the snapshot
 * @param include files and folders of the controller
 * @param details what is told of it without the password
 * @param sealed what is not
 */
record BackupRecipe(
        Path folder,
        String cluster,
        String snapshot,
        String sha256,
        SecretText password,
        List<Path> include,
        Map<String, Object> details,
        Map<String, Object> sealed)
        implements Recipe {
    String key() {
        return "backup " + folder;
    }
}
