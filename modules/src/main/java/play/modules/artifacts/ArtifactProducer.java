package play.modules.artifacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import play.module.Producer;
import play.module.ProductionException;
import play.module.Workshop;
import play.modules.artifacts.Downloads.Unavailable;
import play.value.Content;

/** Fetches or builds artifacts: from the cache, a mirror, the official release, or the Go modules, in this order. */
final class ArtifactProducer implements Producer<ArtifactRecipe> {
    private final Downloads downloads = new Downloads();

    /** One archive may hold several artifacts; it is not fetched twice at a time. */
    private final Map<String, ReentrantLock> addresses = new ConcurrentHashMap<>();

    @Override
    public Class<ArtifactRecipe> recipe() {
        return ArtifactRecipe.class;
    }

    @Override
    public Map<String, Content> produce(ArtifactRecipe recipe, Workshop workshop)
            throws ProductionException, InterruptedException {
        ReentrantLock lock = addresses.computeIfAbsent(address(recipe.entry()), address -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            return cachedOrFetched(recipe, workshop);
        } catch (IOException e) {
            throw new ProductionException("the controller's cache " + workshop.cache() + " cannot be used: " + e, e);
        } finally {
            lock.unlock();
        }
    }

    private static String address(LockEntry entry) {
        return entry.url().isEmpty() ? entry.name() : entry.url();
    }

    private Map<String, Content> cachedOrFetched(ArtifactRecipe recipe, Workshop workshop)
            throws ProductionException, IOException, InterruptedException {
        ArtifactCache cache = new ArtifactCache(workshop.cache());
        Optional<Map<String, Content>> cached = cache.open(recipe.entry(), recipe.built());
        if (cached.isPresent()) {
            return cached.get();
        }
        Path work = cache.workFolder();
        try {
            cache.put(recipe.entry(), new Attempt(recipe, workshop, work).fetched(), work);
            return cache.open(recipe.entry(), recipe.built())
                    .orElseThrow(() -> new IOException("what was just written cannot be read back"));
        } finally {
            ArtifactCache.remove(work);
        }
    }

    private static boolean isOpenToAnybody(String place) {
        return place.startsWith("http:") && !place.matches("http://(localhost|127\\.[0-9.]+|\\[::1])(:[0-9]+)?/.*");
    }

    /** One artifact being fetched. */
    private final class Attempt {
        private final ArtifactRecipe recipe;
        private final LockEntry entry;
        private final Workshop workshop;
        private final Path work;
        private final List<String> tried = new ArrayList<>();

        Attempt(ArtifactRecipe recipe, Workshop workshop, Path work) {
            this.recipe = recipe;
            this.entry = recipe.entry();
            this.workshop = workshop;
            this.work = work;
        }

        ArtifactCache.Fetched fetched() throws ProductionException, IOException, InterruptedException {
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
            return (base.endsWith("/") ? base : base + "/") + url.replaceFirst("^[a-z]+://", "");
        }

        private ArtifactCache.Fetched release(String place)
                throws Unavailable, ProductionException, IOException, InterruptedException {
            Path file = work.resolve("download");
            workshop.progress().accept("fetching " + place);
            downloads.fetch(place, file, workshop.progress());
            String digest = ArtifactCache.sha256(file);
            verify(place, digest);
            return new ArtifactCache.Fetched(place, digest, files(file, place));
        }

        /** A wrong digest ends everything: the next source is not asked to cover it up. */
        private void verify(String place, String digest)
                throws Unavailable, ProductionException, IOException, InterruptedException {
            ReleaseDigest digests = new ReleaseDigest(workshop.state());
            Optional<String> pinned = entry.sha256().isPresent() ? entry.sha256() : digests.kept(entry);
            Optional<String> wanted = pinned.isPresent() ? pinned : published();
            if (wanted.isPresent() && !wanted.get().equals(digest)) {
                throw new ProductionException("artifact '" + entry.name() + "' " + entry.version() + ": " + place
                        + " gave a file with SHA-256 " + digest + ", but " + wanted.get()
                        + " is "
                        + (entry.sha256().isPresent()
                                ? "in the lock file"
                                : pinned.isPresent()
                                        ? "kept in " + digests.pin(entry) + " since its first download"
                                        : "what the publisher says")
                        + ". The file was discarded. Find out the reason before anything else.");
            }
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
                digests.keep(entry, digest);
                workshop.progress()
                        .accept(entry.name() + " " + entry.version() + ": SHA-256 " + digest
                                + (wanted.isPresent() ? ", as published," : ", without a published digest,")
                                + " is kept in "
                                + digests.pin(entry));
            }
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

        private Map<String, Path> files(Path download, String place) throws ProductionException, IOException {
            Map<String, Path> files = new LinkedHashMap<>();
            Map<String, Path> members = new LinkedHashMap<>();
            for (Map.Entry<String, String> member : entry.members().entrySet()) {
                Path file = member.getValue().isEmpty() ? download : work.resolve("member-" + member.getKey());
                files.put(member.getKey(), file);
                if (!member.getValue().isEmpty()) {
                    members.put(member.getValue(), file);
                }
            }
            if (!members.isEmpty()) {
                List<String> missing = TarMembers.extract(download, members);
                if (!missing.isEmpty()) {
                    throw new ProductionException("the archive " + place + " has no " + String.join(", ", missing)
                            + "; the lock file's archive names it");
                }
            }
            return files;
        }

        private ArtifactCache.Fetched built() throws Unavailable, InterruptedException {
            if (entry.go().isEmpty()) {
                throw new Unavailable("has no program for it");
            }
            GoBuild build = new GoBuild(workshop);
            if (!entry.locked()) {
                build.requireVersion(entry);
            }
            Map<String, Path> programs = build.programs(entry);
            return new ArtifactCache.Fetched("built from Go modules", "", programs);
        }
    }
}
