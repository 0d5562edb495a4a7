/** Authorities, certificates, key pairs, kubeconfigs and random secrets, made and kept on the controller. */
@NullMarked
package play.modules.crypto;

import org.jspecify.annotations.NullMarked;
