package play.param;

import java.util.List;
import java.util.Optional;

/**
 * Where variables are to be read from, on the controller.
 *
 * @param path of a file or folder, looked for as variables files are
 * @param name of the one variable that gets them all as a mapping; nothing: each by its own name
 * @param choice which files of a folder are taken; nothing: the path is that of a file
 * @param merging whether mappings are put together with those that the variables have; otherwise they replace them
 */
public record VarsSource(String path, Optional<String> name, Optional<Choice> choice, boolean merging) {
    public VarsSource(String path, Optional<String> name, Optional<Choice> choice) {
        this(path, name, choice, false);
    }

    /**
     * Which files of a folder are taken.
     *
     * @param depth levels of folders; 0 for all
     * @param matching regular expression that names must match somewhere
     * @param ignored regular expressions; names that match one at their end are left out
     * @param extensions of variables files, without dot
     * @param othersIgnored whether files with other extensions are passed over; otherwise they are a failure
     */
    public record Choice(
            int depth,
            Optional<String> matching,
            List<String> ignored,
            List<String> extensions,
            boolean othersIgnored) {
        public Choice {
            ignored = List.copyOf(ignored);
            extensions = List.copyOf(extensions);
        }
    }
}
