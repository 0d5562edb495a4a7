/** Pairs of keys of OpenSSH, made on hosts by their own {@code ssh-keygen}. */
@NullMarked
package play.modules.openssh;

import org.jspecify.annotations.NullMarked;
