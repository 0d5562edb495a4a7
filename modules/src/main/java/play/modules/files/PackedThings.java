package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import play.files.Paths;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Place;
import play.host.StateKey;
import play.module.Plan;

/**
 * What a task packs.
 *
 * @param looks how all of it looks, by its absolute path
 * @param tops what the paths of the task stand for
 * @param root the directory that names in the archive begin at
 * @param excluded what the paths to leave out stand for
 * @param missing paths of the task that nothing is found at
 */
record PackedThings(
        SortedMap<String, String> looks, List<String> tops, String root, List<String> excluded, List<String> missing) {
    static boolean isPattern(String path) {
        return path.matches("(?s).*[*?\\[].*");
    }

    static List<StateKey<?>> probes(ArchiveModule.Params params) {
        return Stream.concat(params.path().stream(), params.excludePath().stream())
                .<StateKey<?>>map(PackedThings::key)
                .distinct()
                .toList();
    }

    private static StateKey<Packed> key(String path) {
        return new PackSources().key(Paths.clean(path));
    }

    /** @param dest the archive, which is never packed into itself */
    static PackedThings of(ArchiveModule.Params params, String dest, Knowledge known) throws Hindered {
        SortedMap<String, String> looks = new TreeMap<>();
        List<String> tops = new ArrayList<>();
        List<String> folders = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String path : params.path()) {
            SortedMap<String, String> found = found(path, known);
            if (found.isEmpty()) {
                missing.add(path);
            }
            looks.putAll(found);
            for (String top : tops(found)) {
                tops.add(top);
                folders.add(path.endsWith("/") ? top : Paths.parent(top));
            }
        }
        List<String> excluded = new ArrayList<>();
        for (String path : params.excludePath()) {
            excluded.addAll(tops(found(path, known)));
        }
        String root = common(folders);
        List<Pattern> patterns =
                params.exclusionPatterns().stream().map(PackedThings::pattern).toList();
        looks.keySet()
                .removeIf(path -> path.equals(dest)
                        || path.equals(root)
                        || excluded.stream().anyMatch(out -> Place.isWithin(path, out))
                        || patterns.stream().anyMatch(pattern -> isLeftOut(pattern, path, root)));
        check(looks);
        tops.removeIf(top -> looks.keySet().stream().noneMatch(path -> Place.isWithin(path, top)));
        return new PackedThings(looks, tops.stream().distinct().toList(), root, excluded, missing);
    }

    private static SortedMap<String, String> found(String path, Knowledge known) throws Hindered {
        return switch (known.of(key(path))) {
            case Observed.Unknown<Packed>(String why) -> throw new Hindered(new Plan.Undetermined(why));
            case Observed.Known<Packed>(Packed.Things(SortedMap<String, String> found), var how) -> found;
            case Observed.Known<Packed>(Packed.Missing none, var how) -> new TreeMap<>();
            case Observed.Known<Packed>(Packed other, var how) ->
                throw new Hindered(new Plan.Undetermined(
                        "what is at " + path + " is known after the run: changes there are only foreseen"));
        };
    }

    /** What nothing else stands above. */
    private static List<String> tops(SortedMap<String, String> found) {
        return found.keySet().stream()
                .filter(path -> Paths.ancestors(path).stream().noneMatch(found::containsKey)
                        && !(found.containsKey("/") && !path.equals("/")))
                .toList();
    }

    private static String common(List<String> folders) {
        String root = folders.isEmpty() ? "/" : folders.getFirst();
        for (String folder : folders) {
            while (!Place.isWithin(folder, root)) {
                root = Paths.parent(root);
            }
        }
        return root;
    }

    /** One that is left out takes what is below it along. */
    private static boolean isLeftOut(Pattern pattern, String path, String root) {
        return pattern.matcher(name(path, root)).matches()
                || Paths.ancestors(path).stream()
                        .filter(above -> !above.equals(root) && Place.isWithin(above, root))
                        .anyMatch(above -> pattern.matcher(name(above, root)).matches());
    }

    private static Pattern pattern(String written) {
        StringBuilder regex = new StringBuilder();
        for (char c : written.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static void check(SortedMap<String, String> looks) throws Hindered {
        for (var thing : looks.entrySet()) {
            if (!thing.getValue().matches("(?s)(file|directory|link) .*")) {
                throw new Hindered(new Plan.Rejected(thing.getKey() + " is a " + thing.getValue()
                        + ", which is not packed; leave it out by exclude_path"));
            }
            if (thing.getKey().indexOf('\uFFFD') >= 0) {
                throw new Hindered(new Plan.Rejected(thing.getKey()
                        + " has a name that is not UTF-8, and is not packed; leave it out by a pattern"));
            }
        }
    }

    /** What a path is called in the archive. */
    String name(String path) {
        return name(path, root);
    }

    private static String name(String path, String root) {
        return root.equals("/") ? path.substring(1) : path.substring(root.length() + 1);
    }
}
