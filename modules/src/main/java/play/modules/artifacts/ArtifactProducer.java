package play.modules.artifacts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import play.module.Producer;
import play.module.ProductionException;
import play.module.Workshop;
import play.value.Content;

/** Has artifacts in the cache: those that are not there come by {@link ArtifactFetch}. */
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
        Optional<Map<String, Content>> cached = cache.open(recipe.entry(), recipe.takesBuilds());
        if (cached.isPresent()) {
            return cached.get();
        }
        Path work = cache.workFolder();
        try {
            cache.put(
                    recipe.entry(),
                    fetched(recipe, new ArtifactFetch(recipe, workshop, downloads, work).original(), work),
                    work);
            return cache.open(recipe.entry(), recipe.takesBuilds())
                    .orElseThrow(() -> new IOException("what was just written cannot be read back"));
        } finally {
            ArtifactCache.remove(work);
        }
    }

    private static ArtifactCache.Fetched fetched(ArtifactRecipe recipe, Original original, Path work)
            throws ProductionException, IOException {
        return switch (original) {
            case Original.Build(String source, Map<String, Path> programs) ->
                new ArtifactCache.Fetched(source, "", programs);
            case Original.Release(String place, Path file, String sha256) ->
                new ArtifactCache.Fetched(place, sha256, files(recipe.entry(), file, place, work));
        };
    }

    private static Map<String, Path> files(LockEntry entry, Path download, String place, Path work)
            throws ProductionException, IOException {
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
}
