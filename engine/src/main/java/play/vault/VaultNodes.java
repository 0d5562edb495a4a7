package play.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.diag.ProblemList;
import play.diag.Problems;
import play.source.SourceFile;
import play.source.Span;
import play.value.Secret;
import play.yaml.YamlNode;
import play.yaml.YamlReader;

/**
 * Reads YAML texts that are encrypted as a whole or hold {@code !vault} values. What was encrypted comes out as
 * {@code Secret}.
 */
public final class VaultNodes {
    private static final Set<String> TAGS = Set.of("!vault", "!vault-encrypted");

    /** The tag of what stood in a file that is encrypted as a whole. */
    public static final String HIDDEN = "!encrypted";

    private final Vault vault;
    private final Problems problems;

    public VaultNodes(Vault vault, Problems problems) {
        this.vault = vault;
        this.problems = problems;
    }

    /**
     * The only document of a file, null when it is empty; nothing when it is broken or cannot be opened, which is
     * reported.
     */
    public Optional<YamlNode> document(SourceFile file) {
        if (!Vault.isEncrypted(file.text())) {
            return YamlReader.document(file, problems).map(this::opened);
        }
        Span header = file.span(0, file.line(1).length());
        return plain(file.text(), header).flatMap(text -> secretDocument(text, header));
    }

    /**
     * The same of a file of steps: what is encrypted as a whole keeps its texts, under the tag {@link #HIDDEN}, because
     * most of them are names, keywords and expressions.
     */
    public Optional<YamlNode> steps(SourceFile file) {
        if (!Vault.isEncrypted(file.text())) {
            return document(file);
        }
        Span header = file.span(0, file.line(1).length());
        return plain(file.text(), header)
                .flatMap(text -> plainDocument(text, header))
                .map(node -> tagged(opened(node), header));
    }

    /**
     * Warns where a file that a task names is encrypted and cannot be opened; the task may never run.
     *
     * @param place where it is named
     */
    public void foretell(Path file, Span place) {
        try {
            if (Vault.isEncrypted(file)) {
                vault.open(Files.readString(file));
            }
        } catch (VaultException e) {
            problems.report(Diagnostic.warning(
                    "vault",
                    "File cannot be decrypted",
                    "The task will fail, for it uses " + file + ". " + e.getMessage(),
                    place));
        } catch (IOException unreadable) {
            // Whether it can be read is told by the task, if it runs.
        }
    }

    private Optional<YamlNode> secretDocument(String text, Span header) {
        return plainDocument(text, header).map(node -> secret(node, header));
    }

    /** Problems inside are told without the text around them. */
    private Optional<YamlNode> plainDocument(String text, Span header) {
        SourceFile plain = new SourceFile(header.file().name(), text);
        ProblemList inside = new ProblemList();
        Optional<YamlNode> document = YamlReader.document(plain, inside);
        inside.sorted().stream()
                .findFirst()
                .ifPresent(problem -> problems.report(Diagnostic.error(
                        "vault-content",
                        "Decrypted content is not valid YAML",
                        "Decrypted, line "
                                + problem.subject()
                                        .map(span -> span.from().line())
                                        .orElse(1)
                                + " of it: " + problem.summary() + ".",
                        header)));
        return document;
    }

    /** The node with all of its places at the one thing that can be shown of the file. */
    private static YamlNode tagged(YamlNode node, Span place) {
        return switch (node) {
            case YamlNode.Scalar scalar -> tagged(scalar, place);
            case YamlNode.Sequence list ->
                new YamlNode.Sequence(
                        list.items().stream().map(item -> tagged(item, place)).toList(), place);
            case YamlNode.Mapping map ->
                new YamlNode.Mapping(
                        map.entries().stream()
                                .map(entry ->
                                        new YamlNode.Entry(tagged(entry.key(), place), tagged(entry.value(), place)))
                                .toList(),
                        place);
        };
    }

    private static YamlNode.Scalar tagged(YamlNode.Scalar scalar, Span place) {
        int[] everywhere = new int[scalar.text().length() + 1];
        Arrays.fill(everywhere, place.start());
        return new YamlNode.Scalar(
                scalar.value(),
                scalar.text(),
                scalar.tag().or(() -> Optional.of(HIDDEN)),
                scalar.quoted(),
                place,
                everywhere);
    }

    /** The node with every {@code !vault} scalar in it opened. */
    private YamlNode opened(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar scalar -> scalar.tag().filter(TAGS::contains).isPresent() ? opened(scalar) : scalar;
            case YamlNode.Sequence list ->
                new YamlNode.Sequence(list.items().stream().map(this::opened).toList(), list.span());
            case YamlNode.Mapping map ->
                new YamlNode.Mapping(
                        map.entries().stream()
                                .map(entry -> new YamlNode.Entry(entry.key(), opened(entry.value())))
                                .toList(),
                        map.span());
        };
    }

    private YamlNode opened(YamlNode.Scalar scalar) {
        Optional<String> text = plain(scalar.text(), scalar.span());
        return text.map(value -> secretScalar(value, scalar.span())).orElse(scalar);
    }

    private Optional<String> plain(String text, Span place) {
        try {
            return Optional.of(vault.open(text).utf8());
        } catch (VaultException e) {
            problems.report(
                    Diagnostic.error("vault", "Value cannot be decrypted", String.valueOf(e.getMessage()), place));
            return Optional.empty();
        }
    }

    private static YamlNode secret(YamlNode node, Span place) {
        return switch (node) {
            case YamlNode.Scalar scalar -> secretScalar(scalar.value(), place);
            case YamlNode.Sequence list ->
                new YamlNode.Sequence(
                        list.items().stream().map(item -> secret(item, place)).toList(), place);
            case YamlNode.Mapping map -> {
                List<YamlNode.Entry> entries = new ArrayList<>();
                for (YamlNode.Entry entry : map.entries()) {
                    YamlNode.Scalar key = entry.key();
                    int[] at = new int[key.text().length() + 1];
                    entries.add(new YamlNode.Entry(
                            new YamlNode.Scalar(key.text(), key.text(), Optional.empty(), true, place, at),
                            secret(entry.value(), place)));
                }
                yield new YamlNode.Mapping(entries, place);
            }
        };
    }

    private static YamlNode.Scalar secretScalar(@Nullable Object value, Span place) {
        Object hidden = value == null ? null : new Secret(value);
        return new YamlNode.Scalar(hidden, "", Optional.empty(), true, place, new int[] {place.start()});
    }
}
