/** Repositories of git on hosts, by the hosts' own git. */
@NullMarked
package play.modules.git;

import org.jspecify.annotations.NullMarked;
