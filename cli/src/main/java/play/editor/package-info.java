/** What an editor asks about a text that is being typed, answered from data alone: no protocol, no thread. */
@NullMarked
package play.editor;

import org.jspecify.annotations.NullMarked;
