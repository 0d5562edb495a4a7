package play.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.FileState;
import play.host.Files;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Observed.Certainty;
import play.host.StateKey;

/**
 * Whether a service will be new when a dry run's changes are made: its unit comes into being in this very run, and so
 * starts here for the first time, on a store that is empty. Only then can it be foreseen what the service will hold.
 *
 * @param unit name of the systemd unit; without it nothing is foreseen
 * @param store path of the service's data, where it is on the same host
 */
public record FirstStart(Optional<String> unit, Optional<String> store) {
    /** What must be known to tell. */
    public List<StateKey<?>> probes() {
        List<StateKey<?>> keys = new ArrayList<>();
        unit.ifPresent(name -> keys.add(unitFile(name)));
        store.ifPresent(path -> keys.add(Files.withoutDigest(Paths.clean(path))));
        return keys;
    }

    public boolean foreseen(Knowledge known) {
        return unit.isPresent()
                && known.of(unitFile(unit.get())) instanceof Observed.Known<FileState>(FileState.Regular file, var how)
                && how == Certainty.FORESEEN
                && store.stream().allMatch(path -> empty(known.of(Files.withoutDigest(Paths.clean(path)))));
    }

    /**
     * What is known of a state of the service; {@code empty} where that is nothing, and its first start is foreseen.
     */
    public <S extends HostState> Observed<S> of(StateKey<S> key, S empty, Knowledge known) {
        Observed<S> observed = known.of(key);
        return observed instanceof Observed.Unknown<S> && foreseen(known)
                ? new Observed.Known<>(empty, Certainty.FORESEEN)
                : observed;
    }

    private static StateKey<FileState> unitFile(String name) {
        return Files.withoutDigest("/etc/systemd/system/" + (name.contains(".") ? name : name + ".service"));
    }

    private static boolean empty(Observed<FileState> store) {
        return store instanceof Observed.Known<FileState>(FileState state, var how)
                && (!state.present() || how == Certainty.FORESEEN);
    }
}
