package play.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import play.event.Redactor;
import play.journal.Entry;
import play.journal.KeptRun;
import play.journal.RunFolder;
import play.journal.RunKeeper;
import play.report.Totals;
import play.savedplan.Fingerprints;
import play.source.FileNames;
import play.source.SourceFile;

/** What commands that run playbooks share about journals. */
final class RunJournals {
    /** Of all journals, in the state folder. */
    static final String FOLDER = "runs";

    /** Of files that have changed, as many are named. */
    private static final int MOST_NAMED = 10;

    private RunJournals() {}

    static RunFolder folder() {
        return new RunFolder(Home.state().resolve(FOLDER));
    }

    /** Keeps a run of {@code play run} with these words. */
    static RunKeeper keeper(
            Arguments arguments,
            Terminal terminal,
            Loaded loaded,
            Optional<KeptRun> before,
            Redactor redactor,
            Totals totals)
            throws UsageException {
        Fingerprints fingerprints = PlanFiles.fingerprints();
        InstantSource clock = InstantSource.system();
        Entry.Begin begin = new Entry.Begin(
                Version.NUMBER,
                clock.instant().toString(),
                here(),
                PlanFiles.words(arguments).stream().map(redactor::redact).toList(),
                PlanFiles.variables(arguments, fingerprints),
                fingerprints.keyId(),
                prints(loaded.files(), fingerprints),
                before.map(KeptRun::id));
        return new RunKeeper(
                folder(),
                RunFolder.newId(clock.instant()),
                begin,
                before.map(KeptRun::entries).orElse(List.of()),
                new RunKeeper.Means(
                        fingerprints,
                        redactor::redact,
                        clock,
                        totals::exitCode,
                        sentence -> terminal.err().println("play: " + sentence)));
    }

    static String here() {
        return Path.of("").toAbsolutePath().toString();
    }

    /** The fingerprint of each file by its name, from here where it is below; of one read in parts, of all of them. */
    static Map<String, String> prints(List<SourceFile> files, Fingerprints fingerprints) {
        Map<String, TreeSet<String>> texts = new LinkedHashMap<>();
        files.forEach(file ->
                texts.computeIfAbsent(name(file), name -> new TreeSet<>()).add(file.text()));
        Map<String, String> prints = new LinkedHashMap<>();
        texts.forEach((name, all) -> prints.put(name, fingerprints.of(String.join("\0", all))));
        return prints;
    }

    /** One name for a file that is read by several. */
    private static String name(SourceFile file) {
        Path here = Path.of("").toAbsolutePath();
        return FileNames.path(file.name())
                .map(path -> here.resolve(path).normalize())
                .map(path -> path.startsWith(here) ? here.relativize(path) : path)
                .map(Path::toString)
                .orElse(file.name());
    }

    /** What is not as it was when a run was made, a phrase each. */
    static List<String> differences(Entry.Begin then, Map<String, String> now) {
        TreeSet<String> names = new TreeSet<>(then.files().keySet());
        names.addAll(now.keySet());
        List<String> all = names.stream()
                .filter(name -> !Optional.ofNullable(now.get(name))
                        .equals(Optional.ofNullable(then.files().get(name))))
                .map(name -> name
                        + (!now.containsKey(name)
                                ? " is no longer read"
                                : then.files().containsKey(name) ? " has changed" : " was not read then"))
                .toList();
        return all.size() <= MOST_NAMED
                ? all
                : Stream.concat(
                                all.stream().limit(MOST_NAMED),
                                Stream.of((all.size() - MOST_NAMED) + " other files differ too"))
                        .toList();
    }

    /** The run that is named, or the newest. */
    static KeptRun find(Optional<String> id) throws UsageException {
        return find(id, run -> true, "");
    }

    /** The run that is named, or the newest that was started here. */
    static KeptRun findHere(Optional<String> id) throws UsageException {
        return find(id, run -> run.begin().folder().equals(here()), " of what was started in " + here());
    }

    private static KeptRun find(Optional<String> id, Predicate<KeptRun> wanted, String which) throws UsageException {
        for (String kept : id.map(List::of).orElse(ids())) {
            Optional<KeptRun> run = read(kept).filter(one -> id.isPresent() || wanted.test(one));
            if (run.isPresent()) {
                return run.get();
            }
        }
        throw new UsageException(id.map(
                        named -> "no run is called '" + named + "'; 'play runs' lists those that are kept")
                .orElse("no run is kept yet" + which + " in " + Home.state().resolve(FOLDER)));
    }

    /** Of all runs that are kept, newest first. */
    static List<String> ids() throws UsageException {
        try {
            return folder().ids();
        } catch (IOException e) {
            throw new UsageException("the journals of runs cannot be read: " + FileFault.why(e));
        }
    }

    private static Optional<KeptRun> read(String id) throws UsageException {
        try {
            return folder().find(id);
        } catch (IOException e) {
            throw new UsageException("the journal of the run " + id + " cannot be read: " + FileFault.why(e));
        }
    }
}
