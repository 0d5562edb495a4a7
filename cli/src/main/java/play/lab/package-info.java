/** The lab: hosts of namespaces on this machine. */
@NullMarked
package play.lab;

import org.jspecify.annotations.NullMarked;
