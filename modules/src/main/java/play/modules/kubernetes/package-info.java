/** API objects and gates of Kubernetes, by kubectl on the host. */
@NullMarked
package play.modules.kubernetes;

import org.jspecify.annotations.NullMarked;
