/** Requests to web servers, from the host that a task acts upon. */
@NullMarked
package play.modules.web;

import org.jspecify.annotations.NullMarked;
