/** How servers of the web are reached from the controller: through which proxies, by which certificates. */
@NullMarked
package play.web;

import org.jspecify.annotations.NullMarked;
