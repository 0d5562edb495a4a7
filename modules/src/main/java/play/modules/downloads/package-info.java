/** Files from the web, fetched to the controller: retries, resumption, proxies. No module of its own. */
@NullMarked
package play.modules.downloads;

import org.jspecify.annotations.NullMarked;
