/** Whether hosts are there: boots them, and waits until they let anybody in. */
@NullMarked
package play.modules.boot;

import org.jspecify.annotations.NullMarked;
