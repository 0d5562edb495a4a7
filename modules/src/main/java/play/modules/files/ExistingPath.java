package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.files.Paths;
import play.files.ResolvedPath;
import play.files.WantedAttributes;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Observed.Certainty;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;

/**
 * A file or directory that is there, and is to have these attributes.
 *
 * @param path absolute and clean
 * @param follow whether a link at the path is followed; without, one is an error
 */
record ExistingPath(String path, WantedAttributes wanted, boolean follow) {
    List<StateKey<?>> probes() {
        List<StateKey<?>> keys = new ArrayList<>(wanted.probes());
        keys.add(Files.withoutDigest(path));
        keys.add(Files.withoutDigest(Paths.parent(path)));
        return keys;
    }

    Plan plan(Knowledge known) {
        return refused(path, follow, known)
                .orElseGet(() -> ResolvedPath.plan(path, known, (at, state) -> attributes(at, state, known)));
    }

    /** The same where no directory will do. */
    Plan planOfFile(Knowledge known) {
        return refused(path, follow, known)
                .orElseGet(() -> ResolvedPath.plan(
                        path,
                        known,
                        (at, state) -> state instanceof FileState.Directory
                                ? new Plan.Rejected(
                                        at + " is a directory, and state: file is for files; leave the state"
                                                + " out, or write state: directory")
                                : attributes(at, state, known)));
    }

    /** What to say of a link that is not to be followed. */
    static Optional<Plan> refused(String path, boolean follow, Knowledge known) {
        return !follow
                        && known.of(Files.withoutDigest(path))
                                instanceof Observed.Known<FileState>(FileState.Symlink link, var how)
                ? Optional.of(
                        new Plan.Rejected(path + " is " + link.described() + ", which follow: false forbids to follow"))
                : Optional.empty();
    }

    /** Whether an earlier task of a dry run changes what stands at a path. */
    static boolean isForeseen(String path, Knowledge known) {
        return known.has(Files.withoutDigest(path))
                && known.of(Files.withoutDigest(path)) instanceof Observed.Known<FileState>(var state, Certainty how)
                && how == Certainty.FORESEEN;
    }

    private Plan attributes(String at, FileState state, Knowledge known) {
        return switch (state) {
            case FileState.Regular regular -> set(at, regular, wanted.over(regular, known));
            case FileState.Directory directory -> set(at, directory, wanted.over(directory, known));
            case FileState.Absent absent ->
                new Plan.Rejected(at
                        + " does not exist; state file only sets attributes (state touch creates an empty file, copy "
                        + "one with content)");
            case FileState.Special special when wanted.equals(WantedAttributes.ANY) -> Plan.UNCHANGED;
            case FileState other ->
                new Plan.Rejected(at + " is " + other.described() + ", whose attributes are not set");
        };
    }

    private static Plan set(String at, FileState present, FileState after) {
        String differing = WantedAttributes.differing(present, after);
        return differing.isEmpty()
                ? Plan.UNCHANGED
                : new Plan.Change("set " + differing + " of " + at, new Action.SetAttributes(at, after));
    }
}
