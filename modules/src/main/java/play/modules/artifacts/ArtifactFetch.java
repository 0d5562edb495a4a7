package play.modules.artifacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.module.ProductionException;
import play.module.Workshop;
import play.modules.artifacts.Downloads.Unavailable;
import play.value.LocalDigests;

/** One artifact being had: from a bundle, or from a mirror, the official release, or the Go modules, in this order. */
final class ArtifactFetch {
    private final ArtifactRecipe recipe;
    private final LockEntry entry;
    private final Workshop workshop;
    private final Downloads downloads;
    private final Path work;
    private final ReleaseDigest digests;
    private final List<String> tried = new ArrayList<>();

    /** @param work a folder for what comes */
    ArtifactFetch(ArtifactRecipe recipe, Workshop workshop, Downloads downloads, Path work) {
        this.recipe = recipe;
        this.entry = recipe.entry();
        this.workshop = workshop;
        this.downloads = downloads;
        this.work = work;
        this.digests = new ReleaseDigest(workshop.state());
    }

    /** The first that can be had: what a bundle holds, or else what a mirror, the publisher or a build gives. */
    Original original() throws ProductionException, IOException, InterruptedException {
        if (recipe.bundle().isPresent()) {
            return bundled(new BundleFile(recipe.bundle().get()));
        }
        for (String place : places()) {
            try {
                return release(place);
            } catch (Unavailable e) {
                tried.add(place + " " + e.getMessage());
            }
        }
        if (recipe.built()) {
            try {
                return built();
            } catch (Unavailable e) {
                tried.add("lab/tools/build " + e.getMessage());
            }
        }
        throw new ProductionException("artifact '" + entry.name() + "' " + entry.version() + " for " + entry.arch()
                + " is not available from any source:\n  - "
                + String.join("\n  - ", tried)
                + "\nName a mirror that has it (parameter mirror)" + instead());
    }

    /** Nobody else is asked: who names a bundle has no way to them, or wants none. */
    private Original bundled(BundleFile bundle) throws ProductionException, IOException {
        BundleIndex.Program there = bundle.index()
                .program(entry)
                .orElseThrow(() -> new ProductionException(BundleFile.lacks(bundle.path(), entry)));
        Map<String, Path> files = new LinkedHashMap<>();
        for (Map.Entry<String, BundleIndex.Stored> stored : there.files().entrySet()) {
            Path file = work.resolve("bundled-" + files.size());
            bundle.extract(stored.getValue(), file);
            files.put(stored.getKey(), file);
        }
        if (there.built()) {
            return new Original.Build("built from Go modules, in bundle " + bundle.path(), files);
        }
        Path release = files.values().iterator().next();
        String digest = LocalDigests.sha256(release);
        Optional<String> pinned = pinned();
        require(pinned, "bundle " + bundle.path(), digest);
        if (pinned.isEmpty()) {
            keep(digest, "as in bundle " + bundle.path());
        }
        return new Original.Release("bundle " + bundle.path(), release, digest);
    }

    private String instead() {
        if (!entry.isBuilt()) {
            return ".";
        }
        return recipe.built()
                ? ", or install Go where it can be built."
                : ", or let it be built from its Go modules (build: true; artifacts_build of the playbooks).";
    }

    /** Where a release of it may be; nowhere for what is only built. */
    private List<String> places() {
        List<String> places = new ArrayList<>();
        if (!entry.url().isEmpty()) {
            recipe.mirror().ifPresent(base -> places.add(mirrored(base, entry.url())));
            places.add(entry.url());
        }
        return places;
    }

    /** {@code MIRROR/HOST/PATH} for {@code https://HOST/PATH}. */
    private String mirrored(String base, String url) {
        return (base.endsWith("/") ? base : base + "/") + LockEntry.path(url);
    }

    private Original release(String place) throws Unavailable, ProductionException, IOException, InterruptedException {
        Path file = work.resolve("download");
        workshop.progress().accept("fetching " + place);
        downloads.fetch(place, file, workshop.progress());
        String digest = LocalDigests.sha256(file);
        verify(place, digest);
        return new Original.Release(place, file, digest);
    }

    private void verify(String place, String digest)
            throws Unavailable, ProductionException, IOException, InterruptedException {
        Optional<String> pinned = pinned();
        Optional<String> wanted = pinned.isPresent() ? pinned : published();
        require(wanted, place, digest);
        if (wanted.isEmpty() && !recipe.unpinned()) {
            throw new Unavailable(
                    "gave a file with SHA-256 " + digest + ", for which nobody gives a digest: write it into the"
                            + " lock file (sha256, or sha256_url) once you have found"
                            + " out that it is right, or take whatever comes"
                            + " (allow_unpinned: true; artifacts_allow_unpinned of"
                            + " the playbooks)");
        }
        if (wanted.isEmpty() && isOpenToAnybody(place)) {
            throw new Unavailable("is not encrypted, and no digest is known for it");
        }
        if (pinned.isEmpty()) {
            keep(digest, wanted.isPresent() ? "as published" : "without a published digest");
        }
    }

    /** What the lock file says, or what came before. */
    private Optional<String> pinned() throws IOException {
        return entry.sha256().isPresent() ? entry.sha256() : digests.kept(entry);
    }

    /** A wrong digest ends everything: the next source is not asked to cover it up. */
    private void require(Optional<String> wanted, String place, String digest) throws ProductionException, IOException {
        if (wanted.isPresent() && !wanted.get().equals(digest)) {
            throw new ProductionException("artifact '" + entry.name() + "' " + entry.version() + ": " + place
                    + " gave a file with SHA-256 " + digest + ", but " + wanted.get() + " is " + where()
                    + ". The file was discarded. Find out the reason before anything else.");
        }
    }

    private String where() throws IOException {
        if (entry.sha256().isPresent()) {
            return "in the lock file";
        }
        return digests.kept(entry).isPresent()
                ? "kept in " + digests.pin(entry) + " since its first download"
                : "what the publisher says";
    }

    private void keep(String digest, String how) throws IOException {
        digests.keep(entry, digest);
        workshop.progress()
                .accept(entry.name() + " " + entry.version() + ": SHA-256 " + digest + ", " + how + ", is kept in "
                        + digests.pin(entry));
    }

    /** What the publisher says, or the mirror's copy of it. */
    private Optional<String> published() throws Unavailable, IOException, InterruptedException {
        if (entry.sha256Url().isEmpty()) {
            return Optional.empty();
        }
        String url = entry.sha256Url().get();
        Path file = work.resolve("digest");
        try {
            digest(url, file);
        } catch (Unavailable e) {
            if (recipe.mirror().isEmpty()) {
                throw e;
            }
            digest(mirrored(recipe.mirror().get(), url), file);
        }
        Optional<String> digest = ReleaseDigest.in(Files.readString(file), entry.file());
        if (digest.isEmpty()) {
            throw new Unavailable("has no digest of " + entry.file() + " at " + url);
        }
        return digest;
    }

    /** Whoever can change a file on its way could change its digest too. */
    private void digest(String place, Path file) throws Unavailable, InterruptedException {
        if (isOpenToAnybody(place)) {
            throw new Unavailable("has a digest at " + place + ", which is not encrypted: it does not count");
        }
        try {
            downloads.fetch(place, file, workshop.progress());
        } catch (Unavailable e) {
            throw new Unavailable("has a digest at " + place + ", which " + e.getMessage());
        }
    }

    private Original built() throws Unavailable, InterruptedException {
        if (entry.go().isEmpty()) {
            throw new Unavailable("has no program for it");
        }
        GoBuild build = new GoBuild(workshop);
        if (!entry.locked()) {
            build.requireVersion(entry);
        }
        return new Original.Build("built from Go modules", build.programs(entry));
    }

    private static boolean isOpenToAnybody(String place) {
        return place.startsWith("http:") && !place.matches("http://(localhost|127\\.[0-9.]+|\\[::1])(:[0-9]+)?/.*");
    }
}
