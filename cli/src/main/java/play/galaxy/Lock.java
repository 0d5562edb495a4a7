package play.galaxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import play.diag.ProblemList;
import play.diag.TextFiles;
import play.expression.data.YamlStyle;
import play.expression.data.YamlText;
import play.yaml.PlainData;
import play.yaml.YamlReader;

/** What was installed the last time, to the byte: {@code requirements.lock} beside the requirements. */
final class Lock {
    private static final String HEAD = """
        # Written by 'play galaxy install': what was installed, to the byte. Keep it beside the requirements, in version
        # control. 'play galaxy install --update' looks for newer versions.
        """;
    private static final String ROLES = "roles";
    private static final String COLLECTIONS = "collections";

    private final Map<String, Entry> entries = new TreeMap<>();

    /**
     * @param source as {@link Requirement.Source#shown()}
     * @param wanted the version that was asked for, empty where any was
     * @param sha256 of the archive; of Git, where archives differ, the commit takes its place
     * @param files digest of what is installed
     */
    record Entry(
            Requirement.Kind kind,
            String name,
            String source,
            String wanted,
            String version,
            Optional<String> commit,
            Optional<String> sha256,
            String files) {}

    /** Empty where there is no file; what is wrong with it is reported. */
    static Lock read(Path file, ProblemList problems) {
        Lock lock = new Lock();
        if (Files.exists(file)) {
            TextFiles.read(file, problems)
                    .flatMap(source -> YamlReader.document(source, problems))
                    .ifPresent(root -> {
                        if (PlainData.of(root) instanceof Map<?, ?> all) {
                            lock.add(Requirement.Kind.ROLE, all.get(ROLES));
                            lock.add(Requirement.Kind.COLLECTION, all.get(COLLECTIONS));
                        }
                    });
        }
        return lock;
    }

    private void add(Requirement.Kind kind, @Nullable Object list) {
        if (list instanceof List<?> items) {
            items.stream()
                    .filter(Map.class::isInstance)
                    .map(Map.class::cast)
                    .map(item -> new Entry(
                            kind,
                            text(item, "name").orElse(""),
                            text(item, "source").orElse(""),
                            text(item, "wanted").orElse(""),
                            text(item, "version").orElse(""),
                            text(item, "commit"),
                            text(item, "sha256"),
                            text(item, "files").orElse("")))
                    .forEach(this::put);
        }
    }

    private static Optional<String> text(Map<?, ?> item, String key) {
        return item.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    void put(Entry entry) {
        entries.put(entry.kind() + " " + entry.name(), entry);
    }

    /** What a requirement came to, where it asks for the same. */
    Optional<Entry> of(Requirement requirement) {
        return entries.values().stream()
                .filter(entry -> entry.kind() == requirement.kind()
                        && entry.source().equals(requirement.source().shown())
                        && requirement.name().map(entry.name()::equals).orElse(true)
                        && entry.wanted().equals(requirement.version().orElse("")))
                .findFirst();
    }

    /** What is locked under a name. */
    Optional<Entry> of(Requirement.Kind kind, String name) {
        return Optional.ofNullable(entries.get(kind + " " + name));
    }

    void write(Path file) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(ROLES, listed(Requirement.Kind.ROLE));
        all.put(COLLECTIONS, listed(Requirement.Kind.COLLECTION));
        Files.writeString(file, HEAD + YamlText.write(all, YamlStyle.readable(2)));
    }

    private List<Object> listed(Requirement.Kind kind) {
        List<Object> list = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (entry.kind() == kind) {
                Map<String, Object> item = new LinkedHashMap<>();
                item.put("name", entry.name());
                item.put("source", entry.source());
                if (!entry.wanted().isEmpty()) {
                    item.put("wanted", entry.wanted());
                }
                item.put("version", entry.version());
                entry.commit().ifPresent(commit -> item.put("commit", commit));
                entry.sha256().ifPresent(sha256 -> item.put("sha256", sha256));
                item.put("files", entry.files());
                list.add(item);
            }
        }
        return list;
    }
}
