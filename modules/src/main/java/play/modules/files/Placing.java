package play.modules.files;

import java.util.Optional;
import play.files.Backup;
import play.files.Ownership;
import play.files.ResolvedPath;
import play.files.WantedAttributes;
import play.files.WantedFile;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
import play.module.Plan;
import play.module.Replacing;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.SourceMode;
import play.value.Content;

/** How a file is put on the host: parameters that {@code copy} and {@code template} have in common. */
public record Placing(
        @Inline Ownership ownership,

        @Doc("Permission bits: octal, relative to those that are there as chmod takes them (u+rwX,go-w), or preserve:"
                + " those of the source. What is new has 0666 less the umask, what is there keeps its"
                + " own.")
        Optional<SourceMode> mode,

        @Doc("Whether a file that is there is given the wanted content; without, it is only made where it is missing.")
        @Default("true")
        boolean force,

        @Doc("Whether a link at the path stays, and the file that it leads to is written; without, the file takes the"
                + " link's place.")
        @Default("false")
        boolean follow,

        @Inline FileLabels labels,
        @Inline Replacing replacing) {

    WantedAttributes attributes(Mode source) {
        return new WantedAttributes(ownership, mode.map(wanted -> wanted.of(source)));
    }

    /** @param source the mode of the file that the content is from */
    Plan plan(String path, Content content, Mode source, Knowledge known) {
        return plan(path, content, attributes(source), known);
    }

    Plan plan(String path, Content content, WantedAttributes attributes, Knowledge known) {
        if (!follow) {
            return file(path, content, attributes, known);
        }
        return ResolvedPath.plan(path, known, (at, found) -> switch (found) {
            case FileState.Absent absent -> file(path, content, attributes, known);
            case FileState there ->
                new WantedFile(at, content, attributes)
                        .asking(known)
                        .orElseGet(() -> file(at, content, attributes, known));
        });
    }

    /** Where the file stands that was written. */
    String at(String path, Knowledge after) {
        return follow && ResolvedPath.follow(path, after) instanceof ResolvedPath.At(String at, FileState there)
                ? at
                : path;
    }

    private Plan file(String path, Content content, WantedAttributes attributes, Knowledge known) {
        boolean there = known.of(Files.at(path)) instanceof Observed.Known<FileState>(FileState state, var how)
                && state.present();
        if (there && !force) {
            return Plan.UNCHANGED;
        }
        Plan plan = new WantedFile(path, content, attributes, replacing).plan(known);
        return labels.after(replacing.backup() ? Backup.before(plan, path, path, known) : plan, path, known);
    }
}
