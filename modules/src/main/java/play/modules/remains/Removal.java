package play.modules.remains;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Script;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;

/**
 * The plan that modules which only remove have in common: nothing where nothing is left, else one script after which
 * nothing is.
 */
public final class Removal {
    private static final String SETTING = "export LC_ALL=C\nPATH=$PATH:/usr/sbin:/sbin:/usr/local/bin\n";

    private Removal() {}

    /**
     * @param title for people, of the thing alone: {@code interface cni0}
     * @param body shell that removes what was found
     */
    public static Plan of(StateKey<Remains> key, String title, Knowledge known, Function<List<String>, String> body) {
        return Plan.on(
                known.of(key),
                remains -> remains.present()
                        ? new Plan.Change("remove " + title, remove(key, title, body.apply(remains.found())))
                        : Plan.UNCHANGED);
    }

    private static Action remove(StateKey<Remains> key, String title, String body) {
        return new Action.Run(
                "remove " + title,
                Script.of(SETTING + body).within(Duration.ofMinutes(5)),
                List.of(new Effect.Sets<>(key, Remains.NONE)));
    }

    /** The only state that such modules bring about. */
    public enum State {
        ABSENT
    }
}
