/** Where a tunnel leads: what the command line asks for, and services as a cluster's API server knows them. */
@NullMarked
package play.tunnel;

import org.jspecify.annotations.NullMarked;
