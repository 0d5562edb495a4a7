package play.galaxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import play.diag.Diagnostic;
import play.diag.ProblemList;

/**
 * Brings what requirements ask for, and what that depends on, to where playbooks look for it. Nothing of it is run;
 * nothing is installed before all of it is there.
 */
public final class Installation {
    private final Wishes wishes;
    private final ProblemList problems;
    private final Consumer<String> told;
    private final Lock before;
    private final Map<String, Ready> ready = new LinkedHashMap<>();

    /** Ranges of versions that were found to be wanted too after one was taken. */
    private final Map<String, String> narrowed = new HashMap<>();

    /**
     * What the command line says.
     *
     * @param roles directory that roles are installed in
     * @param collections directory that {@code ansible_collections} is in
     * @param force whether what is there and was changed is replaced
     * @param update whether newer versions are looked for
     */
    public record Wishes(List<Path> files, Path roles, Path collections, String server, boolean force, boolean update) {
        /** Beside the first file. */
        Path lock() {
            Path file = files.getFirst().toAbsolutePath();
            String name = String.valueOf(file.getFileName()).replaceFirst("\\.(yml|yaml)$", "");
            return file.resolveSibling(name + ".lock");
        }
    }

    /**
     * Something that is unpacked, or is there already.
     *
     * @param fetched nothing where what is there is what is wanted
     */
    private record Ready(Requirement requirement, Lock.Entry entry, Path target, Optional<Fetched> fetched) {}

    /** @param told takes a line for each role and collection */
    public Installation(Wishes wishes, ProblemList problems, Consumer<String> told) {
        this.wishes = wishes;
        this.problems = problems;
        this.told = told;
        this.before = Lock.read(wishes.lock(), problems);
    }

    /** What is wrong is reported; with errors nothing is installed. */
    public void run() throws IOException, InterruptedException {
        RequirementsReader reader = new RequirementsReader(wishes.server(), problems);
        List<Requirement> wanted = new ArrayList<>();
        wishes.files().forEach(file -> wanted.addAll(reader.read(file)));
        if (problems.hasErrors()) {
            return;
        }
        Path folder = Files.createTempDirectory("play-galaxy");
        try (Downloads downloads = new Downloads(folder, told::accept)) {
            int known;
            do {
                known = narrowed.size();
                ready.clear();
                prepare(wanted, downloads);
            } while (narrowed.size() > known);
            if (!problems.hasErrors()) {
                install();
            }
        } finally {
            Tree.delete(folder);
        }
    }

    private void prepare(List<Requirement> wanted, Downloads downloads) throws IOException, InterruptedException {
        Deque<Requirement> rest = new ArrayDeque<>(wanted);
        while (!rest.isEmpty()) {
            Requirement next = rest.removeFirst();
            try {
                rest.addAll(prepared(next, downloads));
            } catch (GalaxyException e) {
                problems.report(problem(next, String.valueOf(e.getMessage())));
            }
        }
    }

    private static Diagnostic problem(Requirement requirement, String why) {
        return Diagnostic.error(
                "requirement",
                "Requirement cannot be installed",
                "The " + requirement.title() + ": " + why + ".",
                requirement.place());
    }

    /** Fetches it unless it is there; what it depends on. */
    private List<Requirement> prepared(Requirement requirement, Downloads downloads)
            throws GalaxyException, IOException, InterruptedException {
        Optional<Lock.Entry> locked = wishes.update() ? Optional.empty() : before.of(requirement);
        if (requirement.name().isPresent()) {
            Optional<Ready> same = Optional.ofNullable(
                    ready.get(key(requirement.kind(), requirement.name().get())));
            if (same.isPresent()) {
                return agreed(requirement, same.get());
            }
        }
        if (locked.isPresent() && isThere(locked.get())) {
            Path target = target(requirement.kind(), locked.get().name());
            return take(new Ready(requirement, locked.get(), target, Optional.empty()));
        }
        Fetched fetched = new Sources(downloads, ranges()).fetch(requirement, locked);
        String name = requirement.kind() == Requirement.Kind.ROLE
                ? requirement.name().orElseThrow()
                : Fetched.described(fetched.folder()).name();
        if (requirement.name().filter(asked -> !asked.equals(name)).isPresent()) {
            throw new GalaxyException("what was fetched calls itself '" + name + "'");
        }
        Optional<Ready> same = Optional.ofNullable(ready.get(key(requirement.kind(), name)));
        if (same.isPresent()) {
            return agreed(requirement, same.get());
        }
        Lock.Entry entry = new Lock.Entry(
                requirement.kind(),
                name,
                requirement.source().shown(),
                requirement.version().orElse(""),
                fetched.version(),
                fetched.commit(),
                fetched.sha256(),
                Tree.digest(fetched.folder()));
        if (locked.isPresent() && !locked.get().files().equals(entry.files())) {
            throw new GalaxyException("it is not what " + wishes.lock()
                    + " has: its files are others than when it was locked. If that is meant, '--update' locks them");
        }
        Path target = target(requirement.kind(), name);
        boolean right = Files.isDirectory(target) && Tree.digest(target).equals(entry.files());
        if (!right && Files.exists(target) && !wishes.force() && !isOurs(requirement.kind(), name, target)) {
            throw new GalaxyException(target + " is there already, and is not what was installed by the lock;"
                    + " '--force' replaces it");
        }
        return take(new Ready(requirement, entry, target, right ? Optional.empty() : Optional.of(fetched)));
    }

    private static String key(Requirement.Kind kind, String name) {
        return kind + " " + name;
    }

    private List<Requirement> take(Ready one) throws GalaxyException, IOException {
        ready.put(key(one.entry().kind(), one.entry().name()), one);
        return new Dependencies(wishes.server())
                .of(one.requirement(), one.fetched().map(Fetched::folder).orElse(one.target()));
    }

    /** Whether the version that is taken already will do. */
    private List<Requirement> agreed(Requirement requirement, Ready taken) throws GalaxyException {
        if (requirement.kind() == Requirement.Kind.ROLE
                && !requirement.source().equals(taken.requirement().source())) {
            throw new GalaxyException("it comes from " + requirement.source().shown() + " here, and from "
                    + taken.requirement().source().shown() + " for "
                    + taken.requirement().place() + "; give one of them another name");
        }
        boolean fits = requirement.version().isEmpty()
                || requirement.version().equals(Optional.of(taken.entry().version()))
                || requirement
                        .version()
                        .flatMap(VersionRange::of)
                        .filter(range -> requirement.kind() == Requirement.Kind.COLLECTION
                                && range.allows(taken.entry().version()))
                        .isPresent();
        if (!fits && narrows(requirement, taken)) {
            return List.of();
        }
        if (!fits) {
            throw new GalaxyException("version " + requirement.version().orElse("") + " is wanted here, and "
                    + taken.entry().version() + " is taken for "
                    + taken.requirement().place()
                    + "; name there a version that does for both");
        }
        return List.of();
    }

    /** Whether another version may do for both, which is then looked for from the start. */
    private boolean narrows(Requirement requirement, Ready taken) {
        return requirement.kind() == Requirement.Kind.COLLECTION
                && taken.requirement().source() instanceof Requirement.Galaxy
                && requirement.version().flatMap(VersionRange::of).isPresent()
                && narrowed.put(
                                taken.entry().name() + " "
                                        + requirement.version().get(),
                                requirement.version().get())
                        == null;
    }

    /** By the names of collections. */
    private Map<String, String> ranges() {
        Map<String, String> all = new HashMap<>();
        narrowed.forEach((key, range) ->
                all.merge(key.substring(0, key.indexOf(' ')), range, (first, second) -> first + "," + second));
        return all;
    }

    private boolean isThere(Lock.Entry entry) throws IOException {
        Path target = target(entry.kind(), entry.name());
        return Files.isDirectory(target) && Tree.digest(target).equals(entry.files());
    }

    /** Whether it is as an earlier call has left it. */
    private boolean isOurs(Requirement.Kind kind, String name, Path target) throws IOException {
        Optional<Lock.Entry> last = before.of(kind, name);
        return last.isPresent()
                && Files.isDirectory(target)
                && Tree.digest(target).equals(last.get().files());
    }

    private Path target(Requirement.Kind kind, String name) {
        return kind == Requirement.Kind.ROLE
                ? wishes.roles().resolve(name)
                : wishes.collections().resolve("ansible_collections").resolve(name.replace('.', '/'));
    }

    private void install() throws IOException {
        Lock lock = new Lock();
        for (Ready one : ready.values()) {
            String title = (one.entry().kind() == Requirement.Kind.ROLE ? "role " : "collection ")
                    + (one.entry().name() + " " + one.entry().version()).strip();
            if (one.fetched().isPresent()) {
                Tree.replace(one.target(), one.fetched().get().folder());
                told.accept(title + ": installed in " + one.target());
            } else {
                told.accept(title + ": is there, in " + one.target());
            }
            lock.put(one.entry());
        }
        lock.write(wishes.lock());
    }
}
