/** Keys, members, health and snapshots of etcd, by its own etcdctl on the host. */
@NullMarked
package play.modules.etcd;

import org.jspecify.annotations.NullMarked;
