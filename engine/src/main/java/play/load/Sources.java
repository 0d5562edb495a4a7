package play.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import play.diag.Diagnostic;
import play.diag.ProblemList;
import play.diag.Problems;
import play.diag.TextFiles;
import play.expression.Expressions;
import play.expression.Origin;
import play.expression.Template;
import play.playbook.SearchPath;
import play.source.SourceFile;
import play.source.Span;
import play.value.TemplateStyle;
import play.vault.VaultNodes;
import play.yaml.YamlNode;

/** Reads the files a playbook is made of, each at most once; may be used by several threads. */
final class Sources {
    static final List<String> YAML_ENDINGS = List.of(".yml", ".yaml", ".json", "");

    private final VaultNodes nodes;
    private final Expressions expressions;
    private final Problems problems;
    private final Map<Path, Optional<YamlNode>> documents = new ConcurrentHashMap<>();
    private final Map<Path, Optional<YamlNode>> steps = new ConcurrentHashMap<>();
    private final Map<Styled, Parsed> templates = new ConcurrentHashMap<>();
    private final Map<Part, Parsed> parts = new ConcurrentHashMap<>();

    /** A template, as far as it could be read, and what is wrong with it. */
    private record Parsed(Optional<Template> template, List<Diagnostic> problems) {
        Optional<Template> telling(Problems to) {
            problems.forEach(to::report);
            return template;
        }
    }

    /** A template, and what others pass on to it. */
    private record Part(Styled file, Set<String> callable) {}

    private record Styled(Path file, TemplateStyle style) {
        Styled {
            file = file.normalize();
        }
    }

    private final WrittenFiles written;
    private final Set<Path> foretold = ConcurrentHashMap.newKeySet();

    Sources(VaultNodes nodes, Expressions expressions, ThisMachine here, Problems problems) {
        this.written = new WrittenFiles(here);
        this.nodes = nodes;
        this.expressions = expressions;
        this.problems = problems;
    }

    /** What tasks that were read may write. */
    WrittenFiles written() {
        return written;
    }

    /** The document of a YAML variables file; nothing when it is broken, which is reported. */
    Optional<YamlNode> document(Path file) {
        return documents.computeIfAbsent(
                file.normalize(), path -> TextFiles.read(file, problems).flatMap(nodes::document));
    }

    /** The same of a file of plays or steps. */
    Optional<YamlNode> steps(Path file) {
        return steps.computeIfAbsent(
                file.normalize(), path -> TextFiles.read(file, problems).flatMap(nodes::steps));
    }

    /**
     * A template file, parsed.
     *
     * @param to told what is wrong with it, whoever was told before: only some of those who use it may be excused
     */
    Optional<Template> template(Path file, TemplateStyle style, Problems to) {
        return templates
                .computeIfAbsent(
                        new Styled(file, style),
                        path -> parsed(
                                file,
                                (source, told) ->
                                        expressions.written(style).file(source.text(), Origin.of(source), told)))
                .telling(to);
    }

    /**
     * A template that others take in, parsed.
     *
     * @param callable names of what those pass on that can be called
     * @param to told what is wrong with it, likewise
     */
    Optional<Template> part(Path file, TemplateStyle style, Set<String> callable, Problems to) {
        return parts.computeIfAbsent(
                        new Part(new Styled(file, style), callable),
                        part -> parsed(
                                file,
                                (source, told) -> expressions
                                        .written(style)
                                        .part(source.text(), Origin.of(source), callable, told)))
                .telling(to);
    }

    private Parsed parsed(Path file, BiFunction<SourceFile, Problems, Template> reading) {
        ProblemList told = new ProblemList();
        Optional<Template> template = TextFiles.read(file, told).map(source -> reading.apply(source, told));
        told.taken().forEach(problems::took);
        return new Parsed(template, told.sorted());
    }

    /** Warns, once, where a file that a task is to decrypt cannot be. */
    void foretell(Path file, Span place) {
        if (foretold.add(file.normalize())) {
            nodes.foretell(file, place);
        }
    }

    /** {@code main} in a folder, with any ending of a YAML file. */
    static Optional<Path> named(Path folder, String name) {
        if (!SearchPath.canName(name)) {
            return Optional.empty();
        }
        boolean ended = YAML_ENDINGS.stream().anyMatch(ending -> !ending.isEmpty() && name.endsWith(ending));
        List<String> endings = ended ? List.of("") : YAML_ENDINGS;
        return endings.stream()
                .map(ending -> folder.resolve(name + ending))
                .filter(Files::exists)
                .findFirst();
    }

    /** A file, or the YAML files of a folder by name. */
    static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> entries = Files.walk(path)) {
            return entries.filter(entry ->
                            Files.isRegularFile(entry) && entry.toString().matches(".*\\.(yml|yaml|json)"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
