package play.modules.remains;

import play.files.Paths;
import play.host.StateKey;

/** What is mounted deeper than a folder, in the order in which it was mounted. */
public final class Mounts {
    /** The kernel writes blanks and the like of paths as octal numbers, which printf understands. */
    private static final Search MOUNTS = new Search("mount", """
        while read -r id parent device root point rest; do
          point=$(printf '%b.' "$point"); point=${point%.}
          case $point in "${1%/}"/*) printf '%s\\n' "$point" ;; esac
        done </proc/self/mountinfo
        """);

    private Mounts() {}

    public static StateKey<Remains> below(String folder) {
        return MOUNTS.key(Paths.clean(folder));
    }
}
