package play.editor;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import play.expression.Expressions;
import play.module.ModuleRegistry;
import play.module.ModuleSpec;
import play.module.TaskModule;
import play.result.ResultType;
import play.schema.Keywords;
import play.source.SourceFile;
import play.source.Span;

/** A text with a mark where the cursor is, in a project that is data. */
record Typing(String file, String marked, Known known, Set<String> files) {
    static final String MARK = "¦";
    private static final ModuleRegistry MODULES = ModuleRegistry.installed();
    static final Vocabulary VOCABULARY = vocabulary();

    static Typing in(String file, String marked) {
        return new Typing(file, marked, Known.NOTHING, Set.of());
    }

    static Typing playbook(String... lines) {
        return in("/p/site.yml", String.join("\n", lines));
    }

    Typing knowing(Known other) {
        return new Typing(file, marked, other, files);
    }

    Typing beside(String... others) {
        return new Typing(file, marked, known, Set.of(others));
    }

    private static Vocabulary vocabulary() {
        Map<String, String> purposes = new LinkedHashMap<>();
        for (TaskModule<?> module : MODULES.all()) {
            ModuleSpec<?> spec = module.spec();
            purposes.put(spec.name(), spec.purpose());
            spec.aliases().forEach(alias -> purposes.put(alias, spec.purpose()));
        }
        return new Vocabulary(
                purposes,
                MODULES::find,
                module -> "## " + module.spec().name(),
                Keywords.standard(),
                Expressions.standard().calls());
    }

    /** A place in a file, for definitions. */
    static Span place(String file, String text, String word) {
        int from = text.indexOf(word);
        return new SourceFile(file, text).span(from, from + word.length());
    }

    static Known names(String... all) {
        Map<String, List<Known.Definition>> names = Stream.of(all)
                .collect(Collectors.toMap(
                        name -> name,
                        name -> List.of(new Known.Definition(
                                "play vars", place("/p/site.yml", "- vars:\n    " + name + ": 1\n", name)))));
        ResultType.Fields result =
                MODULES.find("command").orElseThrow().spec().returns().orElseThrow();
        return new Known(
                names,
                Map.of("answer", result),
                Map.of("Restart web", List.of(place("/p/site.yml", "x Restart web", "Restart web"))),
                Set.of("config"),
                Set.of("web", "db1"),
                Map.of("common", Path.of("/p/roles/common")),
                name -> name.equals("port") ? List.of("db1: port is 80") : List.of());
    }

    int offset() {
        return marked.indexOf(MARK);
    }

    View view() {
        Set<Path> there = files.stream().map(Path::of).collect(Collectors.toSet());
        return new View(Path.of(file), marked.replace(MARK, ""), VOCABULARY, known, new View.ProjectFiles() {
            @Override
            public boolean isFile(Path path) {
                return there.contains(path);
            }

            @Override
            public List<String> in(Path folder) {
                return there.stream()
                        .filter(path -> folder.equals(path.getParent()))
                        .map(path -> path.getFileName().toString())
                        .sorted()
                        .toList();
            }
        });
    }

    List<Proposal> proposals() {
        return Completion.at(view(), offset());
    }

    List<String> labels() {
        return proposals().stream().map(Proposal::label).toList();
    }

    /** The text after the proposal of that label was taken. */
    String taking(String label) {
        Proposal taken = proposals().stream()
                .filter(proposal -> proposal.label().equals(label))
                .findFirst()
                .orElseThrow();
        String text = view().text();
        return text.substring(0, taken.from()) + taken.insert() + text.substring(offset());
    }

    Optional<String> hover() {
        return Hovers.at(view(), offset()).map(Hovers.Shown::markdown);
    }

    List<String> definitions() {
        return Definitions.at(view(), offset()).stream()
                .map(place -> place.file()
                        + place.span().map(span -> ":" + span.from().line()).orElse(""))
                .toList();
    }
}
