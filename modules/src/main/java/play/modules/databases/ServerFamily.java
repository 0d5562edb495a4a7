package play.modules.databases;

import play.host.HostState;
import play.host.Place;
import play.host.StateFamily;

/**
 * States that a server tells, whatever files of its host change meanwhile, and that may hold what it stores of secrets.
 */
interface ServerFamily<S extends HostState> extends StateFamily<S> {
    @Override
    default Place under() {
        return Place.NOWHERE;
    }

    @Override
    default boolean secret() {
        return true;
    }
}
