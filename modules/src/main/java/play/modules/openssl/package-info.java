/** Keys, requests and certificates in files of hosts, made there by the host's own {@code openssl}. */
@NullMarked
package play.modules.openssl;

import org.jspecify.annotations.NullMarked;
