package play.files;

import java.util.List;
import java.util.Optional;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.module.Action;
import play.module.Plan;

/**
 * A symbolic link that is to be there.
 *
 * @param target as the link is to hold it
 * @param force whether it takes the place of a file or directory, and may lead to nothing
 */
public record WantedLink(String path, String target, boolean force) {
    /** Needs what is known of the path, its directory, and where the link leads. */
    public Plan plan(Knowledge known) {
        return Plan.on(known.of(Files.withoutDigest(path)), there -> switch (there) {
            case FileState.Symlink(String held) when held.equals(target) -> Plan.UNCHANGED;
            case FileState state -> leadsNowhere(known).orElseGet(() -> make(state, known));
        });
    }

    private Optional<Plan> leadsNowhere(Knowledge known) {
        if (force) {
            return Optional.empty();
        }
        String leads = Paths.target(path, target);
        return switch (known.of(Files.withoutDigest(leads))) {
            case Observed.Unknown<FileState>(String reason) -> Optional.of(new Plan.Undetermined(reason));
            case Observed.Known<FileState>(FileState.Absent absent, var how) ->
                Optional.of(new Plan.Rejected(
                        leads + ", the target of the link, does not exist (force: true creates the link anyway)"));
            case Observed.Known<FileState> there -> Optional.empty();
        };
    }

    private Plan make(FileState present, Knowledge known) {
        Action link = new Action.Link(path, target);
        return switch (present) {
            case FileState.Absent absent ->
                HoldingDirectory.of(path, known)
                        .orElseGet(() -> new Plan.Change("link " + path + " to " + target, link));
            case FileState.Symlink other -> new Plan.Change("point the link " + path + " to " + target, link);
            case FileState other
            when !force ->
                new Plan.Rejected(path + " is " + other.described() + "; force: true replaces it with the link");
            case FileState.Directory directory ->
                new Plan.Change("link " + path + " in place of a directory", List.of(new Action.Remove(path), link));
            case FileState other -> new Plan.Change("link " + path + " in place of " + other.described(), link);
        };
    }
}
