package play.modules.files;

import java.util.List;
import play.module.ModuleSet;
import play.module.Producer;
import play.module.TaskModule;

/** The modules of files. */
public final class FileModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(
                new AclModule(),
                new ArchiveModule(),
                new AssembleModule(),
                new BlockinfileModule(),
                new CopyModule(),
                new EmptyDirectoryModule(),
                new FileModule(),
                new FetchModule(),
                new FindModule(),
                new GetUrlModule(),
                new IniFileModule(),
                new KnownHostsModule(),
                new LineinfileModule(),
                new PamdModule(),
                new ReplaceModule(),
                new SlurpModule(),
                new StatModule(),
                new TempfileModule(),
                new TemplateModule(),
                new UnarchiveModule(),
                new XmlModule());
    }

    @Override
    public List<Producer<?>> producers() {
        return List.of(new DownloadProducer(), Producer.of(FetchRecipe.class, Fetching::write));
    }
}
