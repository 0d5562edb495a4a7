package play.modules.databases;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.host.Effect;
import play.host.Reach;
import play.host.Script;
import play.module.Action;
import play.module.Plan;
import play.module.Resource;

/** Something that a server has, and no path of the host. */
interface OnServer<P extends Record> extends Resource<P> {
    /** So far also where it is not known what it would do. */
    @Override
    default Optional<Reach> reach(Map<String, String> known) {
        return Optional.of(Reach.PATHLESS);
    }

    /** A change by one script. */
    static Plan change(String title, Script script, List<Effect> effects) {
        return new Plan.Change(title, new Action.Run(title, script, effects));
    }
}
