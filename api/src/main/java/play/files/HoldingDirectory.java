package play.files;

import java.util.List;
import java.util.Optional;
import play.host.FileState;
import play.host.Knowledge;
import play.module.Plan;

/** The directory something new is to stand in. */
public final class HoldingDirectory {
    private HoldingDirectory() {}

    /** Why nothing can be put at {@code path} (yet); none when its directory is there or foreseen. */
    public static Optional<Plan> of(String path, Knowledge known) {
        String parent = Paths.parent(path);
        return switch (ResolvedPath.follow(parent, known)) {
            case ResolvedPath.Ask(var next) -> Optional.of(new Plan.Needs(List.of(next)));
            case ResolvedPath.Unknown(String why) -> Optional.of(new Plan.Undetermined(why));
            case ResolvedPath.Refused(String why) -> Optional.of(new Plan.Rejected(why));
            case ResolvedPath.At(String at, FileState.Directory directory) -> Optional.empty();
            case ResolvedPath.At(String at, FileState.Absent absent) ->
                Optional.of(new Plan.Rejected("the directory " + at + " is not there, so " + path + " cannot be made; "
                        + new GivenDirectory(at).advice()));
            case ResolvedPath.At(String at, FileState state) ->
                Optional.of(new Plan.Rejected(at + " is " + state.described() + ", so it cannot contain anything"));
        };
    }
}
