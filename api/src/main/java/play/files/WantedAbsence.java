package play.files;

import java.util.List;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;

/**
 * Nothing at a path.
 *
 * @param path absolute and clean
 * @param whole whether a directory goes too, with all below it; else one is an error
 */
public record WantedAbsence(String path, boolean whole) {
    public List<StateKey<?>> probes() {
        return List.of(Files.withoutDigest(path));
    }

    public Plan plan(Knowledge known) {
        return Plan.on(known.of(Files.withoutDigest(path)), state -> switch (state) {
            case FileState.Absent absent -> Plan.UNCHANGED;
            case FileState.Directory directory
            when !whole -> new Plan.Rejected(path + " is a directory, where a file is to be removed");
            case FileState there -> new Plan.Change("remove " + path, new Action.Remove(path));
        });
    }
}
