/** What SELinux allows on a host. */
@NullMarked
package play.modules.selinux;

import org.jspecify.annotations.NullMarked;
