package play.converge;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import play.host.FileState;
import play.host.Files;
import play.host.HostException;
import play.host.Observed;
import play.host.StateKey;

/** Whether paths of a host lead where they say, which a link on the way would change. */
record PlainPaths(Session session, Realms realms) {
    /** Whether no link stands at any of these paths, and none is foreseen there. */
    boolean are(Set<String> paths) throws HostException, InterruptedException {
        List<StateKey<FileState>> keys =
                paths.stream().map(Files::withoutDigest).toList();
        if (paths.stream().anyMatch(path -> (path + "/").contains("/../"))) {
            return false;
        }
        TaskKnowledge now = new TaskKnowledge(session, realms, false);
        TaskKnowledge foreseen = new TaskKnowledge(session, realms, true);
        now.learn(keys);
        foreseen.learn(keys);
        return keys.stream()
                .allMatch(key -> now.of(key) instanceof Observed.Known<FileState> known
                        && !isLink(known)
                        && !isLink(foreseen.of(key)));
    }

    private static boolean isLink(Observed<FileState> state) {
        return state instanceof Observed.Known<FileState>(FileState.Symlink link, var how);
    }

    /** The directories above a path, without {@code /}. */
    static Set<String> above(String path) {
        Set<String> above = new HashSet<>();
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            above.add(path.substring(0, slash));
        }
        return above;
    }
}
