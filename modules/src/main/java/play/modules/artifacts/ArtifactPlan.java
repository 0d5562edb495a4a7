package play.modules.artifacts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import play.files.Steps;
import play.files.WantedAttributes;
import play.files.WantedFile;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.module.Action;
import play.module.Plan;
import play.value.Content;
import play.value.Foreseen;

/**
 * How an artifact comes to a host.
 *
 * @param places where each file goes, by its name
 */
record ArtifactPlan(ArtifactModule.Params params, LockEntry entry, Map<String, String> places) {
    static ArtifactPlan of(ArtifactModule.Params params, LockEntry entry) throws LockEntry.WrongLock {
        return new ArtifactPlan(params, entry, params.places(entry));
    }

    /** The files on the host, whatever they are to hold. */
    List<WantedFile> paths() {
        return files(CachedArtifact.MISSING);
    }

    /** What is to be done. */
    Plan on(Knowledge known) {
        return switch (known.of(CachedArtifacts.at(entry))) {
            case Observed.Unknown<CachedArtifact>(String reason) -> new Plan.Undetermined(reason);
            case Observed.Known<CachedArtifact>(CachedArtifact cached, var how) -> plan(cached, known);
        };
    }

    private Plan plan(CachedArtifact cached, Knowledge known) {
        if (cached.serves(entry, params.takesBuilds())) {
            return plan(cached, List.of(), known);
        }
        if (params.bundle().isPresent()) {
            return bundled(params.bundle().get().path(), known);
        }
        if (entry.url().isEmpty() && !params.build()) {
            return new Plan.Rejected(
                    "nobody publishes " + entry.name() + ": it is built from Go modules or not there at all. Let it be"
                            + " built (build: true; artifacts_build of the playbooks),"
                            + " which needs Go on the controller");
        }
        return fetched(released(ofRelease()), known);
    }

    private Plan bundled(Path path, Knowledge known) {
        return Plan.on(known.of(Bundles.at(path)), bundle -> switch (bundle) {
            case Bundle.Absent absent -> new Plan.Rejected("there is no bundle " + path + " on the controller");
            case Bundle.Other other -> new Plan.Rejected(path + " is no bundle");
            case Bundle.Kept(Set<String> names, Foreseen.Later<BundleIndex>(String reason)) ->
                new Plan.Undetermined(reason);
            case Bundle.Kept(Set<String> names, Foreseen.Exactly<BundleIndex>(BundleIndex index)) ->
                index.program(entry)
                        .map(program -> fetched(inBundle(program), known))
                        .orElse(new Plan.Rejected(BundleFile.lacks(path, entry)));
        });
    }

    /** @param later what the cache will hold */
    private Plan fetched(CachedArtifact later, Knowledge known) {
        return plan(later, List.of(new Effect.Sets<>(CachedArtifacts.at(entry), later)), known);
    }

    private Plan plan(CachedArtifact from, List<Effect> making, Knowledge known) {
        List<Function<Knowledge, Plan>> steps = new ArrayList<>();
        files(from).forEach(file -> steps.add(file::plan));
        Plan plan = Steps.inOrder(known, steps);
        if (!(plan instanceof Plan.Change(String title, List<Action> actions))) {
            return plan;
        }
        ArtifactRecipe recipe = params.recipe(entry);
        List<Action> all = new ArrayList<>(List.of(new Action.Produce(recipe.key(), recipe, making)));
        all.addAll(actions);
        return new Plan.Change(title + " (" + entry.name() + " " + entry.version() + ")", all);
    }

    private List<WantedFile> files(CachedArtifact from) {
        String key = params.recipe(entry).key();
        WantedAttributes attributes = WantedAttributes.of(params.owner(), params.group(), Optional.of(params.mode()));
        List<WantedFile> files = new ArrayList<>();
        places.forEach((member, place) -> files.add(new WantedFile(
                place,
                new Content.Produced(key, member, from.files().getOrDefault(member, later()), false),
                attributes)));
        return files;
    }

    /** The digest of what comes, where nothing but the release can: what is built from source has another one. */
    private Foreseen<String> ofRelease() {
        return params.build() && entry.isBuilt()
                ? later()
                : entry.sha256().<Foreseen<String>>map(Foreseen.Exactly::new).orElse(later());
    }

    private CachedArtifact inBundle(BundleIndex.Program program) {
        if (!program.built()) {
            return released(new Foreseen.Exactly<>(
                    program.files().values().iterator().next().sha256()));
        }
        Map<String, Foreseen<String>> files = new HashMap<>();
        program.files().forEach((name, file) -> files.put(name, new Foreseen.Exactly<>(file.sha256())));
        return new CachedArtifact(true, later(), new Foreseen.Exactly<>(""), files);
    }

    /** @param release digest of what the publisher gives: of the program itself, where that is no archive */
    private CachedArtifact released(Foreseen<String> release) {
        Map<String, Foreseen<String>> files = new HashMap<>();
        entry.members().forEach((name, inArchive) -> files.put(name, inArchive.isEmpty() ? release : later()));
        return new CachedArtifact(true, later(), later(), files);
    }

    private Foreseen<String> later() {
        return new Foreseen.Later<>(entry.name() + " " + entry.version() + " is fetched during the run");
    }
}
