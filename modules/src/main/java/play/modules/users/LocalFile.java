package play.modules.users;

import java.util.List;
import java.util.Optional;
import play.host.FileText;
import play.host.FileTexts;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.value.Bytes;

/**
 * A file with a host's own accounts, beside which a directory may have others.
 *
 * @param path {@code /etc/passwd} or {@code /etc/group}
 */
record LocalFile(String path) {
    static final LocalFile USERS = new LocalFile("/etc/passwd");

    static final LocalFile GROUPS = new LocalFile("/etc/group");

    List<StateKey<?>> probes(boolean local) {
        return local ? List.of(FileTexts.at(path)) : List.of();
    }

    /**
     * Why an account that is there is none of the host's own, if it is to be one and is not.
     *
     * @param local whether it is to be
     */
    <S extends HostState> Optional<String> foreign(boolean local, StateKey<S> account, Knowledge known) {
        boolean found = local
                && known.of(account) instanceof Observed.Known<S>(S state, Observed.Certainty how)
                && state.present()
                && how != Observed.Certainty.FORESEEN;
        boolean own = found
                && known.of(FileTexts.at(path))
                        instanceof Observed.Known<FileText>(FileText.Held(Bytes held, var s), var h)
                && held.text().orElse("").lines().anyMatch(line -> line.startsWith(account.id() + ":"));
        return found && !own
                ? Optional.of(account.id() + " is known to a directory and not in " + path + ", and no second one of"
                        + " that name can be made there; leave local out to take it as it is")
                : Optional.empty();
    }
}
