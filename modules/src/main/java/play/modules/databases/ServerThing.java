package play.modules.databases;

import java.util.List;
import play.host.HostState;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Plan;
import play.param.Presence;

/**
 * One thing that a server has, by a name.
 *
 * @param <S> what it is like
 */
interface ServerThing<P extends Record, S extends HostState> extends OnServer<P> {
    StateKey<S> key(P params);

    Presence state(P params);

    /** What has to be done for it to be there as wanted. */
    Plan present(P params, S now, Knowledge known);

    /** What has to be done for it to go; it is there. */
    Plan removed(P params, S now);

    @Override
    default List<StateKey<?>> probes(P params) {
        return List.of(key(params));
    }

    @Override
    default Plan plan(P params, Knowledge known) {
        return Plan.on(known.of(key(params)), now -> {
            if (state(params) == Presence.PRESENT) {
                return present(params, now, known);
            }
            return now.present() ? removed(params, now) : Plan.UNCHANGED;
        });
    }
}
