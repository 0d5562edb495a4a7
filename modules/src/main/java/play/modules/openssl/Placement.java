package play.modules.openssl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import play.files.Backup;
import play.files.Ownership;
import play.files.Paths;
import play.files.WantedAbsence;
import play.files.WantedAttributes;
import play.host.Knowledge;
import play.host.Mode;
import play.host.StateKey;
import play.host.WantedMode;
import play.module.Plan;
import play.modules.files.FileLabels;
import play.modules.files.MadeFile;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.Meaning;
import play.param.Means;
import play.param.NoEffect;
import play.param.Presence;

/** Where something made by {@code openssl} goes: parameters that all modules of this package have. */
public record Placement(
        @Doc("Path of the file on the host.") @HostPath @Means(Meaning.ALL_IT_CHANGES)
        String path,

        @Doc("Whether the file is to be there.") @Default("present")
        Presence state,

        @Doc("Whether it is made anew though it is as wanted.") @Default("false")
        boolean force,

        @Doc("Whether what the file held is kept beside it before it is replaced, as NAME.NUMBER.DATE@TIME~.")
        @Default("false")
        boolean backup,

        @Inline Ownership ownership,

        @Doc("Permission bits: octal, or relative to those that are there as chmod takes them (u+rwX,go-w). What is"
                + " there keeps its own; what is new has 0600 where it is secret, else 0666 less the umask.")
        Optional<WantedMode> mode,

        @Inline FileLabels labels,

        @Doc("Which library of Python's is used.")
        @NoEffect("openssl of the host does it. Leave it out.")
        @Default("auto")
        String selectCryptoBackend) {

    /** @param usual the mode where the task names none */
    private MadeFile file(Optional<Mode> usual) {
        Optional<WantedMode> bits = mode.or(() -> usual.map(WantedMode.Exactly::new));
        return new MadeFile(Paths.clean(path), new WantedAttributes(ownership, bits), labels, backup);
    }

    MadeFile file() {
        return file(Optional.empty());
    }

    /** For what nobody but its owner may read, unless a task says so. */
    MadeFile secretFile() {
        return file(Optional.of(new Mode(0600)));
    }

    String at() {
        return Paths.clean(path);
    }

    boolean wanted() {
        return state == Presence.PRESENT;
    }

    /** @param more what must be known where the file is to be there */
    List<StateKey<?>> probes(List<StateKey<?>> more) {
        if (!wanted()) {
            return List.copyOf(new WantedAbsence(at(), false).probes());
        }
        List<StateKey<?>> keys = new ArrayList<>(file().probes());
        keys.addAll(more);
        return keys;
    }

    /** @param present the plan where the file is to be there */
    Plan plan(Knowledge known, Function<Knowledge, Plan> present) {
        return wanted() ? present.apply(known) : new WantedAbsence(at(), false).plan(known);
    }

    /** What the results of all have. */
    Map<String, @Nullable Object> result(Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("filename", at());
        Backup.told(result, at(), after);
        return result;
    }
}
