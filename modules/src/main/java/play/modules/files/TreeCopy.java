package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import play.files.Paths;
import play.files.ResolvedPath;
import play.files.Steps;
import play.files.WantedAttributes;
import play.files.WantedDirectory;
import play.files.WantedFile;
import play.files.WantedLink;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Plan;
import play.param.LocalFile;
import play.value.Content;

/**
 * Directories, files and links that are copied below a directory of the host, each where it differs. What else is there
 * stays.
 *
 * @param base the directory, which is made where it is missing
 * @param directories what they are like when they are made, by path below it; that of the base is empty
 * @param files likewise
 * @param above what directories above the base are like when they are made
 */
record TreeCopy(
        String base,
        SortedMap<String, WantedAttributes> directories,
        SortedMap<String, Source> files,
        WantedAttributes above,
        Placing placing) {
    /** What is to stand at a path. */
    sealed interface Source {
        record OfController(LocalFile file) implements Source {}

        record OfHost(HostFile file) implements Source {}

        record Link(String target) implements Source {}
    }

    private String at(String place) {
        return place.isEmpty() ? base : Paths.join(base, place);
    }

    /** All that can be told without looking. */
    List<StateKey<?>> probes() {
        List<StateKey<?>> keys = new ArrayList<>(new WantedDirectory(base, WantedAttributes.ANY).probes());
        keys.addAll(placing.ownership().probes());
        directories.keySet().forEach(place -> keys.add(Files.withoutDigest(at(place))));
        files.forEach((place, source) -> keys.addAll(probes(at(place), source)));
        return keys;
    }

    private static List<StateKey<?>> probes(String path, Source source) {
        return switch (source) {
            case Source.Link link -> List.of(Files.withoutDigest(path));
            case Source.OfController file -> file(path).probes();
            case Source.OfHost(HostFile file) -> {
                List<StateKey<?>> keys = new ArrayList<>(file(path).probes());
                keys.addAll(file.probes());
                yield keys;
            }
        };
    }

    private static WantedFile file(String path) {
        return new WantedFile(path, Content.of(""), WantedAttributes.ANY);
    }

    /** Asks for all of it at once first. */
    Plan plan(Knowledge known) {
        List<StateKey<?>> missing =
                probes().stream().filter(key -> !known.has(key)).distinct().toList();
        if (!missing.isEmpty()) {
            return new Plan.Needs(missing);
        }
        List<Function<Knowledge, Plan>> steps = new ArrayList<>();
        steps.add(now -> directory(Paths.parent(base), above, now));
        directories.forEach((place, fresh) ->
                steps.add(now -> placing.labels().after(directory(at(place), fresh, now), at(place), now)));
        for (Map.Entry<String, Source> entry : files.entrySet()) {
            steps.add(now -> one(at(entry.getKey()), entry.getValue(), now));
        }
        return Steps.inOrder(known, steps) instanceof Plan.Change(String title, var actions) && actions.size() > 1
                ? new Plan.Change(actions.size() + " changes below " + base, actions)
                : Steps.inOrder(known, steps);
    }

    /** One that is there keeps its attributes. */
    private static Plan directory(String path, WantedAttributes fresh, Knowledge known) {
        return ResolvedPath.follow(path, known) instanceof ResolvedPath.At(String at, FileState.Directory there)
                ? Plan.UNCHANGED
                : new WantedDirectory(path, fresh).plan(known);
    }

    private Plan one(String path, Source source, Knowledge known) {
        return switch (source) {
            case Source.Link(String target) ->
                ReplacedDirectory.unlessFilled(path, known, () -> new WantedLink(path, target, true).plan(known));
            case Source.OfController(LocalFile file) -> placing.plan(path, file.content(), file.mode(), known);
            case Source.OfHost(HostFile file) ->
                file.plan(
                        known,
                        found -> placing.plan(path, found.content(), found.likeSource(path, placing, known), known));
        };
    }
}
