package play.param;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import play.value.Bytes;

/**
 * The parameter type for a folder on the controller with all that is in it, or for a single file.
 *
 * @param name as written
 * @param folder whether it is a folder
 * @param files by path below the folder; of a single file by its own name
 */
public record LocalTree(String name, boolean folder, SortedMap<String, Bytes> files) {
    public LocalTree {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }
}
