package play.files;

import java.util.Optional;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;

/**
 * A directory that has to be there already, for those who only use it.
 *
 * @param path absolute
 */
public record GivenDirectory(String path) {
    public StateKey<FileState> key() {
        return Files.withoutDigest(Paths.clean(path));
    }

    /** What to do where it is not there. */
    public String advice() {
        return "create it before, with `file: path=" + path + " state=directory`";
    }

    /** Why it can't be used; empty as well where that is unknown, or where a link stands: the run will tell. */
    public Optional<String> refusal(Knowledge known) {
        return switch (known.of(key())) {
            case Observed.Unknown<FileState> unknown -> Optional.empty();
            case Observed.Known<FileState>(FileState.Directory directory, var how) -> Optional.empty();
            case Observed.Known<FileState>(FileState.Symlink link, var how) -> Optional.empty();
            case Observed.Known<FileState>(FileState.Absent absent, var how) ->
                Optional.of("the directory " + path + " is not there; " + advice());
            case Observed.Known<FileState>(FileState other, var how) ->
                Optional.of(path + " is " + other.described() + ", not a directory");
        };
    }
}
