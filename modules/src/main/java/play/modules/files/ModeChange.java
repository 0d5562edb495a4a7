package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import play.files.WantedAttributes;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Mode;
import play.module.Plan;
import play.value.Foreseen;

/**
 * Other bits for all below a directory that have some.
 *
 * @param which words for {@code find}, true of what is to be changed
 */
record ModeChange(String which, Mode to) {
    /** Whatever has other bits. */
    static ModeChange to(Mode mode) {
        return new ModeChange("! -perm " + mode, mode);
    }

    private static ModeChange of(ModesBelow.Found found, Mode to) {
        return new ModeChange("-type " + (found.directory() ? "d" : "f") + " -perm " + found.mode(), to);
    }

    /** What a relative mode comes to for those that were found: those that it leaves alone are not among them. */
    static List<ModeChange> of(ModesBelow below, WantedAttributes wanted, Knowledge known) throws Hindered {
        List<ModeChange> changes = new ArrayList<>();
        for (ModesBelow.Found found : below.found()) {
            Mode to = mode(found, wanted, known);
            if (!to.equals(found.mode())) {
                ModesBelow.Found after = new ModesBelow.Found(found.directory(), to);
                if (!mode(after, wanted, known).equals(to)) {
                    throw new Hindered(new Plan.Rejected(
                            "mode " + wanted.mode().map(Object::toString).orElse("")
                                    + " gives other bits each time (" + found.mode() + ", " + to
                                    + " and on), so all below would change at every run"));
                }
                changes.add(of(found, to));
            }
        }
        return changes;
    }

    /** The bits that are below afterwards. */
    static Effect after(String path, ModesBelow below, WantedAttributes wanted, Knowledge known) throws Hindered {
        TreeSet<ModesBelow.Found> after = new TreeSet<>();
        for (ModesBelow.Found found : below.found()) {
            after.add(new ModesBelow.Found(found.directory(), mode(found, wanted, known)));
        }
        return new Effect.Sets<>(ModesBelow.at(path), new ModesBelow(after));
    }

    private static Mode mode(ModesBelow.Found found, WantedAttributes wanted, Knowledge known) throws Hindered {
        Optional<Foreseen<Mode>> mode = wanted.mode(found.mode(), found.directory(), known);
        return switch (mode.orElseGet(() -> new Foreseen.Exactly<>(found.mode()))) {
            case Foreseen.Exactly<Mode>(Mode exact) -> exact;
            case Foreseen.Later<Mode>(String reason) -> throw new Hindered(new Plan.Undetermined(reason));
        };
    }
}
