/** Services that a program of the host asks, and answers in JSON. */
@NullMarked
package play.modules.clients;

import org.jspecify.annotations.NullMarked;
