/** Takes off a host what programs made there while they ran: mounts, interfaces, routes, rules, pods, files. */
@NullMarked
package play.modules.removal;

import org.jspecify.annotations.NullMarked;
