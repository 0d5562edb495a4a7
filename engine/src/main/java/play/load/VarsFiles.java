package play.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.expression.call.LookupContext.Folder;
import play.param.VarsSource;
import play.playbook.Data;
import play.playbook.Step;
import play.playbook.Vars;
import play.source.Located;
import play.source.Span;
import play.yaml.YamlNode;

/** Finds and reads what {@code include_vars} names. What is wrong is reported at the place of the name. */
final class VarsFiles {
    private final Sources sources;
    private final DataReader data;
    private final Problems problems;

    VarsFiles(Sources sources, DataReader data, Problems problems) {
        this.sources = sources;
        this.data = data;
        this.problems = problems;
    }

    /** What was read; nothing when that is not possible, which is reported. */
    Optional<Vars.Included> read(VarsSource source, Step.Context context, Span place) {
        return files(source, context, place).flatMap(files -> read(files, source, place));
    }

    private Optional<Vars.Included> read(List<Path> files, VarsSource source, Span place) {
        Vars vars = Vars.NONE;
        for (Path file : files) {
            Optional<YamlNode> document = sources.document(file);
            if (document.isEmpty()) {
                return Optional.empty();
            }
            vars = vars.and(data.vars(document.get()));
        }
        Vars read = vars;
        return Optional.of(new Vars.Included(
                files, source.name().map(name -> under(name, read, place)).orElse(read)));
    }

    private static Vars under(String name, Vars vars, Span place) {
        Map<Located<String>, Data> fields = new LinkedHashMap<>();
        vars.all().forEach((field, var) -> fields.put(new Located<>(field, var.place()), var.value()));
        return new Vars(Map.of(name, new Vars.Var(Data.ofNamed(fields, place), place)));
    }

    private Optional<List<Path>> files(VarsSource source, Step.Context context, Span place) {
        boolean folder = source.choice().isPresent();
        List<Path> candidates = context.files().candidates(Folder.VARS, source.path());
        Optional<Path> found = candidates.stream()
                .filter(path -> folder ? Files.isDirectory(path) : Files.isRegularFile(path))
                .findFirst();
        if (found.isEmpty()) {
            String kind = folder ? "variables directory" : "variables file";
            problems.report(
                    sources.written().excused(source.path(), MissingFile.of(kind, source.path(), place, candidates)));
            return Optional.empty();
        }
        try {
            return source.choice().isEmpty()
                    ? found.map(List::of)
                    : Optional.of(chosen(found.get(), source.choice().get(), context));
        } catch (IOException | IllegalArgumentException e) {
            problems.report(Diagnostic.error(
                    "unreadable-file",
                    "File cannot be read",
                    "The variables of '" + found.get() + "': " + e.getMessage() + ".",
                    place));
            return Optional.empty();
        }
    }

    /** Folder by folder, by name. */
    private static List<Path> chosen(Path folder, VarsSource.Choice choice, Step.Context context) throws IOException {
        Optional<Pattern> matching = choice.matching().map(VarsFiles::pattern);
        List<Pattern> ignored = choice.ignored().stream()
                .map(regex -> pattern("(?:" + regex + ")$"))
                .toList();
        try (Stream<Path> all = Files.walk(folder, choice.depth() == 0 ? Integer.MAX_VALUE : choice.depth())) {
            List<Path> taken = new ArrayList<>();
            Comparator<Path> order = Comparator.comparing(file -> String.valueOf(file.getParent()));
            for (Path file : all.filter(Files::isRegularFile)
                    .sorted(order.thenComparing(String::valueOf))
                    .toList()) {
                String name = String.valueOf(file.getFileName());
                boolean meant =
                        matching.isEmpty() || matching.get().matcher(name).find();
                if (meant
                        && ignored.stream()
                                .noneMatch(regex -> regex.matcher(name).find())
                        && !isTakenByTheRole(file, context)
                        && isKnown(name, choice)) {
                    taken.add(file);
                }
            }
            return taken;
        }
    }

    private static Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + regex + "' is not a regular expression: " + e.getDescription(), e);
        }
    }

    /** As in Ansible: a role has the variables of its {@code vars/main.yml} anyway. */
    private static boolean isTakenByTheRole(Path file, Step.Context context) {
        return context.role()
                .map(use ->
                        use.role().folder().resolve("vars").resolve("main.yml").normalize())
                .filter(file.normalize()::equals)
                .isPresent();
    }

    /** What is behind the last dot, as in Ansible: nothing where the only dots are those that a name begins with. */
    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return name.substring(0, Math.max(dot, 0)).chars().allMatch(c -> c == '.') ? "" : name.substring(dot + 1);
    }

    private static boolean isKnown(String name, VarsSource.Choice choice) {
        boolean known = choice.extensions().contains(extension(name));
        if (!known && !choice.othersIgnored()) {
            throw new IllegalArgumentException("'" + name + "' ends with none of "
                    + choice.extensions().stream()
                            .map(extension -> extension.isEmpty() ? "'' (no extension)" : extension)
                            .collect(Collectors.joining(", "))
                    + "; choose files by 'files_matching', or set 'ignore_unknown_extensions'");
        }
        return known;
    }
}
