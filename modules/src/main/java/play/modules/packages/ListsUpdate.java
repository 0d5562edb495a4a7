package play.modules.packages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import play.host.Effect;
import play.module.Action;
import play.module.Plan;

/** Fetches apt's lists once its sources have changed. */
final class ListsUpdate {
    private static final Duration CURRENT = Duration.ofHours(1);

    private ListsUpdate() {}

    /** A plan that changes sources, and what follows from that. */
    static Plan after(Plan plan, boolean wanted) {
        if (!wanted || !(plan instanceof Plan.Change(String title, List<Action> actions))) {
            return plan;
        }
        List<Action> all = new ArrayList<>(actions);
        all.add(new Action.Run(
                "update the package lists",
                AptScripts.updateLists(InstallSettings.USUAL),
                List.of(new Effect.Sets<>(PackageLists.within(CURRENT), new PackageLists.Age(true)))));
        return new Plan.Change(title, all);
    }
}
