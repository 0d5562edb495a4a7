package play.modules.flatpak;

import java.util.List;
import play.host.StateKey;
import play.value.Foreseen;

/**
 * What a task says of flatpaks.
 *
 * @param name as the task gives it: an id, a ref or an address
 * @param pattern what is meant by it
 */
record WantedFlatpak(String name, FlatpakPattern pattern, FlatpakInstallation where) {
    StateKey<InstalledFlatpak> key() {
        return InstalledFlatpak.of(pattern, where);
    }

    /** Whether a remote has it, rather than an address. */
    boolean isOfRemote() {
        return FlatpakPattern.of(name).isPresent();
    }

    /** What flatpak is told to install. */
    String source() {
        return isOfRemote() ? pattern.toString() : name;
    }

    /** What flatpak is told to remove; what a dry run has foreseen has no more than its name. */
    List<String> refs(InstalledFlatpak state) {
        return state.refs() instanceof Foreseen.Exactly<List<String>>(List<String> refs)
                ? refs
                : List.of(pattern.toString());
    }
}
