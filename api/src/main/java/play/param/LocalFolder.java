package play.param;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A directory on the controller, with all that is in it.
 *
 * @param name as written
 * @param directories by path below it; where links are followed, what they lead to is among them
 * @param files likewise
 * @param links targets by path, of all links
 */
public record LocalFolder(
        String name,
        SortedSet<String> directories,
        SortedMap<String, LocalFile> files,
        SortedMap<String, String> links) {
    public LocalFolder {
        directories = Collections.unmodifiableSortedSet(new TreeSet<>(directories));
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
    }
}
