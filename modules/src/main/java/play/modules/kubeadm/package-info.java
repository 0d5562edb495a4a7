/** Hosts that kubeadm makes part of a cluster of Kubernetes. */
@NullMarked
package play.modules.kubeadm;

import org.jspecify.annotations.NullMarked;
