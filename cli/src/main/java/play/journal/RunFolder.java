package play.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The journals of runs in a folder, one file each. */
public final class RunFolder {
    /** Of runs that have ended; older ones are forgotten. */
    public static final int MOST_RUNS = 50;

    /** Longer than it takes to make a journal. */
    private static final Duration MAKING = Duration.ofHours(1);

    private static final String END = ".jsonl";
    private static final Pattern ID = Pattern.compile("[0-9]{8}-[0-9]{6}-[0-9]{3}[0-9a-f]{2}");
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path folder;

    public RunFolder(Path folder) {
        this.folder = folder;
    }

    /** An id that begins with the time, so that ids are in the order of their runs. */
    public static String newId(Instant now) {
        return "%s%02x"
                .formatted(MOMENT.format(now), ThreadLocalRandom.current().nextInt(1 << 8));
    }

    /** The ids of all runs that are kept, newest first. */
    public List<String> ids() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(END))
                    .map(name -> name.substring(0, name.length() - END.length()))
                    .filter(name -> ID.matcher(name).matches())
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /**
     * Nothing where there is none of this id.
     *
     * @throws IOException it cannot be read, or is none that this version reads; the message is to follow its name
     */
    public Optional<KeptRun> find(String id) throws IOException {
        if (!ID.matcher(id).matches() || !Files.exists(file(id))) {
            return Optional.empty();
        }
        boolean held = JournalFile.isHeld(file(id));
        List<Entry> entries = entries(id);
        Entry.Begin begin = entries.reversed().stream()
                .<Entry.Begin>mapMulti((entry, begins) -> {
                    if (entry instanceof Entry.Begin one) {
                        begins.accept(one);
                    }
                })
                .findFirst()
                .orElseThrow(() -> new IOException("it has no beginning"));
        return Optional.of(new KeptRun(id, begin, entries, held));
    }

    /**
     * The last run that went on with one, or with one that did: it has all that was done. The run itself where none
     * has. Journals that cannot be read are passed over.
     */
    public KeptRun lastOf(KeptRun run) throws IOException {
        for (String id : ids()) {
            if (id.compareTo(run.id()) <= 0) {
                break;
            }
            Optional<KeptRun> later = readable(id).filter(one -> one.entries().contains(run.begin()));
            if (later.isPresent()) {
                return later.get();
            }
        }
        return run;
    }

    private Optional<KeptRun> readable(String id) {
        try {
            return find(id);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What was written up to the last whole line. */
    private List<Entry> entries(String id) throws IOException {
        String text = new String(Files.readAllBytes(file(id)), StandardCharsets.UTF_8);
        List<String> lines =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        List<Entry> entries = new ArrayList<>();
        for (String line : lines) {
            try {
                entries.add(EntryJson.read(line));
            } catch (MalformedEntryException e) {
                throw new IOException("its line " + (entries.size() + 1) + " " + e.getMessage(), e);
            }
        }
        return entries;
    }

    /** Keeps others from going on with a run. */
    public interface Hold extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    /** Nothing where its run goes on, or another goes on with it. */
    public Optional<Hold> hold(KeptRun run) throws IOException {
        return JournalFile.hold(file(run.id())).map(held -> held::close);
    }

    private Path file(String id) {
        return folder.resolve(id + END);
    }

    /** A new journal with these entries; the oldest that have ended make room for it. */
    JournalFile create(String id, List<Entry> entries) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        List<String> ids = ids();
        for (String old : ids.subList(Math.min(ids.size(), MOST_RUNS - 1), ids.size())) {
            forget(file(old));
        }
        for (Path left : halves()) {
            forget(left);
        }
        StringBuilder lines = new StringBuilder();
        entries.forEach(entry -> lines.append(EntryJson.line(entry)));
        return JournalFile.create(file(id), lines.toString());
    }

    /** What runs have left that were killed while they made theirs; what is fresh may still be made. */
    private List<Path> halves() throws IOException {
        Instant fresh = Instant.now().minus(MAKING);
        List<Path> old = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, JournalFile.NEW + "*" + END)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(fresh)) {
                    old.add(file);
                }
            }
        }
        return old;
    }

    private static void forget(Path file) {
        try {
            if (!JournalFile.isHeld(file)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // Another run has put it in place, or forgotten it; or it stays, which harms nobody.
        }
    }
}
