package play.playbook;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import play.argspec.RoleSpecs;

/**
 * A folder of tasks, handlers, variables, templates and files.
 *
 * @param name as it was asked for; one of a collection has its name before its own
 * @param folder it was found in
 * @param specs what it says of its variables
 */
public record Role(String name, Path folder, Vars defaults, Vars vars, RoleSpecs specs) {
    private static final Pattern IN_COLLECTION = Pattern.compile("/ansible_collections/(\\w+)/(\\w+)/roles/([^/]+)$");

    /** The name of a role that is asked for by {@code name} and found in a folder. */
    public static String name(String name, Path folder) {
        Matcher place = place(folder);
        return place.find() ? place.group(1) + "." + place.group(2) + "." + place.group(3) : name;
    }

    private static Matcher place(Path folder) {
        return IN_COLLECTION.matcher(folder.toAbsolutePath().normalize().toString());
    }

    /** All that it is called by: with a collection's name and without. */
    public Set<String> names() {
        return Stream.of(name, ownName()).collect(Collectors.toSet());
    }

    /** The collection that it is part of. */
    public Optional<String> collection() {
        Matcher place = place(folder);
        return place.find() ? Optional.of(place.group(1) + "." + place.group(2)) : Optional.empty();
    }

    /** Its name without a collection's. */
    public String ownName() {
        return collection()
                .map(collection -> name.substring(collection.length() + 1))
                .orElse(name);
    }
}
