/**
 * What comes from the web: files fetched to the controller, with retries, resumption and proxies, and how hosts fetch
 * by themselves. No module of its own.
 */
@NullMarked
package play.modules.downloads;

import org.jspecify.annotations.NullMarked;
