/** Applications, runtimes and remotes of Flatpak. */
@NullMarked
package play.modules.flatpak;

import org.jspecify.annotations.NullMarked;
