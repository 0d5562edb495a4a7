package play.modules.etcd;

import play.host.HostState;
import play.value.Foreseen;

/**
 * What etcd holds for a key.
 *
 * @param value text, or the same as a {@code Secret} where it must be masked
 * @param revision at which it was last changed; 0 for none
 */
record EtcdValue(boolean present, Object value, Foreseen<Long> revision) implements HostState {
    static final EtcdValue ABSENT = new EtcdValue(false, "", new Foreseen.Exactly<>(0L));
}
