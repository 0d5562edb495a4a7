package play.modules.alternatives;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One of the things a name can stand for.
 *
 * @param path of it
 * @param priority the highest is taken where nobody chose
 * @param family those of one are chosen together; empty where there are none
 * @param subcommands paths of what is chosen with it, by their names
 * @param there whether something stands at the path
 */
record Choice(String path, long priority, String family, SortedMap<String, String> subcommands, boolean there) {
    Choice {
        subcommands = Collections.unmodifiableSortedMap(new TreeMap<>(subcommands));
    }
}
