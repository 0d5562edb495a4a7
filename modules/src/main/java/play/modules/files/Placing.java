package play.modules.files;

import play.files.Backup;
import play.files.WantedAttributes;
import play.files.WantedFile;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.module.Plan;
import play.module.Replacing;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.value.Content;

/** How a file is put on the host: parameters that {@code copy} and {@code template} have in common. */
public record Placing(
        @Inline WantedAttributes attributes,

        @Doc("Whether a file that is there is given the wanted content; without, it is only made where it is missing.")
        @Default("true")
        boolean force,

        @Inline Replacing replacing) {

    Plan plan(String path, Content content, Knowledge known) {
        boolean there = known.of(Files.at(path)) instanceof Observed.Known<FileState>(FileState state, var how)
                && state.present();
        if (there && !force) {
            return Plan.UNCHANGED;
        }
        Plan plan = new WantedFile(path, content, attributes, replacing).plan(known);
        return replacing.backup() ? Backup.before(plan, path, path, known) : plan;
    }
}
