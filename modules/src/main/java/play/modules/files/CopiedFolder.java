package play.modules.files;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import play.files.Paths;
import play.files.ResolvedPath;
import play.files.WantedAttributes;
import play.host.FileState;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Place;
import play.host.StateKey;
import play.host.WantedMode;
import play.module.Plan;
import play.param.LocalFolder;
import play.value.Foreseen;

/**
 * A directory that {@code copy} copies: what is in it, where its name ends in a slash, or else the directory itself.
 *
 * @param dest as written
 * @param fresh attributes of directories that are made
 * @param follow whether links in it are followed, as far as they lead to something and not in a circle; else they are
 *     copied as links
 */
record CopiedFolder(String dest, WantedAttributes fresh, Placing placing, boolean follow) {
    /** The directory of the host that holds the copy. */
    String base(String name) {
        return isContent(name) ? Paths.clean(dest) : Paths.join(dest, Paths.name(name));
    }

    /** Whether only what is in a directory is copied: it is named as the place where one is, and not as a thing. */
    private static boolean isContent(String name) {
        return name.matches("(?s)(.*/)?\\.?") && !name.isEmpty();
    }

    /** Why nothing can be copied under a name. */
    static Optional<String> unnamed(String name) {
        return name.matches("(?s)(.*/)?\\.\\.")
                ? Optional.of("'" + name + "' does not tell the name that the copy is to have; write '" + name
                        + "/' for what is in it, or the directory's own name")
                : Optional.empty();
    }

    TreeCopy of(LocalFolder folder) {
        SortedMap<String, TreeCopy.Source> files = new TreeMap<>();
        folder.files().forEach((place, file) -> files.put(place, new TreeCopy.Source.OfController(file)));
        SortedMap<String, WantedAttributes> directories = new TreeMap<>(Map.of("", fresh));
        folder.directories().forEach(place -> directories.put(place, fresh));
        folder.links().forEach((place, target) -> {
            if (!follow || !(files.containsKey(place) || directories.containsKey(place))) {
                files.put(place, new TreeCopy.Source.Link(target));
            }
        });
        return new TreeCopy(base(folder.name()), directories, files, fresh, placing);
    }

    /** All that is below a directory of the host. */
    StateKey<FoundFiles> listing(String path) {
        return new FileWalk(0, follow, List.of()).key(Paths.clean(path));
    }

    /** The plan for a directory of the host. */
    Plan plan(String path, Knowledge known) {
        StateKey<FoundFiles> key = listing(path);
        if (!known.has(key)) {
            return new Plan.Needs(List.of(key));
        }
        return Plan.on(known.of(key), found -> switch (found) {
            case FoundFiles.Missing missing ->
                new Plan.Rejected(
                        path + " does not exist on the host (remote_src: false takes what the controller" + " has)");
            case FoundFiles.Foreseen foreseen ->
                new Plan.Undetermined(
                        "what is below " + path + " is known after the run: changes there are only" + " foreseen");
            case FoundFiles.Listed listed -> plan(path, listed, known);
        });
    }

    private Plan plan(String path, FoundFiles.Listed listed, Knowledge known) {
        Optional<String> closed = listed.skipped().keySet().stream().findFirst();
        if (closed.isPresent()) {
            return new Plan.Rejected(
                    closed.get() + " cannot be read: " + listed.skipped().get(closed.get()));
        }
        if (!follow && listed.entries().stream().anyMatch(FoundFiles.Entry::isLink)) {
            return new Plan.Rejected("links of the host are copied only with what they lead to: leave out"
                    + " local_follow: false, or make the links of " + path + " with `file: state=link`");
        }
        List<StateKey<?>> unseen = unseen(listed, known);
        if (!unseen.isEmpty()) {
            return new Plan.Needs(unseen);
        }
        Set<String> sources = new LinkedHashSet<>(List.of(Paths.clean(path)));
        listed.entries().stream()
                .filter(entry -> entry.isLink() && leadsToDirectory(entry, listed, known))
                .forEach(entry -> sources.add(entry.path()));
        return apart(sources, base(path), known).orElseGet(() -> copy(path, listed, known));
    }

    /** What is copied into itself would be more each time. */
    private static Optional<Plan> apart(Set<String> sources, String base, Knowledge known) {
        List<StateKey<?>> missing = Stream.concat(Stream.of(base), sources.stream())
                .flatMap(path -> RealPath.probes(path).stream())
                .filter(key -> !known.has(key))
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            return Optional.of(new Plan.Needs(missing));
        }
        String to = RealPath.end(base, known);
        return sources.stream()
                .filter(source ->
                        !to.equals(RealPath.end(source, known)) && Place.isWithin(to, RealPath.end(source, known)))
                .findFirst()
                .map(source -> new Plan.Rejected("the copy " + base + " would lie in " + source
                        + ", which is copied, and each run would copy the last copy too; name a dest outside of it"));
    }

    private Plan copy(String path, FoundFiles.Listed listed, Knowledge known) {
        String folder = Paths.clean(path);
        SortedMap<String, WantedAttributes> directories = new TreeMap<>(Map.of("", base(path, known)));
        SortedMap<String, TreeCopy.Source> files = new TreeMap<>();
        for (FoundFiles.Entry entry : listed.entries()) {
            String place = entry.path().substring(folder.equals("/") ? 1 : folder.length() + 1);
            if (entry.isDirectory() || (entry.isLink() && leadsToDirectory(entry, listed, known))) {
                directories.put(place, entry.isLink() ? fresh : like(new Mode(entry.raw() & 07777)));
            } else if (entry.isFile() || entry.isLink()) {
                files.put(place, new TreeCopy.Source.OfHost(new HostFile(entry.path())));
            } else {
                return new Plan.Rejected(entry.path() + " is neither file nor directory, and is not copied");
            }
        }
        return new TreeCopy(base(path), directories, files, fresh, placing).plan(known);
    }

    /** Where both names end in a slash, no directory is the copy of another. */
    private WantedAttributes base(String path, Knowledge known) {
        boolean copied = !(isContent(path) && dest.endsWith("/"));
        return copied
                        && ResolvedPath.follow(Paths.clean(path), known)
                                instanceof ResolvedPath.At(String at, FileState.Directory(FileState.Attributes source))
                        && source.mode() instanceof Foreseen.Exactly<Mode>(Mode mode)
                ? like(mode)
                : fresh;
    }

    /** A directory like one of the host, where the task does not say otherwise. */
    private WantedAttributes like(Mode mode) {
        return new WantedAttributes(
                fresh.ownership(), fresh.mode().or(() -> Optional.of(new WantedMode.Exactly(mode))));
    }

    /** What has to be known to tell which links lead to directories, and is not yet. */
    private static List<StateKey<?>> unseen(FoundFiles.Listed listed, Knowledge known) {
        List<StateKey<?>> unseen = new ArrayList<>();
        for (FoundFiles.Entry entry : listed.entries()) {
            if (entry.isLink()
                    && !holds(entry, listed)
                    && ResolvedPath.follow(entry.path(), known) instanceof ResolvedPath.Ask(var next)) {
                unseen.add(next);
            }
        }
        return unseen;
    }

    /** The walk shows an empty directory behind a link as it shows a file. */
    private static boolean leadsToDirectory(FoundFiles.Entry link, FoundFiles.Listed listed, Knowledge known) {
        return holds(link, listed)
                || ResolvedPath.follow(link.path(), known)
                        instanceof ResolvedPath.At(String at, FileState.Directory directory);
    }

    private static boolean holds(FoundFiles.Entry link, FoundFiles.Listed listed) {
        return listed.entries().stream().anyMatch(entry -> entry.path().startsWith(link.path() + "/"));
    }
}
