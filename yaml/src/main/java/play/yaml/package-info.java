/** Text to a node tree with spans; the only user of snakeyaml-engine. */
@NullMarked
package play.yaml;

import org.jspecify.annotations.NullMarked;
