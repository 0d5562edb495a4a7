/** Storage clusters of Ceph, set up by its own programs on the hosts: what ceph-deploy did. */
@NullMarked
package play.modules.ceph;

import org.jspecify.annotations.NullMarked;
