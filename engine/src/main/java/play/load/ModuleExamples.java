package play.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.argspec.DescribedParameters;
import play.argspec.Options;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.module.ModuleSpec;
import play.param.Written;
import play.source.Located;
import play.source.Span;
import play.yaml.PlainData;
import play.yaml.YamlNode;

/** Reads the examples of a module; what they give is checked as if a task gave it. */
final class ModuleExamples {
    private final Problems problems;

    ModuleExamples(Problems problems) {
        this.problems = problems;
    }

    List<ModuleSpec.Example> read(Keys keys, Options options, String module) {
        List<ModuleSpec.Example> examples = new ArrayList<>();
        for (YamlNode node : keys.list("examples")) {
            if (node instanceof YamlNode.Mapping map) {
                example(new Keys(map, problems), options, module).ifPresent(examples::add);
            } else {
                keys.wrong("examples", "a list of mappings with 'title', 'before' and 'parameters'", node);
            }
        }
        return examples;
    }

    private Optional<ModuleSpec.Example> example(Keys keys, Options options, String module) {
        Optional<Located<String>> title = keys.text("title");
        String before = keys.text("before").map(Located::value).orElse("");
        String first = keys.take("first").map(node -> text(node.span())).orElse("");
        Optional<YamlNode> parameters = keys.take("parameters");
        keys.refuseOthers("an example", List.of());
        if (title.isEmpty() || !(parameters.orElse(null) instanceof YamlNode.Mapping given)) {
            problems.report(Diagnostic.error(
                    "missing-key",
                    "Missing key",
                    "An example needs 'title', what it shows, such as absent, drifted or right, and 'parameters', a"
                            + " mapping of what it gives the module.",
                    keys.mapping().span()));
            return Optional.empty();
        }
        DescribedParameters.of(options).check(new Located<>(module, given.span()), fields(given), problems);
        return Optional.of(new ModuleSpec.Example(title.get().value(), before, text(given.span()), first));
    }

    private static Map<Located<String>, Written> fields(YamlNode.Mapping map) {
        Map<Located<String>, Written> fields = new LinkedHashMap<>();
        map.entries().forEach(entry -> fields.put(DataReader.located(entry.key()), written(entry.value())));
        return fields;
    }

    private static Written written(YamlNode node) {
        Written.Parts parts = switch (node) {
            case YamlNode.Mapping map -> new Written.Parts.Fields(fields(map));
            case YamlNode.Sequence list ->
                new Written.Parts.Items(
                        list.items().stream().map(ModuleExamples::written).toList());
            case YamlNode.Scalar scalar -> new Written.Parts.None();
        };
        return new Written.Literal(PlainData.of(node), node.span(), parts);
    }

    /** What is written there, with its own indentation taken away. */
    private static String text(Span span) {
        String all = span.file().text();
        int indent = span.start() - (all.lastIndexOf('\n', span.start() - 1) + 1);
        return span.text().replaceAll("\n {0," + indent + "}", "\n").strip() + "\n";
    }
}
