/** Jobs that cron runs. */
@NullMarked
package play.modules.cron;

import org.jspecify.annotations.NullMarked;
