/** Which of several programs a name stands for. */
@NullMarked
package play.modules.alternatives;

import org.jspecify.annotations.NullMarked;
