package play.modules.artifacts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import play.module.ProductionException;
import play.module.Workshop;
import play.modules.artifacts.BundleIndex.Stored;
import play.modules.downloads.TarWriter;
import play.modules.registry.ImagePull;
import play.modules.registry.PullException;
import play.value.Content;
import play.value.LocalDigests;

/** Writes a bundle: whole or not at all. */
final class BundleWriter {
    private final BundleRecipe recipe;
    private final Workshop workshop;
    private final Path work;
    private final Downloads downloads = new Downloads();

    /** What goes in, by the names of the members. */
    private final Map<String, Path> members = new LinkedHashMap<>();

    private BundleWriter(BundleRecipe recipe, Workshop workshop, Path work) {
        this.recipe = recipe;
        this.workshop = workshop;
        this.work = work;
    }

    static Map<String, Content> write(BundleRecipe recipe, Workshop workshop)
            throws ProductionException, InterruptedException {
        try {
            Path work = new ArtifactCache(workshop.cache()).workFolder();
            try {
                new BundleWriter(recipe, workshop, work).write();
            } finally {
                ArtifactCache.remove(work);
            }
            return Map.of();
        } catch (IOException e) {
            throw new ProductionException("the bundle " + recipe.dest() + " was not made: " + e, e);
        }
    }

    private void write() throws ProductionException, IOException, InterruptedException {
        List<BundleIndex.Program> programs = new ArrayList<>();
        for (ArtifactRecipe program : recipe.programs()) {
            programs.add(bundled(program));
        }
        List<BundleIndex.Image> images = new ArrayList<>();
        for (BundleRecipe.Pull pull : recipe.images()) {
            images.add(bundled(pull));
        }
        pack(new BundleIndex(programs, images, recipe.packages()));
    }

    private BundleIndex.Program bundled(ArtifactRecipe program)
            throws ProductionException, IOException, InterruptedException {
        LockEntry entry = program.entry();
        Path folder = Files.createTempDirectory(work, "artifact");
        return switch (new ArtifactFetch(program, workshop, downloads, folder).original()) {
            case Original.Release(String place, Path file, String sha256) ->
                new BundleIndex.Program(
                        entry.name(),
                        entry.version(),
                        entry.arch(),
                        false,
                        Map.of(entry.file(), stored("releases/" + LockEntry.path(entry.url()), file)));
            case Original.Build(String source, Map<String, Path> built) -> {
                Map<String, Stored> files = new LinkedHashMap<>();
                for (Map.Entry<String, Path> file : new TreeMap<>(built).entrySet()) {
                    files.put(
                            file.getKey(),
                            stored("built/" + ArtifactCache.folder(entry) + "/" + file.getKey(), file.getValue()));
                }
                yield new BundleIndex.Program(entry.name(), entry.version(), entry.arch(), true, files);
            }
        };
    }

    private BundleIndex.Image bundled(BundleRecipe.Pull pull)
            throws ProductionException, IOException, InterruptedException {
        if (pull.archive().isPresent()) {
            return image(pull, "", artifact(pull.archive().get()));
        }
        Path archive = work.resolve("image-" + members.size() + ".tar");
        Path parts = Files.createTempDirectory(work, "image");
        try {
            String digest = new ImagePull(pull.image(), pull.arch(), parts, workshop.progress())
                    .to(archive, recipe.registries());
            ArtifactCache.remove(parts);
            return image(pull, digest, archive);
        } catch (PullException e) {
            throw new ProductionException(String.valueOf(e.getMessage()), e);
        }
    }

    private Path artifact(ArtifactRecipe recipe) throws ProductionException, InterruptedException {
        List<Content> files =
                List.copyOf(new ArtifactProducer().produce(recipe, workshop).values());
        if (files.size() == 1 && files.getFirst() instanceof Content.LocalFile file) {
            return file.path();
        }
        throw new ProductionException(
                "artifact '" + recipe.entry().name() + "' is no image: it gives " + files.size() + " files");
    }

    private BundleIndex.Image image(BundleRecipe.Pull pull, String digest, Path archive) throws IOException {
        String name = pull.image().toString();
        String member = "images/" + name.replace(':', '_') + "-" + pull.arch() + ".tar";
        return new BundleIndex.Image(name, pull.arch(), digest, stored(member, archive));
    }

    private Stored stored(String member, Path file) throws IOException {
        members.putIfAbsent(member, file);
        return new Stored(member, LocalDigests.sha256(file), Files.size(file));
    }

    private void pack(BundleIndex index) throws IOException {
        Path folder = Files.createDirectories(recipe.dest().resolveSibling(""));
        Path fresh = Files.createTempFile(folder, ".bundle", ".part");
        try {
            try (TarWriter tar = TarWriter.to(fresh)) {
                tar.add(BundleIndex.MEMBER, index.json().getBytes(StandardCharsets.UTF_8));
                for (Map.Entry<String, Path> member : members.entrySet()) {
                    tar.add(member.getKey(), member.getValue());
                }
            }
            Files.move(fresh, recipe.dest(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
