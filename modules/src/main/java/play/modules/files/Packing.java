package play.modules.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.files.Steps;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Place;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.value.Bytes;
import play.value.Unknown;

/** How an archive is brought to hold what a task names. */
record Packing(ArchiveModule.Params params) {
    String dest() {
        return params.dest()
                .map(Paths::clean)
                .orElseGet(() -> Paths.clean(params.path().getFirst()) + "."
                        + params.format().name().toLowerCase(Locale.ROOT));
    }

    List<StateKey<?>> probes() {
        List<StateKey<?>> keys = new ArrayList<>(file().probes());
        keys.addAll(PackedThings.probes(params));
        return keys;
    }

    private MadeFile file() {
        return new MadeFile(dest(), params.attributes(), params.labels(), false);
    }

    Plan plan(Knowledge known) {
        try {
            PackedThings things = PackedThings.of(params, dest(), known);
            return things.tops().isEmpty() ? nothing(things) : plan(things, known);
        } catch (Hindered hindered) {
            return hindered.plan();
        }
    }

    /** What is gone was packed before, or never there; patterns that find nothing are slips. */
    private Plan nothing(PackedThings things) {
        return params.path().stream().allMatch(PackedThings::isPattern)
                ? new Plan.Rejected("no path is found by " + String.join(", ", things.missing()))
                : Plan.UNCHANGED;
    }

    private Plan plan(PackedThings things, Knowledge known) {
        boolean single = isSingle(things);
        if (params.dest().isEmpty() && !single) {
            return new Plan.Rejected(dest() + " would be an archive of more than one file; dest must name it");
        }
        List<String> around = things.tops().stream()
                .filter(top -> params.remove() && Place.isWithin(dest(), top))
                .toList();
        if (!around.isEmpty()) {
            return new Plan.Rejected(dest() + " would be removed with " + around.getFirst() + ", in which it stands");
        }
        StateKey<Packed> key = new PackedArchive(params.format(), single).key(dest());
        if (!known.has(key)) {
            return new Plan.Needs(List.of(key));
        }
        Packed wanted = wanted(things, single);
        return Plan.on(known.of(key), there -> {
            Function<Knowledge, Plan> archive = now -> there.equals(wanted)
                    ? file().kept(now)
                    : file().made(making(things, single, new Effect.Sets<>(key, wanted)), now);
            return Steps.inOrder(known, List.of(archive, now -> removed(things)));
        });
    }

    private Plan removed(PackedThings things) {
        return params.remove()
                ? new Plan.Change(
                        "remove " + String.join(", ", things.tops()),
                        things.tops().stream().<Action>map(Action.Remove::new).toList())
                : Plan.UNCHANGED;
    }

    private boolean isSingle(PackedThings things) {
        return !params.forceArchive()
                && params.format().compresses()
                && things.tops().size() == 1
                && things.looks().getOrDefault(things.tops().getFirst(), "").startsWith("file ");
    }

    /** Of one file only the content is kept; unpacked, it has the mode of a new one. */
    private static Packed wanted(PackedThings things, boolean single) {
        SortedMap<String, String> looks = new TreeMap<>();
        things.looks()
                .forEach((path, look) -> looks.put(
                        single ? PackedArchive.ONLY : things.name(path),
                        single ? "file 0644 " + Packed.digest(look) : look));
        return new Packed.Things(looks);
    }

    private MadeFile.Making making(PackedThings things, boolean single, Effect holds) {
        String only = things.tops().getFirst();
        StringBuilder names = new StringBuilder();
        things.looks().keySet().forEach(path -> names.append(things.name(path)).append('\0'));
        return new MadeFile.Making(
                "pack " + (single ? only : things.looks().size() + " paths") + " into " + dest(),
                "root=" + ShellWords.quote(things.root()) + "\nonly=" + ShellWords.quote(only) + "\n"
                        + params.format().packing(single),
                "pack",
                Bytes.of(single ? "" : names.toString()),
                PackSources.LONGEST,
                List.of(holds),
                false);
    }

    /** Fields of the result. */
    Map<String, @Nullable Object> told(Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        try {
            PackedThings things = PackedThings.of(params, dest(), after);
            String state = things.tops().isEmpty() ? "absent" : isSingle(things) ? "compress" : "archive";
            result.put("dest_state", things.missing().isEmpty() || things.tops().isEmpty() ? state : "incomplete");
            result.put("archived", List.copyOf(things.looks().keySet()));
            result.put("arcroot", things.root());
            result.put("missing", things.missing());
            result.put("expanded_paths", things.tops());
            result.put("expanded_exclude_paths", things.excluded());
        } catch (Hindered hindered) {
            for (String name : List.of(
                    "dest_state", "archived", "arcroot", "missing", "expanded_paths", "expanded_exclude_paths")) {
                result.put(name, new Unknown("what is packed is known after the run"));
            }
        }
        return result;
    }
}
