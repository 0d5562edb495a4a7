package play.modules.backup;

import java.util.List;
import play.module.ModuleSet;
import play.module.Producer;
import play.module.TaskModule;

/** The modules of backups. */
public final class BackupModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(new BackupSaveModule(), new BackupSnapshotModule());
    }

    @Override
    public List<Producer<?>> producers() {
        return List.of(
                Producer.of(BackupRecipe.class, BackupWriter::write),
                Producer.of(SnapshotRecipe.class, BackupReader::snapshot));
    }
}
