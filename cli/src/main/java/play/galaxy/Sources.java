package play.galaxy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import play.value.LocalDigests;

/** Fetches and unpacks what one requirement asks for. */
final class Sources {
    private final Downloads downloads;
    private final Map<String, String> narrowed;

    /** @param narrowed ranges of versions that others ask for too, by the names of collections */
    Sources(Downloads downloads, Map<String, String> narrowed) {
        this.downloads = downloads;
        this.narrowed = narrowed;
    }

    /** @param locked the version that is to be fetched again */
    Fetched fetch(Requirement requirement, Optional<Lock.Entry> locked)
            throws GalaxyException, IOException, InterruptedException {
        return switch (requirement.source()) {
            case Requirement.Git git -> git(requirement, git, locked.flatMap(Lock.Entry::commit));
            case Requirement.Archive archive ->
                unpacked(
                        requirement,
                        new GalaxyServer.Offer(
                                requirement.version().orElse(""),
                                archive.address(),
                                locked.flatMap(Lock.Entry::sha256)));
            case Requirement.Galaxy galaxy -> {
                GalaxyServer server = new GalaxyServer(galaxy.server(), downloads);
                GalaxyServer.Offer offer = requirement.kind() == Requirement.Kind.ROLE
                        ? server.role(
                                requirement.name().orElseThrow(),
                                locked.map(Lock.Entry::version).or(requirement::version))
                        : server.collection(requirement.name().orElseThrow(), range(requirement, locked));
                Optional<String> pinned = locked.flatMap(Lock.Entry::sha256).or(offer::sha256);
                yield unpacked(requirement, new GalaxyServer.Offer(offer.version(), offer.address(), pinned));
            }
        };
    }

    private VersionRange range(Requirement requirement, Optional<Lock.Entry> locked) {
        String others =
                requirement.name().map(name -> narrowed.getOrDefault(name, "")).orElse("");
        return locked.map(entry -> "==" + entry.version())
                .or(() -> requirement.version().map(own -> others.isEmpty() ? own : own + "," + others))
                .or(() -> Optional.of(others))
                .flatMap(VersionRange::of)
                .orElse(VersionRange.ANY);
    }

    private Fetched git(Requirement requirement, Requirement.Git git, Optional<String> locked)
            throws GalaxyException, IOException, InterruptedException {
        Git repository = new Git(git.address(), downloads.free());
        String commit = repository.commit(locked.or(requirement::version));
        Path archive = downloads.free();
        repository.archive(commit, git.folder(), archive);
        Path folder = unpacked(requirement, archive);
        return new Fetched(
                folder,
                requirement.version().orElseGet(() -> shortened(commit)),
                Optional.of(commit),
                Optional.empty());
    }

    private static String shortened(String commit) {
        return commit.substring(0, Math.min(12, commit.length()));
    }

    private Fetched unpacked(Requirement requirement, GalaxyServer.Offer offer)
            throws GalaxyException, IOException, InterruptedException {
        Path archive = downloads.file(offer.address());
        String digest = LocalDigests.sha256(archive);
        if (offer.sha256().filter(wanted -> !wanted.equals(digest)).isPresent()) {
            throw new GalaxyException(offer.address() + " has the SHA-256 digest " + digest + ", not "
                    + offer.sha256().get() + "; it is not what it was, or was changed on its way");
        }
        Path folder = unpacked(requirement, archive);
        String version = offer.version().isEmpty() && requirement.kind() == Requirement.Kind.COLLECTION
                ? Fetched.described(folder).version()
                : offer.version();
        return new Fetched(folder, version, Optional.empty(), Optional.of(digest));
    }

    private Path unpacked(Requirement requirement, Path archive) throws GalaxyException, IOException {
        Path folder = downloads.free();
        try {
            Unpacking.into(folder, archive);
        } catch (IOException e) {
            throw new GalaxyException("the archive cannot be unpacked: " + e.getMessage());
        }
        return requirement.kind() == Requirement.Kind.ROLE ? Fetched.role(folder) : Fetched.collection(folder);
    }
}
