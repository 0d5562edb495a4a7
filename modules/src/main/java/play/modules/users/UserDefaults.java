package play.modules.users;

import java.util.List;
import play.host.FileState;
import play.host.HostState;
import play.host.Mode;
import play.host.StateKey;

/**
 * What the host gives new users.
 *
 * @param homes folder of home folders
 * @param shell login shell
 * @param ownGroup whether a user's own group goes with the user
 * @param mailbox whether an empty mailbox is made with a home folder
 * @param homeMode permission bits of a home folder
 * @param skeleton what a new home folder holds, parents first
 */
public record UserDefaults(
        String homes, String shell, boolean ownGroup, boolean mailbox, Mode homeMode, List<Bone> skeleton)
        implements HostState {
    /** Those of a host. */
    public static final StateKey<UserDefaults> KEY = new UserDefaultsFamily().key(UserDefaultsFamily.OWN);

    /**
     * Something below the skeleton's folder.
     *
     * @param path relative
     * @param state as it stands in the skeleton, owned by root
     */
    public record Bone(String path, FileState state) {}

    public UserDefaults {
        skeleton = List.copyOf(skeleton);
    }

    /** Those of a host, with what another folder holds as the skeleton. */
    static StateKey<UserDefaults> with(String skeleton) {
        return new UserDefaultsFamily().key(skeleton);
    }

    UserDefaults withHomeMode(Mode mode) {
        return new UserDefaults(homes, shell, ownGroup, mailbox, mode, skeleton);
    }

    @Override
    public boolean present() {
        return true;
    }
}
